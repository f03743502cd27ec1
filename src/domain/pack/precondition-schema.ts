/** Conditions that a picture must meet before the pack gives a verdict. Definition of the measures: `models/README.md`. */
import * as v from 'valibot';
import { finiteSchema } from '../common-schemas';
import { count, fraction, name, positive } from './field-schemas';

/** The code of the refusal. */
const code = name;
const colourValue = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));

const minimum = { atLeast: finiteSchema, code };
const maximum = { atMost: finiteSchema, code };

export const preconditionSchema = v.variant('measure', [
  /** Bits of a sample of a file without colour; 0 for colour and where the host does not know. */
  v.looseObject({ measure: v.literal('grey-bits'), ...maximum }),
  /** Difference between two quantiles of the channel in which it is largest, 0–255. */
  v.looseObject({ measure: v.literal('contrast'), low: fraction, high: fraction, ...minimum }),
  /** A quantile of the differences between adjacent pixels, as a share of the contrast of the picture. */
  v.looseObject({ measure: v.literal('sharpness'), quantile: fraction, low: fraction, high: fraction, ...minimum }),
  /** Share of the pixels whose largest and smallest channel differ by at least `chroma`. */
  v.looseObject({ measure: v.literal('coloured'), chroma: colourValue, ...minimum }),
  /** Share of the coloured pixels that are within `reach` of a colour of the palettes. */
  v.looseObject({
    measure: v.literal('palette'),
    chroma: colourValue,
    reach: positive,
    palettes: v.pipe(
      v.array(
        v.pipe(v.array(v.strictTuple([colourValue, colourValue, colourValue])), v.minLength(2), v.maxLength(256)),
      ),
      v.minLength(1),
      v.maxLength(16),
    ),
    ...minimum,
  }),
  /** A quantile over the cells of their distance to the memory bank. */
  v.looseObject({ measure: v.literal('bank-distance'), quantile: fraction, neighbours: count, ...maximum }),
]);

export const preconditionsSchema = v.pipe(v.array(preconditionSchema), v.maxLength(20));
