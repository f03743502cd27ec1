/** The verdict on one picture: one schema gives the type, the stored form and the wire form. Unknown fields are kept. */
import * as v from 'valibot';
import { changedRegionSchema, usedBaselineSchema } from './baseline';
import { finiteSchema, nameSchema, sha256Schema, shareSchema, sizeSchema, textSchema } from './common-schemas';
import type { PackFault } from './pack';
import type { FloatRaster, MaskRaster, PictureFault } from './picture';
import { refusalSchema } from './refusal';
import type { TypeOf } from './schema-type';
import { trainedOnSchema } from './trained-on';

const backendSchema = v.picklist(['wasm', 'webgpu', 'node-cpu']);

/** Why WebGPU was not used. `detail` is unbounded: it may hold the message of a GPU driver. */
const backendFallbackSchema = v.variant('kind', [
  v.looseObject({ kind: v.picklist(['not-supported', 'no-adapter']) }),
  v.looseObject({ kind: v.literal('slower'), candidateMs: finiteSchema, trustedMs: finiteSchema }),
  v.looseObject({ kind: v.literal('wrong-numbers'), what: v.string(), worst: v.number(), tolerance: finiteSchema }),
  v.looseObject({ kind: v.literal('failed'), detail: v.string() }),
]);

const backendChoiceSchema = v.looseObject({
  /** Where the network ran. */
  backend: backendSchema,
  /** Why a faster backend was not used. */
  fallback: v.exactOptional(backendFallbackSchema),
  /** The reason as English text, in records of earlier versions. */
  fallbackReason: v.exactOptional(v.string()),
});

const labelProbabilitySchema = v.looseObject({ label: nameSchema, title: nameSchema, probability: shareSchema });

const gradeVerdictSchema = v.looseObject({
  label: nameSchema,
  title: nameSchema,
  /** The coarser view of the grade. */
  group: v.exactOptional(nameSchema),
  confidence: shareSchema,
  /** Every label of the pack, in its order. */
  probabilities: v.pipe(v.array(labelProbabilitySchema), v.maxLength(1000)),
  /** In records of earlier versions, where a reject rule applied: its reason. See `refusalOf`. */
  refused: v.exactOptional(textSchema),
  indicative: v.boolean(),
});

const boxCategorySchema = v.looseObject({ name: nameSchema, title: nameSchema, confidence: shareSchema });

export const anomalyBoxSchema = v.looseObject({
  /** A rectangle in pixels of the original picture. */
  x: finiteSchema,
  y: finiteSchema,
  width: finiteSchema,
  height: finiteSchema,
  /** The highest calibrated value inside the rectangle, 0–1 with 0.5 = threshold. */
  score: shareSchema,
  level: nameSchema,
  levelTitle: nameSchema,
  action: textSchema,
  /** What kind of region it is, by its shape or by what its cells show. Absent where the pack has no categories. */
  category: v.exactOptional(boxCategorySchema),
});

/** The anomaly verdict, without its rasters: see `VerdictRasters`. */
export const anomalyVerdictSchema = v.looseObject({
  /** Distance in feature space, the pack's own unit. */
  rawScore: finiteSchema,
  /** 0–1 with 0.5 = threshold; the engine never gives exactly 0 or 1. */
  score: shareSchema,
  isAnomalous: v.boolean(),
  level: nameSchema,
  levelTitle: nameSchema,
  action: textSchema,
  /** The names of all levels of the pack, the mildest first. Absent in records of older versions. */
  levels: v.exactOptional(v.pipe(v.array(nameSchema), v.maxLength(100))),
  boxes: v.pipe(v.array(anomalyBoxSchema), v.maxLength(1000)),
});

const millisecondsSchema = v.pipe(finiteSchema, v.minValue(0));

/** Milliseconds spent in each stage, in the order they ran. */
const stageTimingsSchema = v.looseObject({
  decodeMs: millisecondsSchema,
  resizeMs: millisecondsSchema,
  networkMs: millisecondsSchema,
  judgeMs: millisecondsSchema,
  totalMs: millisecondsSchema,
});

/** What produced a verdict. */
export const provenanceSchema = v.looseObject({
  packId: nameSchema,
  packVersion: v.pipe(v.string(), v.maxLength(50)),
  /** SHA-256 of the bytes of `pack.json`. */
  packSha256: sha256Schema,
  /** SHA-256 of the network file. */
  networkSha256: sha256Schema,
  engineVersion: nameSchema,
  /** The limits that the pack's makers state, as they were shown with this verdict. */
  packNotice: v.exactOptional(textSchema),
  /** What the pack learned from, as its makers state it. */
  packTrainedOn: v.exactOptional(trainedOnSchema),
  threshold: v.exactOptional(finiteSchema),
  /** The baseline pictures that the picture was judged against. */
  baselines: v.exactOptional(v.pipe(v.array(usedBaselineSchema), v.maxLength(100))),
  ...backendChoiceSchema.entries,
});

/** The verdict on one picture. Plain JSON. */
export const verdictSchema = v.looseObject({
  /** The size of the upright original in pixels. */
  picture: v.looseObject({ width: sizeSchema, height: sizeSchema }),
  /** Why there is neither grade nor anomaly verdict. */
  refused: v.exactOptional(refusalSchema),
  grade: v.exactOptional(gradeVerdictSchema),
  anomaly: v.exactOptional(anomalyVerdictSchema),
  /** What differs from the baseline, the most different first. Absent where there was no baseline that the picture lies on. */
  changed: v.exactOptional(v.pipe(v.array(changedRegionSchema), v.maxLength(1000))),
  timings: stageTimingsSchema,
  provenance: provenanceSchema,
});

export type Backend = TypeOf<typeof backendSchema>;
export type BackendChoice = TypeOf<typeof backendChoiceSchema>;
export type BackendFallback = TypeOf<typeof backendFallbackSchema>;
export type GradeVerdict = TypeOf<typeof gradeVerdictSchema>;
export type BoxCategory = TypeOf<typeof boxCategorySchema>;
export type AnomalyBox = TypeOf<typeof anomalyBoxSchema>;
export type AnomalyVerdict = TypeOf<typeof anomalyVerdictSchema>;
export type StageTimings = TypeOf<typeof stageTimingsSchema>;
export type Provenance = TypeOf<typeof provenanceSchema>;
export type Verdict = TypeOf<typeof verdictSchema>;

/** The rasters of an anomaly verdict. They travel next to the verdict, which is plain JSON. */
export interface VerdictRasters {
  /** Calibrated map over the whole original picture, 0–1 with 0.5 = threshold; 0 outside the network's input. */
  readonly map: FloatRaster;
  /** Where the map reaches 0.5, over the whole original picture, at the network's resolution. */
  readonly mask: MaskRaster;
}

/** The result of inspecting one picture. `rasters` is present where `verdict.anomaly` is. Crosses from the worker by structured clone. */
export interface VerdictWithRasters {
  readonly verdict: Verdict;
  readonly rasters?: VerdictRasters;
}

/** Why a picture got no verdict. */
export type InspectFault =
  | PictureFault
  | { readonly kind: 'pack-not-loaded'; readonly packId: string }
  | { readonly kind: 'pack-fault'; readonly fault: PackFault }
  /** The memory bank is empty: the pack must be taught with normal pictures first. */
  | { readonly kind: 'pack-not-taught'; readonly packId: string }
  | { readonly kind: 'network-failed'; readonly detail: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'worker-lost'; readonly detail: string };
