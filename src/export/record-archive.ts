/** Everything about the records as an archive: tables for people and programs, photos, masks, and what is needed to restore them. */
import { exportFormat } from '../domain/export-mark';
import { blobsOf } from '../domain/change';
import { shownRecord } from '../domain/corrected-verdict';
import type { InspectionRecord } from '../domain/record';
import { encodeMask } from '../vision/encode-png';
import { cocoDocument } from './coco';
import { maskOfBoxes } from './coco-regions';
import type { ExportedFile } from './exported-file';
import { photoName, type ReadBlob } from './exported-record';
import { jsonLines } from './json-lines';
import { predictionsJson } from './predictions-json';
import { readMask, recordPictures, type RecordCocoSource } from './record-coco';
import { recordsCsv } from './records-csv';
import type { SharedItem } from '../domain/shared-item';

/** What the archive is made from. */
export interface RecordArchivePlan extends RecordCocoSource {
  readonly madeAt: Date;
  /** The assets and jobs to which the records belong. */
  readonly items: readonly SharedItem[];
}

/** The first entry: it says what the archive is, and has the assets and jobs. */
export const markName = 'fieldgrade-export.json';
export const linesName = 'records.jsonl';

/** The name of a blob that is no photo. */
export function blobName(sha256: string): string {
  return `blobs/${sha256}`;
}

/** The tables, then the pictures of each record. A record without a photo is in the tables, with its hash. */
export async function* recordArchive(plan: RecordArchivePlan): AsyncGenerator<ExportedFile> {
  const { records, madeAt, items } = plan;
  const text = { modifiedAt: madeAt, packing: 'deflated' } as const;
  const mark = { format: exportFormat, version: 1, madeAt: madeAt.toISOString(), items };
  // Stored, so that its name is the first thing in the file: it is how the app recognises a dropped export.
  yield { ...text, name: markName, packing: 'stored', content: JSON.stringify(mark) };
  yield { ...text, name: 'records.csv', content: recordsCsv(records) };
  yield { ...text, name: linesName, content: jsonLines(records) };
  yield { ...text, name: 'predictions.json', content: predictionsJson(records) };
  yield { ...text, name: 'annotations.coco.json', content: cocoDocument(recordPictures(plan), madeAt) };
  const written = new Set<string>();
  for await (const { record } of records()) yield* filesOf(record, plan.readBlob, written);
}

async function* filesOf(
  record: InspectionRecord,
  readBlob: ReadBlob,
  written: Set<string>,
): AsyncGenerator<ExportedFile> {
  const modifiedAt = new Date(record.takenAt);
  const { photo } = record;
  for (const { sha256 } of blobsOf(record)) {
    const name = sha256 === photo.sha256 ? photoName(record) : blobName(sha256);
    const bytes = written.has(name) ? undefined : await readBlob(sha256);
    if (bytes === undefined) continue;
    written.add(name);
    yield { name, modifiedAt, packing: 'stored', content: bytes };
  }
  const mask = await maskOf(record, readBlob);
  if (mask !== undefined) yield { name: `masks/${record.id}.png`, modifiedAt, packing: 'deflated', content: mask };
}

/** The mask of the corrected verdict in the size of the photo; undefined where nothing is marked. */
async function maskOf(stored: InspectionRecord, readBlob: ReadBlob): Promise<Uint8Array | undefined> {
  const { anomaly, picture, photo } = shownRecord(stored);
  if (anomaly === undefined || anomaly.boxes.length === 0) return undefined;
  const mask = await readMask(anomaly.mask, readBlob);
  return encodeMask(maskOfBoxes({ boxes: anomaly.boxes, inspected: picture, mask }), photo);
}
