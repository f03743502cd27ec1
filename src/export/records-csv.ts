import { agreeRecord } from '../domain/agreed-verdict';
import { likelyKinds } from '../domain/likely-kinds';
import type { InspectionRecord } from '../domain/record';
import { byteOrderMark, csvLine, type Cell } from './csv';
import { photoName, type ExportedRecord, type RecordSource } from './exported-record';

type Column = readonly [name: string, cell: (exported: ExportedRecord) => Cell];

const columns: readonly Column[] = [
  ['sequence', ({ sequence }) => sequence],
  ['record_id', ({ record }) => record.id],
  ['state', ({ isDeleted }) => (isDeleted ? 'deleted' : 'kept')],
  ['taken_at_utc', ({ record }) => record.takenAt],
  ['device_utc_offset_minutes', ({ record }) => record.utcOffsetMinutes],
  ['received_at_utc', ({ receivedAt }) => receivedAt.toISOString()],
  ['device_id', ({ device }) => device.id],
  ['device', ({ device }) => device.name],
  ['location', ({ device }) => device.location],
  ['pack_id', ({ record }) => record.provenance.packId],
  ['pack_version', ({ record }) => record.provenance.packVersion],
  ['pack', ({ record }) => record.packTitle],
  ['grade', ({ record }) => (record.grade?.refused === undefined ? record.grade?.title : undefined)],
  ['grade_confidence', ({ record }) => record.grade?.confidence],
  ['refused', ({ record }) => record.grade?.refused],
  ['severity', ({ record }) => record.anomaly?.levelTitle],
  ['anomaly_score', ({ record }) => record.anomaly?.score],
  ['boxes', ({ record }) => record.anomaly?.boxes.length],
  ['most_like', ({ record }) => record.anomaly && likelyText(record.anomaly)],
  ['note', ({ record }) => record.note],
  ['file_name', ({ record }) => record.fileName],
  ['photo', ({ record }) => photoName(record)],
  ['photo_sha256', ({ record }) => record.photo.sha256],
];

/** The records as a table that a spreadsheet opens. */
export async function* recordsCsv(records: RecordSource): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns.map(([name]) => name));
  for await (const exported of records()) {
    const shown = { ...exported, record: agreeRecord(exported.record) };
    yield csvLine(columns.map(([, cell]) => cell(shown)));
  }
}

/** "Rust (72%); Bark specks (51%)": what the regions look like. */
function likelyText(anomaly: NonNullable<InspectionRecord['anomaly']>): string {
  return likelyKinds(anomaly.boxes)
    .map(({ title, confidence }) => `${title} (${Math.floor(100 * confidence)}%)`)
    .join('; ');
}
