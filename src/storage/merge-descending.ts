/** Merges ranges of one index into one sequence, greatest key first, and reads no extra rows. */
import type { HistorySort } from '../domain/history';
import { sortKeyOf } from './history-ranges';
import type { SummaryRow } from './schema';

/** A cursor over summaries. */
export interface SummaryCursor {
  readonly value: SummaryRow;
  continue(): Promise<SummaryCursor | null>;
}

/** The rows of all cursors in descending order of `sort`. The caller awaits nothing but this inside the transaction. */
export async function* mergeDescending(
  opening: readonly Promise<SummaryCursor | null>[],
  sort: HistorySort,
): AsyncGenerator<SummaryRow> {
  const isAfter = (a: SummaryCursor, b: SummaryCursor) =>
    indexedDB.cmp(sortKeyOf(sort, a.value), sortKeyOf(sort, b.value)) > 0;
  let heads = (await Promise.all(opening)).filter((cursor) => cursor !== null);
  for (;;) {
    const [first, ...others] = heads;
    if (first === undefined) return;
    const greatest = others.reduce((best, cursor) => (isAfter(cursor, best) ? cursor : best), first);
    yield greatest.value;
    if ((await greatest.continue()) === null) heads = heads.filter((cursor) => cursor !== greatest);
  }
}
