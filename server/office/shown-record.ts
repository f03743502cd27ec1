import { agreeRecord } from '../../src/domain/agreed-verdict';
import { bitsToMask } from '../../src/domain/raster-bytes';
import type { InspectionRecord } from '../../src/domain/record';
import type { RouteDependencies } from './dependencies';
import { maskToPath } from './mask-path';
import type { ShownPicture } from './pages/picture';
import { readRecord, type RecordHistory } from './queries/read-record';
import { storedBlobs } from './queries/stored-blobs';

/** A record's history and its picture; no picture if only the deletion was received. */
export interface ShownRecord {
  readonly history: RecordHistory;
  readonly picture: ShownPicture | undefined;
}

/** Reads a record; undefined if there is none. */
export async function readShownRecord(dependencies: RouteDependencies, id: string): Promise<ShownRecord | undefined> {
  const history = await readRecord(dependencies.db, id);
  if (history === undefined) return undefined;
  return {
    history,
    picture: history.record === undefined ? undefined : await readPicture(dependencies, agreeRecord(history.record)),
  };
}

async function readPicture(dependencies: RouteDependencies, record: InspectionRecord): Promise<ShownPicture> {
  const stored = await storedBlobs(dependencies.db, [record.photo.sha256]);
  return { record, hasPhoto: stored.has(record.photo.sha256), maskPath: await readMaskPath(dependencies, record) };
}

/** Undefined if nothing is marked, if the mask was not sent, or if its bytes do not fit its size. */
async function readMaskPath({ blobs }: RouteDependencies, { anomaly }: InspectionRecord): Promise<string | undefined> {
  if (anomaly?.isAnomalous !== true) return undefined;
  const bits = await blobs.read(anomaly.mask.sha256);
  const mask = bits === undefined ? undefined : bitsToMask(new Uint8Array(bits).buffer, anomaly.mask);
  return mask === undefined ? undefined : maskToPath(mask);
}
