import type { Migration } from './migration';

/**
 * One row of counters per group and local day, and one row of measures per local day: a chart over months reads a row per
 * day instead of one per combination of facets. The rows of a group and day follow each other in the stores of version
 * 10; the step reads a bounded number of them at a time.
 */
export const countsByDay: Migration = {
  name: '0011-counts-by-day',
  up(database, transaction) {
    const groupDays = database.createObjectStore('groupDays', { keyPath: ['group', 'day'] });
    const measureDays = database.createObjectStore('measureDays', { keyPath: 'day' });
    const measures = new Map<string, OldMeasureCount[]>();
    return new Promise((resolve) => {
      readAll<OldGroupCount>(transaction.objectStore('groupCounts'), groupKeyOf, addGroupRow(groupDays), () => {
        readAll<OldMeasureCount>(transaction.objectStore('measureCounts'), measureKeyOf, addMeasure(measures), () => {
          for (const [day, rows] of measures) measureDays.put({ day, counts: rows.map(measureOf) });
          database.deleteObjectStore('groupCounts');
          database.deleteObjectStore('measureCounts');
          resolve();
        });
      });
    });
  },
};

/** A counter of version 10, as far as this step reads it. */
interface OldGroupCount {
  readonly group: string;
  readonly day: string;
  readonly packId: string;
  readonly answer: string;
  readonly severity: string;
  readonly delivery: string;
  readonly corrected: 0 | 1;
  readonly count: number;
}

interface OldMeasureCount {
  readonly measure: string;
  readonly day: string;
  readonly packId: string;
  readonly value: string;
  readonly count: number;
}

function groupKeyOf({ group, day, packId, answer, severity, delivery, corrected }: OldGroupCount): IDBValidKey {
  return [group, day, packId, answer, severity, delivery, corrected];
}

function measureKeyOf({ measure, day, packId, value }: OldMeasureCount): IDBValidKey {
  return [measure, day, packId, value];
}

/** Writes the row of a group and day when the next one begins; `undefined` ends the last one. */
function addGroupRow(store: IDBObjectStore): (row: OldGroupCount | undefined) => void {
  let open: OldGroupCount[] = [];
  return (row) => {
    const [first] = open;
    if (first !== undefined && (first.group !== row?.group || first.day !== row.day)) {
      store.put({ group: first.group, day: first.day, counts: open.map(countOf) });
      open = [];
    }
    if (row !== undefined) open.push(row);
  };
}

/** The measures of all days stay in memory: there are only a few for each day. */
function addMeasure(byDay: Map<string, OldMeasureCount[]>): (row: OldMeasureCount | undefined) => void {
  return (row) => {
    if (row !== undefined) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  };
}

function countOf({ packId, answer, severity, delivery, corrected, count }: OldGroupCount) {
  return { packId, answer, severity, delivery, corrected: corrected === 1, count };
}

function measureOf({ measure, packId, value, count }: OldMeasureCount) {
  return { measure, packId, value, count };
}

const rowsAtOnce = 1_000;

/** Calls `take` for each row in the order of the keys, then for `undefined`, then `done`. */
function readAll<Row>(
  store: IDBObjectStore,
  keyOf: (row: Row) => IDBValidKey,
  take: (row: Row | undefined) => void,
  done: () => void,
  after?: IDBValidKey,
): void {
  const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
  const request = store.getAll(range, rowsAtOnce);
  request.onsuccess = () => {
    const rows = request.result as readonly Row[];
    rows.forEach(take);
    const last = rows.at(-1);
    if (last !== undefined) {
      readAll(store, keyOf, take, done, keyOf(last));
      return;
    }
    take(undefined);
    done();
  };
}
