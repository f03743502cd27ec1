import type { Asset } from '../../src/domain/asset';
import { correctedMasks } from '../../src/domain/corrected-mask';
import { reviewOf, shownRecord } from '../../src/domain/corrected-verdict';
import type { Job } from '../../src/domain/job';
import { bitsToMask } from '../../src/domain/raster-bytes';
import type { InspectionRecord } from '../../src/domain/record';
import { readComparison } from './baseline-photo';
import type { RouteDependencies } from './dependencies';
import { maskToPath } from './mask-path';
import type { ShownPicture } from './pages/picture';
import { readRecords, type RecordHistory } from './queries/read-record';
import { findItem } from './queries/shared-items';
import { storedBlobs } from './queries/stored-blobs';

/** A record's history and its picture; no picture if only the deletion was received. */
interface ShownRecord {
  readonly history: RecordHistory;
  readonly picture: ShownPicture | undefined;
}

/** A record with the asset and the job to which it belongs, where the office has them. */
export interface LinkedRecord extends ShownRecord {
  readonly asset: Asset | undefined;
  readonly job: Job | undefined;
}

/** Reads a record; undefined if there is none. */
export async function readShownRecord(dependencies: RouteDependencies, id: string): Promise<LinkedRecord | undefined> {
  const [shown] = await readShownRecords(dependencies, [id]);
  if (shown === undefined) return undefined;
  const { assetId, jobId } = shown.picture?.record ?? {};
  const asset = assetId === undefined ? undefined : await findItem(dependencies.db, 'asset', assetId);
  const job = jobId === undefined ? undefined : await findItem(dependencies.db, 'job', jobId);
  return {
    ...shown,
    asset: asset?.item.type === 'asset' ? asset.item.value : undefined,
    job: job?.item.type === 'job' ? job.item.value : undefined,
  };
}

/** Reads the records with these ids in their order, without versions after `upTo`. Ids without a record are left out. */
async function readShownRecords(
  dependencies: RouteDependencies,
  ids: readonly string[],
  upTo?: number,
): Promise<readonly ShownRecord[]> {
  const histories = await readRecords(dependencies.db, ids, upTo);
  const photos = histories.flatMap(({ record }) => (record === undefined ? [] : [record.photo.sha256]));
  const stored = await storedBlobs(dependencies.db, photos);
  return Promise.all(
    histories.map(async (history) => {
      const record = history.record && shownRecord(history.record);
      if (record === undefined) return { history, picture: undefined };
      const hasPhoto = stored.has(record.photo.sha256);
      const maskPath = await readMaskPath(dependencies, record);
      return {
        history,
        picture: { record, hasPhoto, maskPath, comparison: await readComparison(dependencies, record) },
      };
    }),
  );
}

/** Undefined if nothing is marked, if the mask was not sent, or if its bytes do not fit its size. */
async function readMaskPath({ blobs }: RouteDependencies, record: InspectionRecord): Promise<string | undefined> {
  const { anomaly, picture } = record;
  if (anomaly?.isAnomalous !== true) return undefined;
  const bits = await blobs.read(anomaly.mask.sha256);
  const mask = bits === undefined ? undefined : bitsToMask(new Uint8Array(bits).buffer, anomaly.mask);
  if (mask === undefined) return undefined;
  const isChanged = reviewOf(record).phase === 'changed';
  return maskToPath(isChanged ? correctedMasks(mask, anomaly, picture).filled : mask);
}
