/** What a taught classifier states of its training: the source of its model card. Parsed where it is shown, so that the first screen does not load this schema. */
import * as v from 'valibot';
import { parseSchema } from '../parse-schema';
import type { TypeOf } from '../schema-type';
import type { Pack } from '../pack';
import { count, fraction, name, text } from './field-schemas';

/** How often a classifier was right after it learned from so many pictures; of each class, in the order of `classes`: how many it learned from, and the share that was found. */
const learningPointSchema = v.looseObject({
  pictures: count,
  accuracy: fraction,
  classes: v.exactOptional(v.array(v.looseObject({ pictures: count, recall: fraction }))),
});

/** What the training of a classifier measured: each picture was judged by a head that had not learned from it. */
const classMeasuresSchema = v.looseObject({
  /** The kind of head. */
  head: text,
  /** Share of the judged pictures whose class was found. */
  accuracy: fraction,
  /** `pictures`: how many were judged; `test`: how many of them had no part in choosing the head. */
  classes: v.array(v.looseObject({ label: name, pictures: count, test: count, precision: fraction, recall: fraction })),
  /** `[i][j]`: pictures of class i that were classified as class j. */
  confusion: v.array(v.array(count)),
  /** Pictures by their confidence: its mean, and how often they were right. */
  calibration: v.array(v.looseObject({ confidence: fraction, accuracy: fraction, count })),
  /** Expected calibration error: the mean difference of both, by the number of pictures. */
  calibrationError: fraction,
  /** Accuracy on the pictures that had no part in choosing the head. */
  test: v.exactOptional(v.looseObject({ pictures: count, accuracy: fraction })),
  learning: v.array(learningPointSchema),
});

export type ClassMeasures = TypeOf<typeof classMeasuresSchema>;

/** Undefined where the pack has none that can be read. */
export function classMeasuresOf({ taught }: Pack): ClassMeasures | undefined {
  const parsed = parseSchema(classMeasuresSchema, taught?.measured);
  return parsed.ok ? parsed.value : undefined;
}
