/** The shape of `pack.json`, field by field: the same as `models/pack.schema.json`, proven by `tests/unit/domain`. */
import {
  dictionary,
  list,
  matching,
  number,
  object,
  oneOf,
  optional,
  positive,
  text,
  triple,
  truth,
  variants,
  whole,
  type Check,
} from './check';
import type {
  Activation,
  BankFile,
  Calibration,
  CategoryName,
  CategoryRules,
  Fit,
  FractionRect,
  GradeLabel,
  GradeSource,
  MapSource,
  Pack,
  PackAnomaly,
  PackFile,
  PackGolden,
  PackGrade,
  PackInput,
  PackNetwork,
  PatchRecipe,
  PatchTap,
  RejectRule,
  ScoreRule,
  SeverityBand,
  ShapeStep,
} from './pack';

const fraction = number({ min: 0, max: 1 });

const packFile = object<PackFile>({
  path: matching(
    /^(\.\.\/)?([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/,
    'a relative path with at most one leading ../',
  ),
  bytes: whole(),
  sha256: matching(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits'),
});

const fit = variants<Fit>({
  stretch: object<Extract<Fit, { kind: 'stretch' }>>({ kind: oneOf('stretch') }),
  cover: object<Extract<Fit, { kind: 'cover' }>>({ kind: oneOf('cover'), portion: positive({ max: 1 }) }),
  contain: object<Extract<Fit, { kind: 'contain' }>>({
    kind: oneOf('contain'),
    pad: triple(number({ min: 0, max: 255 })),
  }),
});

const input = object<PackInput>({
  widthPx: whole({ min: 1, max: 2048 }),
  heightPx: whole({ min: 1, max: 2048 }),
  fit,
  filter: oneOf('triangle'),
  colour: oneOf('rgb', 'bgr', 'grey'),
  scale: positive(),
  mean: list(number(), { min: 1, max: 3 }),
  std: list(positive(), { min: 1, max: 3 }),
  layout: oneOf('nchw', 'nhwc'),
});

const network = object<PackNetwork>({
  file: text,
  input: text,
  embedding: optional(text),
  grade: optional(text),
});

const patches = object<PatchRecipe>({
  taps: list(
    object<PatchTap>({
      output: text,
      neighbourhood: oneOf<number>(1, 3, 5, 7),
      norm: oneOf('none', 'l2'),
      weight: positive(),
    }),
    { min: 1 },
  ),
  grid: object<PatchRecipe['grid']>({ width: whole({ min: 1 }), height: whole({ min: 1 }) }),
});

const bank = object<BankFile>({
  file: text,
  rows: whole(),
  columns: whole({ min: 1 }),
  type: oneOf('float32', 'float16'),
});

const score = variants<ScoreRule>({
  max: object<Extract<ScoreRule, { kind: 'max' }>>({ kind: oneOf('max') }),
  'top-mean': object<Extract<ScoreRule, { kind: 'top-mean' }>>({ kind: oneOf('top-mean'), count: whole({ min: 1 }) }),
});

const calibration = object<Calibration>({
  threshold: number(),
  mapThreshold: number(),
  softness: positive(),
  falseAlarmRate: fraction,
  normals: whole(),
});

const categoryName = object<CategoryName>({ name: text, title: text });

const map = object<MapSource>({
  output: text,
  threshold: number(),
  softness: positive(),
  countsFrom: number(),
  weight: optional(number({ min: 0 })),
  kinds: optional(list(categoryName, { min: 1 })),
});

const shapeStep = object<ShapeStep>({ at: positive(), softness: positive() });
const categories = object<CategoryRules>({
  elongation: shapeStep,
  length: shapeStep,
  compact: categoryName,
  slender: categoryName,
  long: categoryName,
});

const anomaly = object<PackAnomaly>({
  patches,
  bank,
  neighbours: whole({ min: 1 }),
  score,
  calibration,
  severity: list(object<SeverityBand>({ name: text, title: text, upTo: fraction, action: text }), { min: 1 }),
  minBoxShare: fraction,
  ignore: list(object<FractionRect>({ x: fraction, y: fraction, width: fraction, height: fraction })),
  map: optional(map),
  categories: optional(categories),
});

const activation = variants<Activation>({
  softmax: object<Extract<Activation, { kind: 'softmax' }>>({ kind: oneOf('softmax'), temperature: positive() }),
  sigmoid: object<Extract<Activation, { kind: 'sigmoid' }>>({
    kind: oneOf('sigmoid'),
    positive: text,
    temperature: positive(),
  }),
  probabilities: object<Extract<Activation, { kind: 'probabilities' }>>({ kind: oneOf('probabilities') }),
  probability: object<Extract<Activation, { kind: 'probability' }>>({ kind: oneOf('probability'), positive: text }),
});

const source = variants<GradeSource>({
  head: object<Extract<GradeSource, { kind: 'head' }>>({ kind: oneOf('head'), file: text }),
  network: object<Extract<GradeSource, { kind: 'network' }>>({ kind: oneOf('network') }),
});

const reject = variants<RejectRule>({
  label: object<Extract<RejectRule, { kind: 'label' }>>({ kind: oneOf('label'), label: text, reason: text }),
  'confidence-below': object<Extract<RejectRule, { kind: 'confidence-below' }>>({
    kind: oneOf('confidence-below'),
    value: fraction,
    reason: text,
  }),
});

const grade = object<PackGrade>({
  source,
  activation,
  labels: list(object<GradeLabel>({ name: text, title: text, group: optional(text) }), { min: 2 }),
  reject: list(reject),
  indicative: truth,
});

const golden = object<PackGolden>({
  picture: object<PackGolden['picture']>({ file: text, widthPx: whole({ min: 1 }), heightPx: whole({ min: 1 }) }),
  expected: object<PackGolden['expected']>({
    rawScore: optional(number()),
    probabilities: optional(list(number())),
    embedding: optional(list(number())),
  }),
  tolerance: positive(),
});

/** The manifest of a pack. What fields say of each other is checked by `pack-agreement.ts`. */
export const packShape: Check<Pack> = object<Pack>({
  format: oneOf(1),
  id: matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens'),
  version: matching(/^[0-9]+\.[0-9]+\.[0-9]+$/, 'a version such as 1.0.0'),
  title: text,
  summary: text,
  notice: optional(text),
  licence: text,
  card: text,
  files: dictionary(packFile),
  input,
  network,
  anomaly: optional(anomaly),
  grade: optional(grade),
  golden,
});
