/** One saved inspection: one schema for storage, wire and server. Unknown fields are kept. */
import * as v from 'valibot';
import { blobRefSchema } from './blob-ref';
import { captureSchema } from './capture';
import { captureTimeSchema } from './capture-time';
import { finiteSchema, idSchema, nameSchema, sha256Schema, sizeSchema, textSchema } from './common-schemas';
import { appendCorrections, correctionsSchema } from './correction';
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

/** Temperatures that a person typed in, in degrees Celsius. A palette picture holds none. */
const temperaturesSchema = v.looseObject({
  /** The hot spot. */
  hotC: finiteSchema,
  /** A similar component under the same load. */
  referenceC: v.exactOptional(finiteSchema),
  ambientC: v.exactOptional(finiteSchema),
});

/** What a person adds to an inspection; each field may change later. */
const annotations = {
  note: textSchema,
  /** The asset to which the picture belongs: a transformer or a lot. */
  assetId: idSchema,
  /** The job in which the picture was taken. */
  jobId: idSchema,
  /** A baseline shows the asset in its normal state; later pictures are compared with it. */
  purpose: v.picklist(['baseline', 'maintenance']),
  /** For the report: what was found, and what to do. */
  finding: textSchema,
  recommendation: textSchema,
  /** True where a person sees a reflection instead of a hot component. */
  reflection: v.boolean(),
  repaired: v.boolean(),
  temperatures: temperaturesSchema,
};

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
  /** The hash of the chosen file, which is not stored: recognises the same picture. Absent in records of earlier versions. */
  pictureSha256: v.exactOptional(sha256Schema),
  /** The batch in which the picture was added. */
  batchId: v.exactOptional(idSchema),
  source: pictureSourceSchema,
  /** How the viewfinder judged the photo; absent for other pictures. */
  capture: v.exactOptional(captureSchema),
  packTitle: nameSchema,
  note: v.exactOptional(annotations.note),
  assetId: v.exactOptional(annotations.assetId),
  jobId: v.exactOptional(annotations.jobId),
  purpose: v.exactOptional(annotations.purpose),
  finding: v.exactOptional(annotations.finding),
  recommendation: v.exactOptional(annotations.recommendation),
  reflection: v.exactOptional(annotations.reflection),
  repaired: v.exactOptional(annotations.repaired),
  temperatures: v.exactOptional(annotations.temperatures),
  /** Corrections of the verdict by people, the oldest first: `corrected-verdict.ts` applies them. */
  corrections: v.exactOptional(correctionsSchema),
  anomaly: v.exactOptional(recordedAnomalySchema),
  photo: rasterRefSchema,
  thumbnail: rasterRefSchema,
  provenance: v.looseObject({ ...provenanceSchema.entries, appBuild: nameSchema }),
});

/** The fields that may change after a record is saved. `null` and an empty text remove a field. */
export const recordPatchSchema = v.strictObject({
  note: v.exactOptional(v.nullable(annotations.note)),
  assetId: v.exactOptional(v.nullable(annotations.assetId)),
  jobId: v.exactOptional(v.nullable(annotations.jobId)),
  purpose: v.exactOptional(v.nullable(annotations.purpose)),
  finding: v.exactOptional(v.nullable(annotations.finding)),
  recommendation: v.exactOptional(v.nullable(annotations.recommendation)),
  reflection: v.exactOptional(v.nullable(annotations.reflection)),
  repaired: v.exactOptional(v.nullable(annotations.repaired)),
  temperatures: v.exactOptional(v.nullable(annotations.temperatures)),
  /** Appended to those of the record; a correction that the record has is not appended again. */
  addCorrections: v.exactOptional(correctionsSchema),
});

export type RasterRef = TypeOf<typeof rasterRefSchema>;
export type PictureSource = TypeOf<typeof pictureSourceSchema>;
export type RecordedAnomaly = TypeOf<typeof recordedAnomalySchema>;
export type InspectionRecord = TypeOf<typeof recordSchema>;
export type RecordPatch = TypeOf<typeof recordPatchSchema>;

/** What is known of a picture before it is inspected; its record has the same fields. */
export type PictureContext = Pick<InspectionRecord, 'assetId' | 'jobId' | 'purpose' | 'capture' | 'captured'>;

/** The record with `patch` applied; the same object where nothing changes. Fields that `patch` does not name stay. */
export function applyPatch(
  record: InspectionRecord,
  { addCorrections = [], ...fields }: RecordPatch,
): InspectionRecord {
  const patched: InspectionRecord = {
    ...record,
    ...Object.fromEntries(Object.entries(fields).filter(isSet)),
    ...(addCorrections.length > 0 && { corrections: appendCorrections(record.corrections ?? [], addCorrections) }),
  };
  // `patched` is a new object, so deleting from it is safe.
  for (const [field] of Object.entries(fields).filter((entry) => !isSet(entry))) Reflect.deleteProperty(patched, field);
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
  /** An asset, a job or an edit of a record whose change the office would refuse. Nothing was stored. */
  | { readonly kind: 'item-too-large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'newer-database'; readonly wanted: number; readonly found: number }
  /** A stored value is encrypted, and this app or browser cannot open it. The value stays as it is. */
  | { readonly kind: 'cannot-decrypt'; readonly detail: string }
  | { readonly kind: 'damaged'; readonly sha256: string };
