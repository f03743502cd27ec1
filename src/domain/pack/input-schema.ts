import * as v from 'valibot';
import { finiteSchema } from '../common-schemas';
import { positive } from './field-schemas';

const lengthPx = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2048));
const colourValue = v.pipe(finiteSchema, v.minValue(0), v.maxValue(255));

/** How a picture is scaled and cut to the network's input size. */
const fitSchema = v.variant('kind', [
  v.looseObject({ kind: v.literal('stretch') }),
  v.looseObject({ kind: v.literal('cover'), portion: v.pipe(positive, v.maxValue(1)) }),
  v.looseObject({ kind: v.literal('contain'), pad: v.strictTuple([colourValue, colourValue, colourValue]) }),
]);

const tilesAlong = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));

/** The close look: overlapping tiles of one picture, each of the network's input size, judged together as one picture. */
const tilesSchema = v.looseObject({
  columns: tilesAlong,
  rows: tilesAlong,
  /** Cells of the anomaly grid that neighbouring tiles share; even. A grid has fewer cells than its tile has pixels. */
  overlap: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2048), v.multipleOf(2, 'an even number')),
});

/** How pixels become the network's input tensor. */
export const inputSchema = v.looseObject({
  widthPx: lengthPx,
  heightPx: lengthPx,
  fit: fitSchema,
  filter: v.literal('triangle'),
  colour: v.picklist(['rgb', 'bgr', 'grey']),
  scale: positive,
  mean: v.pipe(v.array(finiteSchema), v.minLength(1), v.maxLength(3)),
  std: v.pipe(v.array(positive), v.minLength(1), v.maxLength(3)),
  layout: v.picklist(['nchw', 'nhwc']),
  tiles: v.exactOptional(tilesSchema),
});
