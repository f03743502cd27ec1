/** Merges ranges of one index into one sequence in the order of a sort, and reads no extra rows. */
import type { HistorySort } from '../domain/history';
import { isDescending, sortKeyOf } from './history-ranges';
import type { SummaryRow } from './schema';

/** A cursor over summaries. */
export interface SummaryCursor {
  readonly value: SummaryRow;
  continue(): Promise<SummaryCursor | null>;
}

/** The rows of all cursors in the order of `sort`. The caller awaits nothing but this inside the transaction. */
export async function* mergeRows(
  opening: readonly Promise<SummaryCursor | null>[],
  sort: HistorySort,
): AsyncGenerator<SummaryRow> {
  const sign = isDescending(sort) ? -1 : 1;
  const isBefore = (a: SummaryCursor, b: SummaryCursor) =>
    sign * indexedDB.cmp(sortKeyOf(sort, a.value), sortKeyOf(sort, b.value)) < 0;
  let heads = (await Promise.all(opening)).filter((cursor) => cursor !== null);
  for (;;) {
    const [first, ...others] = heads;
    if (first === undefined) return;
    const next = others.reduce((best, cursor) => (isBefore(cursor, best) ? cursor : best), first);
    yield next.value;
    if ((await next.continue()) === null) heads = heads.filter((cursor) => cursor !== next);
  }
}
