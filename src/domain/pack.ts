/** What a pack is: `pack.json`. The meaning of each field is in `models/README.md`. */
import * as v from 'valibot';
import { finiteSchema } from './common-schemas';
import { localisedNameSchema, localisedTextSchema } from './localised-text';
import { anomalySchema } from './pack/anomaly-schema';
import { count, plainObject, positive, size, text } from './pack/field-schemas';
import { gradeSchema } from './pack/grade-schema';
import { inputSchema } from './pack/input-schema';
import { preconditionsSchema } from './pack/precondition-schema';
import { taughtSchema } from './pack/taught-schema';
import type { TypeOf } from './schema-type';
import { trainedOnSchema } from './trained-on';

/** One file of a pack, found by `path` relative to `pack.json`; used only if size and SHA-256 agree. */
const fileSchema = v.looseObject({
  path: v.pipe(
    v.string(),
    v.regex(
      /^(\.\.\/)?([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/,
      'a relative path with at most one leading ../',
    ),
  ),
  bytes: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits')),
});

/** The ONNX network of a pack, and the names of its tensors. */
const networkSchema = v.looseObject({
  file: text,
  input: text,
  embedding: v.exactOptional(text),
  grade: v.exactOptional(text),
});

/** A picture and the numbers that the pack must give for it. A host on which it gives others must not use the pack. */
const goldenSchema = v.looseObject({
  picture: v.looseObject({ file: text, widthPx: size, heightPx: size }),
  expected: v.pipe(
    plainObject,
    v.looseObject({
      rawScore: v.exactOptional(finiteSchema),
      probabilities: v.exactOptional(v.array(finiteSchema)),
      embedding: v.exactOptional(v.array(finiteSchema)),
    }),
  ),
  tolerance: positive,
});

export const packIdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens'),
  v.maxLength(100),
);
export const packVersionSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9]+\.[0-9]+\.[0-9]+$/, 'a version such as 1.0.0'),
  v.maxLength(50),
);

/** `camera`: the ordinary camera of a phone takes such pictures. `files`: another camera does, so they come as files. */
const sourceSchema = v.picklist(['camera', 'files']);

/** The manifest of a pack. Whether its fields agree with each other is checked by `pack-agreement.ts`. */
export const packSchema = v.looseObject({
  format: v.literal(1),
  id: packIdSchema,
  version: packVersionSchema,
  title: localisedNameSchema,
  summary: localisedTextSchema,
  /** Limits that a user must know; shown with every result. */
  notice: v.exactOptional(localisedTextSchema),
  /** Where pictures for this pack come from; absent: `camera`. */
  source: v.exactOptional(sourceSchema),
  /** What it learned from; shown with every result. */
  trainedOn: v.exactOptional(v.pipe(plainObject, trainedOnSchema)),
  /** Where a pack that a user taught comes from; absent in shipped and imported packs. */
  taught: v.exactOptional(v.pipe(plainObject, taughtSchema)),
  licence: text,
  card: text,
  files: v.pipe(plainObject, v.record(v.string(), fileSchema), v.minEntries(1, 'at least one entry')),
  input: inputSchema,
  /** In this order; the first that a picture does not meet refuses it. */
  preconditions: v.exactOptional(preconditionsSchema),
  network: networkSchema,
  anomaly: v.exactOptional(anomalySchema),
  grade: v.exactOptional(gradeSchema),
  golden: goldenSchema,
});

export type Pack = TypeOf<typeof packSchema>;
export type PackFile = TypeOf<typeof fileSchema>;
export type PackSource = TypeOf<typeof sourceSchema>;
export type PackInput = Pack['input'];
export type Fit = PackInput['fit'];
export type Tiles = NonNullable<PackInput['tiles']>;
export type Precondition = NonNullable<Pack['preconditions']>[number];
export type PackAnomaly = NonNullable<Pack['anomaly']>;
export type PatchRecipe = PackAnomaly['patches'];
export type PatchTap = PatchRecipe['taps'][number];
export type BankFile = PackAnomaly['bank'];
export type DefectBank = NonNullable<PackAnomaly['defects']>;
export type BankSource = NonNullable<BankFile['sources']>[number];
export type ScoreRule = PackAnomaly['score'];
export type Calibration = PackAnomaly['calibration'];
export type SeverityBand = PackAnomaly['severity'][number];
export type FractionRect = PackAnomaly['ignore'][number];
export type MapSource = NonNullable<PackAnomaly['map']>;
export type CategoryRules = NonNullable<PackAnomaly['categories']>;
export type CategoryName = CategoryRules['compact'];
export type ShapeStep = CategoryRules['length'];
export type PackGrade = NonNullable<Pack['grade']>;
export type Activation = PackGrade['activation'];
export type HeadSource = Extract<PackGrade['source'], { kind: 'head' }>;
export type RejectRule = PackGrade['reject'][number];
export type PackGolden = Pack['golden'];

/** Why a pack cannot be used. `at` is the path of the field in `pack.json`, as `anomaly.bank.rows`. */
export type PackFault =
  | { readonly kind: 'not-json' }
  | { readonly kind: 'unknown-format'; readonly found: unknown }
  | { readonly kind: 'bad-field'; readonly at: string; readonly wanted: string }
  | { readonly kind: 'missing-file'; readonly file: string }
  | { readonly kind: 'wrong-size'; readonly file: string; readonly wantedBytes: number; readonly foundBytes: number }
  | { readonly kind: 'wrong-hash'; readonly file: string }
  | { readonly kind: 'bad-network'; readonly detail: string }
  | { readonly kind: 'missing-output'; readonly output: string; readonly found: readonly string[] }
  | { readonly kind: 'wrong-shape'; readonly what: string; readonly wanted: string; readonly found: string }
  | { readonly kind: 'golden-disagrees'; readonly what: string; readonly worst: number; readonly tolerance: number };
