/** Conditions that a picture must meet before the pack gives a verdict. Definition of the measures: `models/README.md`. */
import * as v from 'valibot';
import { finiteSchema } from '../common-schemas';
import { localisedTextSchema } from '../localised-text';
import { fraction, name, size, text } from './field-schemas';

/** The code of the refusal. */
const code = name;
const colourValue = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));

/** What to do next, in place of the text of the code. */
const advice = v.exactOptional(localisedTextSchema);

const minimum = { atLeast: finiteSchema, code, advice };
const maximum = { atMost: finiteSchema, code, advice };

const preconditionSchema = v.variant('measure', [
  /** Bits of a sample of a file without colour; 0 for colour and where the host does not know. */
  v.looseObject({ measure: v.literal('grey-bits'), ...maximum }),
  /** Difference between two quantiles of the channel in which it is largest, 0–255. */
  v.looseObject({ measure: v.literal('contrast'), low: fraction, high: fraction, ...minimum }),
  /** A quantile of the differences between adjacent pixels, as a share of the contrast of the picture. */
  v.looseObject({ measure: v.literal('sharpness'), quantile: fraction, low: fraction, high: fraction, ...minimum }),
  /** Share of the pixels whose largest and smallest channel differ by at least `chroma`. */
  v.looseObject({ measure: v.literal('coloured'), chroma: colourValue, ...minimum }),
  /** A linear rule over the histogram of the colours. */
  v.looseObject({
    measure: v.literal('colours'),
    chroma: colourValue,
    weights: v.pipe(v.array(finiteSchema), v.length(76)),
    bias: finiteSchema,
    ...minimum,
  }),
  /** A quantile of the distances of every n-th cell to the memory bank. */
  v.looseObject({ measure: v.literal('bank-distance'), every: size, quantile: fraction, ...maximum }),
  /** Distance of the embedding to the nearest row in a file of pictures that the classifier learned from. */
  v.looseObject({ measure: v.literal('taught-distance'), file: text, ...maximum }),
]);

export const preconditionsSchema = v.pipe(v.array(preconditionSchema), v.maxLength(20));
