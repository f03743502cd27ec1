import * as v from 'valibot';
import { finiteSchema } from '../common-schemas';
import { localisedNameSchema, localisedTextSchema } from '../localised-text';
import { count, fraction, name, namedSchema, positive, size, text } from './field-schemas';

const notNegative = v.pipe(finiteSchema, v.minValue(0));

/** One dense output of the network that is used for patches. */
const tapSchema = v.looseObject({
  output: text,
  neighbourhood: v.picklist([1, 3, 5, 7]),
  norm: v.picklist(['none', 'l2']),
  weight: positive,
});

/**
 * Weights of the taps, in their order, of which a teaching that starts from an empty bank takes one set: `even` where the variety of `measuredBy` is at most
 * `limit`; elsewhere `uneven`, or `few` where there are fewer normals than `below`. A tap of weight 0 is left out. `columns`: those of each tap.
 */
const chosenWeightsSchema = v.looseObject({
  measuredBy: text,
  limit: positive,
  columns: v.array(size),
  even: v.array(notNegative),
  uneven: v.array(notNegative),
  few: v.exactOptional(v.looseObject({ below: count, weights: v.array(notNegative) })),
});

/** How dense features become one vector per grid cell. */
const patchesSchema = v.looseObject({
  taps: v.pipe(v.array(tapSchema), v.minLength(1)),
  grid: v.looseObject({ width: size, height: size }),
  chosenWeights: v.exactOptional(chosenWeightsSchema),
});

/** Consecutive rows of the bank that come from one picture, or from the pack that was extended. */
const bankSourceSchema = v.looseObject({
  kind: v.picklist(['base', 'picture', 'correction']),
  name: text,
  rows: count,
  /** Of `correction`: the example that added the rows, and the picture that it marks. */
  example: v.exactOptional(text),
  /** The name of `example` in packs written before database version 12. */
  lesson: v.exactOptional(text),
  pictureSha256: v.exactOptional(text),
});

const sourcesSchema = v.pipe(v.array(bankSourceSchema), v.maxLength(10_000));

/** The memory bank: `rows` vectors of `columns` numbers, row after row, little-endian. */
const bankSchema = v.looseObject({
  file: text,
  rows: count,
  columns: size,
  type: v.picklist(['float32', 'float16']),
  /** Where the rows come from, in their order. */
  sources: v.exactOptional(sourcesSchema),
});

/** Cells that people marked as faults, in columns and type as the memory bank. */
const defectsSchema = v.looseObject({ file: text, rows: size, sources: sourcesSchema });

/** How patch distances become the score of the picture. */
const scoreSchema = v.variant('kind', [
  v.looseObject({ kind: v.literal('max') }),
  v.looseObject({ kind: v.literal('top-mean'), count: size }),
]);

/** Raw distance to 0–1 with 0.5 = threshold. Source: `docs/calibration.md`. */
const calibrationSchema = v.looseObject({
  threshold: finiteSchema,
  mapThreshold: finiteSchema,
  softness: positive,
  /** In place of `softness` for scores below the threshold. */
  softnessBelow: v.exactOptional(positive),
  falseAlarmRate: fraction,
  normals: count,
  /** `conformal`: the threshold is an order statistic of the scores. `prior`: with few normals an assumption placed it higher. */
  placedBy: v.exactOptional(v.picklist(['conformal', 'prior'])),
  /** Raw scores of the normals, each against a bank without its own rows. */
  normalScores: v.exactOptional(v.pipe(v.array(finiteSchema), v.maxLength(10_000))),
});

/** One severity level: scores up to and including `upTo` that no earlier band took. */
const bandSchema = v.looseObject({ name, title: localisedNameSchema, upTo: fraction, action: localisedTextSchema });

/** A rectangle in fractions of the picture, 0–1. */
const rectangleSchema = v.looseObject({ x: fraction, y: fraction, width: fraction, height: fraction });

/**
 * A dense output on the grid of the patches that gives the anomaly map instead of the distances. Numbers are in that
 * output's raw unit.
 */
const mapSchema = v.looseObject({
  output: text,
  /** Where the map is 0.5. */
  threshold: finiteSchema,
  softness: positive,
  /** Cells under this do not count in the picture's score: the sky, the ground, a caption in the picture. */
  countsFrom: finiteSchema,
  /** What one unit over `countsFrom` adds to a cell's distance in the score; absent: nothing. */
  weight: v.exactOptional(notNegative),
  /** What each channel of the output stands for; the map is their maximum. Absent: there is one unnamed channel. */
  kinds: v.exactOptional(v.pipe(v.array(namedSchema), v.minLength(1))),
});

/** Where one measure of a region's shape changes from small to large: logistic in its logarithm. */
const shapeStepSchema = v.looseObject({ at: positive, softness: positive });

/** Names of regions by their shape. Meaning and source of the numbers: `docs/calibration.md`. */
const categoriesSchema = v.looseObject({
  /** Ratio of length to width, from the second moments; 1 is round. */
  elongation: shapeStepSchema,
  /** The longer side of the box as a share of the picture's longer side. */
  length: shapeStepSchema,
  compact: namedSchema,
  slender: namedSchema,
  long: namedSchema,
});

/** Anomaly detection with a memory bank. */
export const anomalySchema = v.looseObject({
  patches: patchesSchema,
  bank: bankSchema,
  /** Absent until a missed fault is learned. */
  defects: v.exactOptional(defectsSchema),
  neighbours: size,
  score: scoreSchema,
  calibration: calibrationSchema,
  severity: v.pipe(v.array(bandSchema), v.minLength(1)),
  minBoxShare: fraction,
  ignore: v.array(rectangleSchema),
  map: v.exactOptional(mapSchema),
  categories: v.exactOptional(categoriesSchema),
});
