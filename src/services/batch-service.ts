/** Past batches, and the answers of a batch. */
import type { Batch } from '../domain/batch';
import type { DayCount, FacetTitles } from '../domain/history';
import type { BatchRepository } from '../storage/batches';
import type { HistoryRepository } from '../storage/history';
import { orThrow } from './fault-error';

/** How many results of a batch have the same answer and severity. */
export interface AnswerCount {
  /** Empty where there is no answer. */
  readonly answer: string;
  readonly title: string;
  /** The action of the anomaly verdict; empty where there is none. */
  readonly severity: string;
  readonly count: number;
}

export interface BatchServiceDependencies {
  readonly batches: Pick<BatchRepository, 'list'>;
  readonly history: Pick<HistoryRepository, 'dayCounts' | 'facetTitles'>;
}

export type BatchService = ReturnType<typeof createBatchService>;

/** Reads reject with a `FaultError`. */
export function createBatchService({ batches, history }: BatchServiceDependencies) {
  return {
    /** Batches of more than one picture, the newest first. */
    recent: async (limit: number): Promise<readonly Batch[]> =>
      orThrow(await batches.list(limit)).filter(({ chosen }) => chosen > 1),
    /** The answers of the batch, the most frequent first. Read from counters, so that it can be asked for often. */
    answers: async (id: string): Promise<readonly AnswerCount[]> => {
      const [counts, titles] = [
        orThrow(await history.dayCounts({ batchId: id })),
        orThrow(await history.facetTitles()),
      ];
      return countAnswers(counts, titles);
    },
  };
}

function countAnswers(days: readonly DayCount[], titles: readonly FacetTitles[]): readonly AnswerCount[] {
  const counts = new Map<string, AnswerCount>();
  for (const { packId, answer, severity, count } of days) {
    const key = JSON.stringify([packId, answer, severity]);
    const known = counts.get(key);
    const title = titles.find((each) => each.packId === packId && each.answer === answer)?.answerTitle ?? answer;
    counts.set(key, { answer, title, severity, count: known === undefined ? count : known.count + count });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}
