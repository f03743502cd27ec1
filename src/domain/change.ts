/**
 * One change of one inspection, as text. The text is written once, is the thing that is hashed, sent, stored and checked,
 * and is never composed again: `docs/adr/0004-changes-blobs-receipts.md`. Its parser is in `protocol/intake.ts`.
 */
import type { ChangeKind, PhotoChoice } from './delivery';
import type { BlobRef, InspectionRecord } from './record';

/** A change about to be written down. */
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
}

/** The text of a change, in format 1. */
export function writeChange({ kind, changeId, recordId, at, author, blobs, record }: NewChange): string {
  const refs = blobs.map(({ sha256, bytes, mime }) => ({ sha256, bytes, mime }));
  return JSON.stringify({ format: 1, kind, changeId, recordId, at, author, blobs: refs, record });
}

/** Every blob of a record, each content once. */
export function blobsOf({ photo, thumbnail, anomaly }: InspectionRecord): readonly BlobRef[] {
  const all = [photo, thumbnail, ...(anomaly === undefined ? [] : [anomaly.map, anomaly.mask])];
  return [...new Map(all.map((ref) => [ref.sha256, ref])).values()];
}

/** The blobs that travel with a change: all of them, or all but the photo. The thumbnail always does. */
export function blobsLetGo(record: InspectionRecord, photos: PhotoChoice): readonly BlobRef[] {
  const all = blobsOf(record);
  const { photo, thumbnail } = record;
  const isKept = photos === 'thumbnail' && photo.sha256 !== thumbnail.sha256;
  return isKept ? all.filter((ref) => ref.sha256 !== photo.sha256) : all;
}
