import { addIndex } from './add-index';
import type { Migration } from './migration';

/**
 * What the review of many inspections reads: summaries with the note and the map of their record, indexes of groups by score
 * and of corrections, counters per group and day, and counters of regions, confidences and scores. Records and summaries have
 * the same ids and are read side by side, a bounded number at a time. Encrypted content stays as it is: a summary is completed
 * when its record is next written.
 */
export const reviewCounts: Migration = {
  name: '0008-review-counts',
  up(database, transaction) {
    const summaries = transaction.objectStore('summaries');
    addIndex(summaries, 'byAssetScore', ['assetId', 'score', 'takenAt', 'id']);
    addIndex(summaries, 'byJobScore', ['jobId', 'score', 'takenAt', 'id']);
    addIndex(summaries, 'byBatchScore', ['batchId', 'score', 'takenAt', 'id']);
    addIndex(summaries, 'byCorrected', ['correctedMark', 'takenAt', 'id']);
    addIndex(summaries, 'byCorrectedScore', ['correctedMark', 'score', 'takenAt', 'id']);
    const facets = ['packId', 'answer', 'severity', 'delivery'];
    database.deleteObjectStore('dayCounts');
    database.createObjectStore('groupCounts', { keyPath: ['group', 'day', ...facets, 'corrected'] });
    database.createObjectStore('measureCounts', { keyPath: ['measure', 'day', 'packId', 'value'] });
    const counts: Counts = { groupCounts: new Map(), measureCounts: new Map() };
    return new Promise((resolve) => {
      completeFrom(transaction, counts, '', () => {
        for (const row of counts.groupCounts.values()) transaction.objectStore('groupCounts').put(row);
        for (const row of counts.measureCounts.values()) transaction.objectStore('measureCounts').put(row);
        resolve();
      });
    });
  },
};

/** A summary of version 7, as far as this step reads it. */
interface OldSummary {
  readonly id: string;
  readonly day: string;
  readonly packId: string;
  readonly answer: string;
  readonly severity: string;
  readonly delivery: string;
  readonly score: number;
  readonly corrected: boolean;
  readonly assetId?: string;
  readonly jobId?: string;
  readonly batchId?: string;
  readonly content: object;
}

/** A record of version 7, as far as this step reads it. */
interface OldRecord {
  readonly note?: string;
  readonly refused?: object;
  readonly grade?: { readonly confidence: number; readonly refused?: string };
  readonly anomaly?: {
    readonly map: object;
    readonly boxes?: readonly { readonly category?: { readonly title: string } }[];
  };
}

interface Counts {
  readonly groupCounts: Map<string, CountRow>;
  readonly measureCounts: Map<string, CountRow>;
}

type CountRow = Readonly<Record<string, string | number>> & { readonly count: number };

/** Records, with their summaries, in memory at once. */
const recordsAtOnce = 200;

/** Completes the summaries after the id `after`, a batch at a time, then calls `done`. */
function completeFrom(transaction: IDBTransaction, counts: Counts, after: string, done: () => void): void {
  const range = IDBKeyRange.lowerBound(after, true);
  const found = transaction.objectStore('summaries').getAll(range, recordsAtOnce);
  found.onsuccess = () => {
    const rows = found.result as readonly OldSummary[];
    const last = rows.at(-1)?.id;
    if (last === undefined) {
      done();
      return;
    }
    const records = transaction.objectStore('records').getAll(IDBKeyRange.bound(after, last, true));
    records.onsuccess = () => {
      const byId = new Map((records.result as readonly { id: string; content: object }[]).map((row) => [row.id, row]));
      for (const row of rows) complete(transaction, counts, row, byId.get(row.id)?.content);
      completeFrom(transaction, counts, last, done);
    };
  };
}

function complete(transaction: IDBTransaction, counts: Counts, row: OldSummary, content: object | undefined): void {
  const record: OldRecord = content === undefined || isEncrypted(content) ? {} : content;
  const { anomaly, note } = record;
  const confidence = confidenceOf(record);
  const regionKinds = (anomaly?.boxes ?? []).flatMap(({ category }) =>
    category === undefined ? [] : [category.title],
  );
  const completed = {
    ...row,
    ...(row.corrected ? { correctedMark: 1 } : {}),
    ...(confidence === undefined ? {} : { confidence }),
    ...(regionKinds.length === 0 ? {} : { regionKinds }),
    content: isEncrypted(row.content)
      ? row.content
      : {
          ...row.content,
          ...(note === undefined ? {} : { note }),
          ...(anomaly === undefined ? {} : { map: anomaly.map }),
        },
  };
  // Migration 0003 of the same upgrade has completed its rows: writing them again would take as long as the first time.
  if (JSON.stringify(completed) !== JSON.stringify(row)) transaction.objectStore('summaries').put(completed);
  countAll(counts, completed);
}

function confidenceOf({ grade, refused }: OldRecord): number | undefined {
  return grade?.refused === undefined && refused === undefined ? grade?.confidence : undefined;
}

function isEncrypted(content: object): boolean {
  return 'iv' in content && content.iv instanceof ArrayBuffer;
}

function countAll(
  counts: Counts,
  summary: OldSummary & { readonly confidence?: number; readonly regionKinds?: readonly string[] },
): void {
  const { day, packId, answer, severity, delivery, score, confidence, regionKinds = [] } = summary;
  const { assetId, jobId, batchId } = summary;
  const links = Object.entries({ assetId, jobId, batchId }).flatMap(([name, id]) =>
    id === undefined ? [] : [`${name}:${id}`],
  );
  const corrected = summary.corrected ? 1 : 0;
  for (const group of ['', ...links]) {
    count(counts.groupCounts, { group, day, packId, answer, severity, delivery, corrected });
  }
  for (const value of regionKinds) count(counts.measureCounts, { measure: 'region', day, packId, value });
  if (confidence !== undefined) {
    count(counts.measureCounts, { measure: 'confidence', day, packId, value: tenthOf(confidence) });
  }
  if (score >= 0) count(counts.measureCounts, { measure: 'score', day, packId, value: tenthOf(score) });
}

function tenthOf(value: number): string {
  return String(Math.min(9, Math.max(0, Math.floor(value * 10))));
}

function count(rows: Map<string, CountRow>, key: Readonly<Record<string, string | number>>): void {
  const name = JSON.stringify(key);
  const known = rows.get(name);
  rows.set(name, { ...key, count: known === undefined ? 1 : known.count + 1 });
}
