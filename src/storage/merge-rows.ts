/** Merges ranges of one index into one sequence in the order of a sort. */
import type { HistoryPosition, HistorySort } from '../domain/history';
import { isByTime, isDescending } from './history-ranges';
import type { SummaryRow } from './schema';

/** A range of an index, in the order of the sort. */
export interface RowRange {
  /** How many of its rows are read first: about as many as the merged page takes from it. */
  readonly first: number;
  /** Up to `count` rows after `after`, or from the start of the range. Fewer mean that there are no more. */
  read(count: number, after?: SummaryRow): Promise<readonly SummaryRow[]>;
}

/** What was read of a range: up to `last`, and all of it where `isAtEnd`. */
interface Progress {
  readonly range: RowRange;
  readonly count: number;
  readonly last?: SummaryRow | undefined;
  readonly isAtEnd: boolean;
}

/**
 * The first `limit` rows of all ranges. Reads every range in batches, all at once, and reads on only in those that may have
 * more rows before the last one of the page. The caller awaits nothing but this inside the transaction.
 */
export async function mergeRows(
  ranges: readonly RowRange[],
  sort: HistorySort,
  limit: number,
): Promise<readonly SummaryRow[]> {
  const compare = orderOf(sort);
  let parts: readonly Progress[] = ranges.map((range) => ({ range, count: range.first, isAtEnd: false }));
  const rows: SummaryRow[] = [];
  for (;;) {
    const end = rows[limit - 1];
    const lacks = ({ isAtEnd, last }: Progress) =>
      !isAtEnd && (last === undefined || end === undefined || compare(last, end) < 0);
    const lacking = parts.filter(lacks);
    if (lacking.length === 0) return rows.slice(0, limit);
    const others = parts.filter((part) => !lacks(part));
    parts = [...others, ...(await Promise.all(lacking.map((part) => readMore(part, rows))))];
    rows.sort(compare);
  }
}

/** Reads the next batch into `rows`. The one after it is twice as large. */
async function readMore({ range, count, last }: Progress, rows: SummaryRow[]): Promise<Progress> {
  const found = await range.read(count, last);
  rows.push(...found);
  return { range, count: count * 2, last: found.at(-1) ?? last, isAtEnd: found.length < count };
}

/** As IndexedDB orders the columns of the sort. */
export function orderOf(sort: HistorySort): (a: HistoryPosition, b: HistoryPosition) => number {
  const sign = isDescending(sort) ? -1 : 1;
  const byScore = isByTime(sort) ? () => 0 : (a: HistoryPosition, b: HistoryPosition) => a.score - b.score;
  return (a, b) => sign * (byScore(a, b) || compareText(a.takenAt, b.takenAt) || compareText(a.id, b.id));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
