/** A record with what is needed to draw it. */
import { bitsToMask } from '../../src/domain/raster-bytes';
import type { WireRecord } from '../../src/protocol/intake';
import { maskToPath } from './mask-path';
import type { OfficeWorld } from './office-world';
import type { ShownPicture } from './pages/picture';
import { readRecord, type RecordHistory } from './queries/read-record';
import { storedBlobs } from './queries/stored-blobs';

/** A record's history and its picture; no picture where only the deletion has arrived. */
export interface ShownRecord {
  readonly history: RecordHistory;
  readonly picture: ShownPicture | undefined;
}

/** Reads a record; undefined where there is none. */
export async function readShownRecord(world: OfficeWorld, id: string): Promise<ShownRecord | undefined> {
  const history = await readRecord(world.db, id);
  if (history === undefined) return undefined;
  return { history, picture: history.record === undefined ? undefined : await readPicture(world, history.record) };
}

async function readPicture(world: OfficeWorld, record: WireRecord): Promise<ShownPicture> {
  const stored = await storedBlobs(world.db, [record.photo.sha256]);
  return { record, hasPhoto: stored.has(record.photo.sha256), maskPath: await readMaskPath(world, record) };
}

/** Undefined where there is no mask, where it was not sent, and where its bytes do not fit its size. */
async function readMaskPath({ blobs }: OfficeWorld, { anomaly }: WireRecord): Promise<string | undefined> {
  if (anomaly === undefined) return undefined;
  const bits = await blobs.read(anomaly.mask.sha256);
  const mask = bits === undefined ? undefined : bitsToMask(new Uint8Array(bits).buffer, anomaly.mask);
  return mask === undefined ? undefined : maskToPath(mask);
}
