/**
 * One change of one inspection, asset or job, as text. The text is composed once; the same bytes are hashed, stored, sent and checked:
 * `docs/adr/0004-changes-blobs-receipts.md`. The parser is in `protocol/intake.ts`.
 */
import type { ChangeKind, PhotoChoice } from './delivery';
import type { BlobRef } from './blob-ref';
import type { InspectionRecord } from './record';
import type { SharedItem } from './shared-item';

/** The most bytes of one change's text at the intake. */
export const changeLimitBytes = 256 * 1024;

/** A change before it is written as text. */
export interface NewChange {
  readonly kind: ChangeKind;
  readonly changeId: string;
  readonly recordId: string;
  /** A reading of the hybrid clock as text. */
  readonly at: string;
  /** The device on which the change was made. */
  readonly author: string;
  readonly blobs: readonly BlobRef[];
  /** The whole record after the change; absent where it was deleted. */
  readonly record?: InspectionRecord;
  /** The whole asset or job after the change; absent where it was deleted. */
  readonly item?: SharedItem;
}

/**
 * The text of a change, in format 1. Assets and jobs have kinds of changes that earlier versions do not know: those refuse such a change,
 * and read all others.
 */
export function writeChange({ kind, changeId, recordId, at, author, blobs, record, item }: NewChange): string {
  const refs = blobs.map(({ sha256, bytes, mime }) => ({ sha256, bytes, mime }));
  const content = item === undefined ? {} : { [item.type]: item.value };
  return JSON.stringify({ format: 1, kind, changeId, recordId, at, author, blobs: refs, record, ...content });
}

/** Every blob of a record, each content once. */
export function blobsOf({ photo, thumbnail, anomaly }: InspectionRecord): readonly BlobRef[] {
  const all = [photo, thumbnail, ...(anomaly === undefined ? [] : [anomaly.map, anomaly.mask])];
  return [...new Map(all.map((ref) => [ref.sha256, ref])).values()];
}

/** The blobs that are sent with a change: all, or all except the photo. The thumbnail is always sent. */
export function blobsToSend(record: InspectionRecord, photos: PhotoChoice): readonly BlobRef[] {
  const all = blobsOf(record);
  const { photo, thumbnail } = record;
  const staysHere = photos === 'thumbnail' && photo.sha256 !== thumbnail.sha256;
  return staysHere ? all.filter((ref) => ref.sha256 !== photo.sha256) : all;
}
