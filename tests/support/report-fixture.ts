/** A job of several pictures as a report: thermal findings with real JPEGs, one refused, one healthy, one asset without a picture. */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { InspectionRecord } from '../../src/domain/record';
import type { RecordSource } from '../../src/export/exported-record';
import type { ReportAbout } from '../../src/export/report/report-model';

const jpeg = readFileSync('public/samples/thermal-1.jpg');
export const jpegSha256 = createHash('sha256').update(jpeg).digest('hex');
/** The picture of every record. */
export const jpegBytes = new Uint8Array(jpeg);

const size = { width: 640, height: 480 };
const photo = { sha256: jpegSha256, bytes: jpeg.length, mime: 'image/jpeg', ...size };

/** One record with two regions above the threshold. */
export function faultRecord(number: number, changes: Partial<InspectionRecord> = {}): InspectionRecord {
  const level = { level: 'Overloway', levelTitle: 'Serious', action: 'inspect' };
  const category = { name: 'loose_joint', title: 'Loose joint', confidence: 0.72 };
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    takenAt: new Date(Date.UTC(2026, 10, 21, 8, number % 60)).toISOString(),
    utcOffsetMinutes: 330,
    fileName: `T-${String(number).padStart(3, '0')}.jpg`,
    source: 'file',
    packTitle: 'Transformer (thermal)',
    picture: size,
    anomaly: {
      ...{ rawScore: 3.5, score: 0.72, isAnomalous: true, ...level },
      boxes: [
        { x: 200, y: 120, width: 90, height: 70, score: 0.72, ...level, category },
        { x: 380, y: 300, width: 60, height: 50, score: 0.58, ...level },
      ],
      map: photo,
      mask: photo,
    },
    photo,
    thumbnail: photo,
    timings: { decodeMs: 1, resizeMs: 2, networkMs: 3, judgeMs: 4, totalMs: 10 },
    provenance: {
      ...{ packId: 'transformer-thermal', packVersion: '0.5.0', packSha256: 'a'.repeat(64) },
      ...{ networkSha256: 'b'.repeat(64), engineVersion: '1.0.0', backend: 'wasm', appBuild: '0.1.0+abc' },
      packNotice: 'Trained on rendered pictures: check every finding on site.',
    },
    ...changes,
  };
}

/** One record without a region. */
export function healthyRecord(number: number, changes: Partial<InspectionRecord> = {}): InspectionRecord {
  const { anomaly, ...record } = faultRecord(number, changes);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const level = { score: 0.2, isAnomalous: false, level: 'Normal', levelTitle: 'Normal', action: 'pass' };
  return { ...record, anomaly: { ...anomaly, ...level, boxes: [] } };
}

/** One record without a verdict. */
export function refusedRecord(number: number): InspectionRecord {
  const { anomaly, ...record } = faultRecord(number);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  return { ...record, refused: { code: 'not-thermal' } };
}

/** The records as a source that can be read again. */
export function sourceOf(...records: readonly InspectionRecord[]): RecordSource {
  return async function* () {
    for (const record of records) yield await Promise.resolve({ record, isDeleted: false });
  };
}

/** What is known besides the records. */
export function reportAbout(changes: Partial<ReportAbout> = {}): ReportAbout {
  return {
    head: { client: 'Ceylon Power', site: 'Branch 4', inspector: 'N. Perera', summary: '', logo: '' },
    madeAt: new Date('2026-11-22T09:00:00Z'),
    appBuild: '0.1.0+abc',
    pages: 'faults',
    jobs: [],
    assets: new Map(),
    historyOf: () => Promise.resolve([]),
    selection: [],
    ...changes,
  };
}
