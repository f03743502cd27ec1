/** Fills a database of version 2 with made-up inspections: a third of a year of three packs, most of them delivered. */
import type { InspectionRecord } from '../../src/domain/record';
import { allMigrations } from '../../src/storage/migrations/all-migrations';
import { uuidFrom } from '../../src/platform/ids';
import { integer, pick, randomBytes, seededRandom, type Random } from './seeded-random';

const rowsAtOnce = 2_000;
const firstMs = Date.UTC(2026, 0, 1);
const spanMs = 120 * 24 * 3_600_000;

/** Creates the database `name`, at version 2, with `count` records and their receipts or waiting changes. */
export async function fillVersionTwo(name: string, count: number): Promise<void> {
  const database = await openVersionTwo(name);
  const random = seededRandom(count);
  for (let from = 0; from < count; from += rowsAtOnce) {
    const transaction = database.transaction(['inspections', 'outbox', 'receipts'], 'readwrite');
    for (let place = from; place < Math.min(count, from + rowsAtOnce); place += 1) {
      addInspection(transaction, makeRecord(random, place, count), random, place > count - 300);
    }
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
  }
  database.close();
}

function openVersionTwo(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 2);
    request.onupgradeneeded = () => {
      const { transaction } = request;
      if (transaction !== null) for (const step of allMigrations.slice(0, 2)) void step.up(request.result, transaction);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });
}

/** A waiting change for the newest records and for one in five thousand, which needs attention; else a receipt. */
function addInspection(transaction: IDBTransaction, record: InspectionRecord, random: Random, isNew: boolean): void {
  const { id, takenAt } = record;
  const at = `${takenAt}_0000_device`;
  transaction
    .objectStore('inspections')
    .add({ record, at, blobHashes: [record.photo.sha256, record.thumbnail.sha256] });
  const needsAttention = random() < 1 / 5_000;
  if (!isNew && !needsAttention) {
    const receipt = { recordId: id, changeId: id, at, contentHash: 'a'.repeat(64), sequence: 1, confirmedAt: takenAt };
    transaction.objectStore('receipts').add(receipt);
    return;
  }
  const state = needsAttention
    ? { phase: 'attention', reason: { kind: 'damaged-blob', sha256: record.photo.sha256 } }
    : { phase: 'queued' };
  const change = { changeId: id, recordId: id, kind: 'saved', at, text: JSON.stringify(record), blobs: [] };
  const rest = { blobHashes: [], bytes: 100_000, attempts: 0, wait: { kind: 'none' } };
  transaction.objectStore('outbox').add({ ...change, ...rest, state });
}

const packs = {
  'rubber-sheet': ['RSS1', 'RSS2', 'RSS3', 'RSS4', 'RSS5'],
  'transformer-thermal': ['Normal', 'Potential', 'Overload'],
  castings: ['good', 'pores', 'crack'],
} as const;
const actions = ['pass', 'look', 'inspect', 'critical'] as const;

function makeRecord(random: Random, place: number, count: number): InspectionRecord {
  const packId = pick(random, [
    'rubber-sheet',
    'rubber-sheet',
    'rubber-sheet',
    'transformer-thermal',
    'castings',
  ] as const);
  const label = pick<string>(random, packs[packId]);
  const score = random();
  const action = pick<string>(random, actions);
  const photo = { sha256: hashOf(random), bytes: 90_000, mime: 'image/jpeg', width: 1600, height: 1200 };
  const thumbnail = { sha256: hashOf(random), bytes: 9_000, mime: 'image/jpeg', width: 256, height: 192 };
  const probabilities = packs[packId].map((name) => ({ label: name, title: name, probability: 0.2 }));
  return {
    id: uuidFrom(randomBytes(random, 16)),
    takenAt: new Date(firstMs + Math.floor((spanMs * place) / count)).toISOString(),
    utcOffsetMinutes: 330,
    fileName: `IMG_${place}.jpg`,
    source: 'camera',
    packTitle: packId,
    picture: { width: 4000, height: 3000 },
    grade: { label, title: label, confidence: 0.8, probabilities, indicative: false },
    anomaly: {
      ...{ rawScore: score * 4, score, isAnomalous: score >= 0.5, level: action, levelTitle: action, action },
      boxes: [],
      map: { ...thumbnail, mime: 'application/x-float32' },
      mask: { ...thumbnail, mime: 'application/x-bits' },
    },
    ...{ photo, thumbnail },
    timings: { decodeMs: 60, resizeMs: 40, networkMs: 20, judgeMs: 30, totalMs: 150 },
    provenance: {
      ...{ packId, packVersion: '1.0.0', packSha256: 'a'.repeat(64), networkSha256: 'b'.repeat(64) },
      ...{ engineVersion: '1.0.0', backend: 'wasm', appBuild: 'bench' },
    },
  };
}

function hashOf(random: Random): string {
  return Array.from({ length: 16 }, () => integer(random, 0, 0xffff).toString(16).padStart(4, '0')).join('');
}
