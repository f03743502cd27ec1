import { addIndex } from './add-index';
import type { Migration } from './migration';

/**
 * The counters of a day distinguish delivery states, so that every count with dates is a sum of counters. Indexes for the
 * history of one pack, and for the first and last moment of a day. The step reads a bounded number of summaries at a time and depends on nothing but the rows.
 */
export const countsWithDelivery: Migration = {
  name: '0004-counts-with-delivery',
  up(database, transaction) {
    const summaries = transaction.objectStore('summaries');
    addIndex(summaries, 'byPackTime', ['packId', 'takenAt', 'id']);
    addIndex(summaries, 'byPackScore', ['packId', 'score', 'takenAt', 'id']);
    addIndex(summaries, 'byDay', ['day', 'takenAt']);
    database.deleteObjectStore('dayCounts');
    const dayCounts = database.createObjectStore('dayCounts', {
      keyPath: ['day', 'packId', 'answer', 'severity', 'delivery'],
    });
    const counts = new Map<string, DayCount>();
    return new Promise((resolve) => {
      countFrom(summaries, counts, '', () => {
        for (const count of counts.values()) dayCounts.put(count);
        resolve();
      });
    });
  },
};

/** A summary of version 3, as far as this step reads it. */
interface OldSummary {
  readonly id: string;
  readonly day: string;
  readonly packId: string;
  readonly answer: string;
  readonly severity: string;
  readonly delivery: string;
}

type DayCount = Omit<OldSummary, 'id'> & { readonly count: number };

/** Summaries in memory at once. */
const summariesAtOnce = 1_000;

/** Counts the summaries after the id `after`, a batch at a time, then calls `done`. */
function countFrom(summaries: IDBObjectStore, counts: Map<string, DayCount>, after: string, done: () => void): void {
  const request = summaries.getAll(IDBKeyRange.lowerBound(after, true), summariesAtOnce);
  request.onsuccess = () => {
    const rows = request.result as readonly OldSummary[];
    for (const { day, packId, answer, severity, delivery } of rows) {
      const key = JSON.stringify([day, packId, answer, severity, delivery]);
      const known = counts.get(key);
      counts.set(key, { day, packId, answer, severity, delivery, count: known === undefined ? 1 : known.count + 1 });
    }
    const last = rows.at(-1)?.id;
    if (last === undefined) done();
    else countFrom(summaries, counts, last, done);
  };
}
