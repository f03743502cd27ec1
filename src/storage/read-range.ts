/** Rows of a range of an index, in either direction, in as few requests as the browser allows. */
import type { SummaryRow } from './schema';

/** An index over summaries. */
export interface SummaryIndex {
  getAll(range: IDBKeyRange, count: number): Promise<readonly SummaryRow[]>;
  openCursor(range: IDBKeyRange, direction: 'prev'): Promise<SummaryCursor | null>;
}

interface SummaryCursor {
  readonly value: SummaryRow;
  continue(): Promise<SummaryCursor | null>;
}

/** IndexedDB 3.0: `getAll` takes a direction where `getAllRecords` exists. */
interface OrderedIndex {
  getAll(options: {
    readonly query: IDBKeyRange;
    readonly count: number;
    readonly direction: 'prev';
  }): Promise<readonly SummaryRow[]>;
}

/** At most `count` rows: the first ones, or the last ones from the end where `isDescending`. */
export function readRange(
  index: SummaryIndex,
  range: IDBKeyRange,
  isDescending: boolean,
  count: number,
): Promise<readonly SummaryRow[]> {
  if (!isDescending) return index.getAll(range, count);
  return takesDirection(index)
    ? index.getAll({ query: range, count, direction: 'prev' })
    : readByCursor(index, range, count);
}

function takesDirection(index: SummaryIndex): index is SummaryIndex & OrderedIndex {
  return 'getAllRecords' in index;
}

/** One request per row, for browsers without IndexedDB 3.0. */
async function readByCursor(index: SummaryIndex, range: IDBKeyRange, count: number): Promise<readonly SummaryRow[]> {
  const rows: SummaryRow[] = [];
  let cursor = await index.openCursor(range, 'prev');
  while (cursor !== null) {
    rows.push(cursor.value);
    if (rows.length === count) break;
    cursor = await cursor.continue();
  }
  return rows;
}
