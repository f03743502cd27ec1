import type { Migration } from './migration';

/**
 * Summaries and their counters. The records move to a store whose rows are read by `id`: a key path into the content would
 * not work once the content is encrypted. The step reads a bounded number of records at a time, so that memory does not
 * grow with the database, and depends on nothing but the rows. Rows and indexes are already those of version 8: an upgrade
 * of 10,000 records writes each summary once.
 */
export const summaries: Migration = {
  name: '0003-summaries',
  up(database, transaction) {
    database
      .createObjectStore('records', { keyPath: 'id' })
      .createIndex('byBlobHash', 'blobHashes', { multiEntry: true });
    const store = database.createObjectStore('summaries', { keyPath: 'id' });
    for (const [name, keyPath] of indexes) store.createIndex(name, keyPath);
    database.createObjectStore('facetCounts', { keyPath: facets });
    database.createObjectStore('dayCounts', { keyPath: ['day', 'packId', 'answer', 'severity'] });
    const counts = new Map<string, CountRow>();
    return new Promise((resolve) => {
      moveRecords(transaction, counts, '', () => {
        for (const row of counts.values()) transaction.objectStore('day' in row ? 'dayCounts' : 'facetCounts').put(row);
        database.deleteObjectStore('inspections');
        resolve();
      });
    });
  },
};

const facets = ['packId', 'answer', 'severity', 'delivery'];

/** Those of version 3, then those that migrations 0004, 0005 and 0008 add: see `add-index.ts`. */
const indexes: readonly (readonly [name: string, keyPath: string[]])[] = [
  ['byTime', ['takenAt', 'id']],
  ['byScore', ['score', 'takenAt', 'id']],
  ['byFacetTime', [...facets, 'takenAt', 'id']],
  ['byFacetScore', [...facets, 'score', 'takenAt', 'id']],
  ['byPackTime', ['packId', 'takenAt', 'id']],
  ['byPackScore', ['packId', 'score', 'takenAt', 'id']],
  ['byDay', ['day', 'takenAt']],
  ['byAsset', ['assetId', 'takenAt', 'id']],
  ['byJob', ['jobId', 'takenAt', 'id']],
  ['byBatch', ['batchId', 'takenAt', 'id']],
  ['byPicture', ['pictureSha256', 'takenAt', 'id']],
  ['byAssetScore', ['assetId', 'score', 'takenAt', 'id']],
  ['byJobScore', ['jobId', 'score', 'takenAt', 'id']],
  ['byBatchScore', ['batchId', 'score', 'takenAt', 'id']],
  ['byCorrected', ['correctedMark', 'takenAt', 'id']],
  ['byCorrectedScore', ['correctedMark', 'score', 'takenAt', 'id']],
];

/** A record of version 2, as far as this step reads it. */
interface OldRow {
  readonly record: OldRecord;
  readonly blobHashes: readonly string[];
  readonly at?: string;
}

interface OldRecord {
  readonly note?: string;
  readonly id: string;
  readonly takenAt: string;
  readonly utcOffsetMinutes: number;
  readonly fileName: string;
  readonly packTitle: string;
  readonly thumbnail: unknown;
  readonly grade?: OldGrade;
  readonly anomaly?: OldAnomaly;
  readonly provenance: { readonly packId: string };
}

interface OldGrade {
  readonly label: string;
  readonly title: string;
  readonly confidence: number;
  readonly refused?: string;
  readonly indicative: boolean;
}

interface OldAnomaly {
  readonly score: number;
  readonly isAnomalous: boolean;
  readonly level: string;
  readonly levelTitle: string;
  readonly action: string;
  readonly map: unknown;
  readonly boxes?: readonly { readonly category?: { readonly title: string } }[];
}

interface OldChange {
  readonly recordId: string;
  readonly at: string;
  readonly state: { readonly phase: string };
}

interface OldReceipt {
  readonly recordId: string;
  readonly at: string;
}

interface CountRow {
  readonly packId: string;
  readonly answer: string;
  readonly severity: string;
  /** In `facetCounts`. */
  readonly delivery?: string;
  /** In `dayCounts`. */
  readonly day?: string;
  readonly count: number;
}

/** Records, waiting changes and receipts in memory at once; all three are read in the order of the record's id. */
const recordsAtOnce = 100;

/** Moves the records after the id `after`, a batch at a time, then calls `done`. */
function moveRecords(
  transaction: IDBTransaction,
  counts: Map<string, CountRow>,
  after: string,
  done: () => void,
): void {
  const request = transaction.objectStore('inspections').getAll(IDBKeyRange.lowerBound(after, true), recordsAtOnce);
  request.onsuccess = () => {
    const rows = request.result as readonly OldRow[];
    const last = rows.at(-1)?.record.id;
    if (last === undefined) {
      done();
      return;
    }
    readDelivery(transaction, IDBKeyRange.bound(after, last, true), (changes, receipts) => {
      for (const row of rows) moveRecord(transaction, counts, row, changes.get(row.record.id) ?? [], receipts);
      moveRecords(transaction, counts, last, done);
    });
  };
}

/** The waiting changes and the receipts of the records whose ids are in `ids`. */
function readDelivery(
  transaction: IDBTransaction,
  ids: IDBKeyRange,
  done: (changes: ReadonlyMap<string, readonly OldChange[]>, receipts: ReadonlyMap<string, OldReceipt>) => void,
): void {
  const range = IDBKeyRange.bound([ids.lower, []], [ids.upper, []]);
  const waiting = transaction.objectStore('outbox').index('byRecord').getAll(range);
  const confirmed = transaction.objectStore('receipts').getAll(ids);
  confirmed.onsuccess = () => {
    const changes = new Map<string, OldChange[]>();
    for (const change of waiting.result as readonly OldChange[]) {
      changes.set(change.recordId, [...(changes.get(change.recordId) ?? []), change]);
    }
    const receipts = confirmed.result as readonly OldReceipt[];
    done(changes, new Map(receipts.map((receipt) => [receipt.recordId, receipt])));
  };
}

function moveRecord(
  transaction: IDBTransaction,
  counts: Map<string, CountRow>,
  { record, blobHashes, at }: OldRow,
  changes: readonly OldChange[],
  receipts: ReadonlyMap<string, OldReceipt>,
): void {
  const receipt = receipts.get(record.id);
  // A record of version 1 that was never edited has no reading: that of its change, or the earliest possible one.
  const reading = at ?? changes.at(-1)?.at ?? receipt?.at ?? `${new Date(record.takenAt).toISOString()}_0000_0`;
  transaction.objectStore('records').put({ id: record.id, at: reading, blobHashes, content: record });
  const facets = facetsOf(record);
  const delivery = deliveryOf(changes, receipt);
  const day = dayOf(record);
  const { id, takenAt } = record;
  const score = record.anomaly?.score ?? -1;
  const content = contentOf(record);
  const measured = measuredOf(record);
  const summary = { id, takenAt, day, ...facets, delivery, score, corrected: false, content, ...measured };
  transaction.objectStore('summaries').put(summary);
  count(counts, { ...facets, delivery });
  count(counts, { day, ...facets });
}

function facetsOf({ grade, anomaly, provenance }: OldRecord) {
  const graded = grade?.refused === undefined ? grade?.label : '';
  return { packId: provenance.packId, answer: graded ?? anomaly?.level ?? '', severity: anomaly?.action ?? '' };
}

function deliveryOf(changes: readonly OldChange[], receipt: OldReceipt | undefined): string {
  const phases = new Set(changes.map(({ state }) => state.phase));
  if (phases.has('attention')) return 'attention';
  if (phases.has('sent')) return 'sending';
  if (phases.has('queued')) return 'waiting';
  return receipt === undefined ? 'saved' : 'delivered';
}

function dayOf({ takenAt, utcOffsetMinutes }: OldRecord): string {
  return new Date(Date.parse(takenAt) + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
}

/** What migration 0008 adds to the summaries of earlier versions. */
function measuredOf({ grade, anomaly }: OldRecord) {
  const kinds = (anomaly?.boxes ?? []).flatMap(({ category }) => (category === undefined ? [] : [category.title]));
  return {
    ...(grade === undefined || grade.refused !== undefined ? {} : { confidence: grade.confidence }),
    ...(kinds.length === 0 ? {} : { regionKinds: kinds }),
  };
}

function contentOf({ utcOffsetMinutes, fileName, packTitle, thumbnail, grade, anomaly, note }: OldRecord) {
  return {
    ...{ utcOffsetMinutes, fileName, packTitle, thumbnail },
    ...(grade === undefined ? {} : { grade: gradeOf(grade) }),
    ...(anomaly === undefined ? {} : { anomaly: anomalyOf(anomaly) }),
    ...(note === undefined ? {} : { note }),
    ...(anomaly === undefined ? {} : { map: anomaly.map }),
  };
}

function gradeOf({ label, title, confidence, refused, indicative }: OldGrade) {
  return { label, title, confidence, ...(refused === undefined ? {} : { refused }), indicative };
}

function anomalyOf({ score, isAnomalous, level, levelTitle, action }: OldAnomaly) {
  return { score, isAnomalous, level, levelTitle, action };
}

function count(counts: Map<string, CountRow>, group: Omit<CountRow, 'count'>): void {
  const name = JSON.stringify(group);
  const known = counts.get(name);
  counts.set(name, { ...group, count: known === undefined ? 1 : known.count + 1 });
}
