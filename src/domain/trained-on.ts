/** What a pack learned from, per task: a fact of the pack that is stored and shown with each verdict. */
import * as v from 'valibot';
import type { TypeOf } from './schema-type';

const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Numbers of pictures of the task's kind: graded sheets for a grade, healthy and annotated pictures for an anomaly. */
const taskTrainingSchema = v.looseObject({ rendered: countSchema, real: countSchema });

export const trainedOnSchema = v.looseObject({
  grade: v.exactOptional(taskTrainingSchema),
  anomaly: v.exactOptional(taskTrainingSchema),
});

export type TaskTraining = TypeOf<typeof taskTrainingSchema>;
export type TrainedOn = TypeOf<typeof trainedOnSchema>;

/**
 * Whether the confidence of a grade may be stated: only if the pack learned from real graded pictures. Verdicts of
 * packs that do not state what they learned from are judged by `indicative`.
 */
export function statesConfidence(grade: { readonly indicative?: boolean | undefined }, trainedOn?: TrainedOn): boolean {
  return trainedOn?.grade === undefined ? grade.indicative !== true : trainedOn.grade.real > 0;
}
