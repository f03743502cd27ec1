/** The texts of a card or a row about one inspection. */
import type { InspectionSummary } from '../../domain/inspection-summary';
import type { RasterRef } from '../../domain/record';
import { summariseVerdict, type VerdictSummary } from '../../words/verdict-text';
import type { Words } from '../../words/words';

/** The verdict in words and, where there is one, the score of 0–100. */
export interface PictureFacts extends VerdictSummary {
  readonly score: string | undefined;
}

export function factsOf(words: Words, summary: InspectionSummary): PictureFacts {
  const { anomaly } = summary;
  return { ...summariseVerdict(words, summary), score: anomaly === undefined ? undefined : words.score(anomaly.score) };
}

/** The map of a picture that has anything to mark. Score, map and marks agree: below the threshold nothing is marked. */
export function shownMap({ map, anomaly }: InspectionSummary): RasterRef | undefined {
  return anomaly !== undefined && anomaly.score >= 0.5 ? map : undefined;
}
