import * as v from 'valibot';
import { localisedTextSchema } from '../localised-text';
import { fraction, name, namedSchema, positive, text } from './field-schemas';

/** How the numbers of the grade output become probabilities. */
const activationSchema = v.variant('kind', [
  v.looseObject({ kind: v.literal('softmax'), temperature: positive }),
  /** Of ordered labels: an output per step between two of them, the log-odds of "above this label". */
  v.looseObject({ kind: v.literal('cumulative'), temperature: positive }),
  v.looseObject({ kind: v.literal('sigmoid'), positive: text, temperature: positive }),
  v.looseObject({ kind: v.literal('probabilities') }),
  v.looseObject({ kind: v.literal('probability'), positive: text }),
]);

/** Where the grade numbers come from: a linear head on the embedding, or the network itself. */
const sourceSchema = v.variant('kind', [
  /** `scaling`: a file of the centre and the factor of each column; absent: the head acts on the embedding itself. */
  v.looseObject({ kind: v.literal('head'), file: text, scaling: v.exactOptional(text) }),
  v.looseObject({ kind: v.literal('network') }),
]);

/** `group` is the coarser view of the grade: the two classes of the earlier system. */
const labelSchema = v.looseObject({ ...namedSchema.entries, group: v.exactOptional(name) });

/** When there is no grade. */
const rejectSchema = v.variant('kind', [
  v.looseObject({ kind: v.literal('label'), label: text, reason: localisedTextSchema }),
  v.looseObject({ kind: v.literal('confidence-below'), value: fraction, reason: localisedTextSchema }),
]);

/** Grading by a classifier. */
export const gradeSchema = v.looseObject({
  source: sourceSchema,
  activation: activationSchema,
  labels: v.pipe(v.array(labelSchema), v.minLength(2), v.maxLength(1000)),
  reject: v.array(rejectSchema),
  indicative: v.boolean(),
});
