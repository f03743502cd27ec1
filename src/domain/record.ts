/** One saved inspection: one schema for storage, wire and server. Unknown fields are kept. */
import * as v from 'valibot';
import { blobRefSchema } from './blob-ref';
import { captureTimeSchema } from './capture-time';
import { idSchema, nameSchema, sizeSchema, textSchema } from './common-schemas';
import { anomalyVerdictSchema, provenanceSchema, verdictSchema } from './inspection';
import type { TypeOf } from './schema-type';

const rasterRefSchema = v.looseObject({ ...blobRefSchema.entries, width: sizeSchema, height: sizeSchema });

/** How a picture came in. */
const pictureSourceSchema = v.picklist(['camera', 'file', 'drop', 'paste', 'sample']);

/** The anomaly verdict of a record, with its rasters by reference. */
const recordedAnomalySchema = v.looseObject({
  ...anomalyVerdictSchema.entries,
  /** Little-endian float32, row after row. */
  map: rasterRefSchema,
  /** One bit per cell, row after row without padding, high bit first. */
  mask: rasterRefSchema,
});

const minutesPerDay = 24 * 60;

/** A record is a verdict with the stored pictures, and what was known of the picture when it was saved. */
export const recordSchema = v.looseObject({
  ...verdictSchema.entries,
  id: idSchema,
  /** When the picture was inspected, ISO 8601 in UTC. The name is older than `captured`. */
  takenAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The device's offset at that moment, to show the local time later. */
  utcOffsetMinutes: v.pipe(v.number(), v.integer(), v.minValue(-minutesPerDay), v.maxValue(minutesPerDay)),
  /** When the picture was taken, by its camera's clock. Absent if the file does not say, and in records of earlier versions. */
  captured: v.exactOptional(captureTimeSchema),
  fileName: v.pipe(v.string(), v.maxLength(1000)),
  source: pictureSourceSchema,
  packTitle: nameSchema,
  /** Written by a person. */
  note: v.exactOptional(textSchema),
  anomaly: v.exactOptional(recordedAnomalySchema),
  photo: rasterRefSchema,
  thumbnail: rasterRefSchema,
  provenance: v.looseObject({ ...provenanceSchema.entries, appBuild: nameSchema }),
});

/** The fields that may change after a record is saved. `null` and an empty text remove a field. */
export const recordPatchSchema = v.strictObject({ note: v.exactOptional(v.nullable(textSchema)) });

export type RasterRef = TypeOf<typeof rasterRefSchema>;
export type PictureSource = TypeOf<typeof pictureSourceSchema>;
export type RecordedAnomaly = TypeOf<typeof recordedAnomalySchema>;
export type InspectionRecord = TypeOf<typeof recordSchema>;
export type RecordPatch = TypeOf<typeof recordPatchSchema>;

/** The record with `patch` applied; the same object where nothing changes. Fields that `patch` does not name stay. */
export function applyPatch(record: InspectionRecord, patch: RecordPatch): InspectionRecord {
  const patched: InspectionRecord = { ...record, ...Object.fromEntries(Object.entries(patch).filter(isSet)) };
  // `patched` is a new object, so deleting from it is safe.
  for (const [field] of Object.entries(patch).filter((entry) => !isSet(entry))) Reflect.deleteProperty(patched, field);
  return JSON.stringify(patched) === JSON.stringify(record) ? record : patched;
}

function isSet([, value]: readonly [field: string, value: unknown]): boolean {
  return value !== null && value !== '';
}

/** Why something could not be kept or read. Nothing already stored is lost by any of these. */
export type StorageFault =
  | { readonly kind: 'storage-full'; readonly neededBytes: number; readonly freeBytes?: number }
  | { readonly kind: 'storage-unavailable'; readonly detail: string }
  /** Other tabs changed the same rows each time that this change was about to be committed. */
  | { readonly kind: 'write-conflict'; readonly attempts: number }
  | { readonly kind: 'newer-database'; readonly wanted: number; readonly found: number }
  /** A stored value is encrypted, and this app or browser cannot open it. The value stays as it is. */
  | { readonly kind: 'cannot-decrypt'; readonly detail: string }
  | { readonly kind: 'damaged'; readonly sha256: string };
