import { captureTimeText } from '../domain/capture-time';
import { reviewOf, shownRecord, type Review } from '../domain/corrected-verdict';
import { effectiveCorrections } from '../domain/correction';
import { likelyKinds } from '../domain/likely-kinds';
import type { InspectionRecord } from '../domain/record';
import { decisionOf } from '../domain/decision';
import { refusalOf } from '../domain/refusal';
import { byteOrderMark, csvLine, type Cell } from './csv';
import { photoName, type ExportedRecord, type RecordSource } from './exported-record';

type Column = readonly [name: string, cell: (exported: ExportedRecord) => Cell];

const columns: readonly Column[] = [
  ['sequence', ({ received }) => received?.sequence],
  ['record_id', ({ record }) => record.id],
  ['state', ({ isDeleted }) => (isDeleted ? 'deleted' : 'kept')],
  ['taken_at_camera_clock', ({ record }) => record.captured && captureTimeText(record.captured)],
  ['inspected_at_utc', ({ record }) => record.takenAt],
  ['device_utc_offset_minutes', ({ record }) => record.utcOffsetMinutes],
  ['received_at_utc', ({ received }) => received?.at.toISOString()],
  ['device_id', ({ received }) => received?.device.id],
  ['device', ({ received }) => received?.device.name],
  ['location', ({ received }) => received?.device.location],
  ['pack_id', ({ record }) => record.provenance.packId],
  ['pack_version', ({ record }) => record.provenance.packVersion],
  ['pack', ({ record }) => record.packTitle],
  ['grade', ({ record }) => (refusalOf(record) === undefined ? record.grade?.title : undefined)],
  ['grade_confidence', ({ record }) => confidenceOf(record)],
  ['grade_indicative', ({ record }) => yesOrNo(record.grade?.indicative)],
  ['grade_trained_on_real', ({ record }) => record.provenance.packTrainedOn?.grade?.real],
  ['grade_trained_on_rendered', ({ record }) => record.provenance.packTrainedOn?.grade?.rendered],
  ['refused', ({ record }) => refusalOf(record)?.code],
  ['refused_measure', ({ record }) => refusalOf(record)?.evidence?.measure],
  ['refused_value', ({ record }) => refusalOf(record)?.evidence?.value],
  ['severity', ({ record }) => record.anomaly?.levelTitle],
  ['anomaly_score', ({ record }) => record.anomaly?.score],
  ['boxes', ({ record }) => record.anomaly?.boxes.length],
  ['most_like', ({ record }) => record.anomaly && likelyText(record.anomaly)],
  ['anomaly_trained_on_real', ({ record }) => record.provenance.packTrainedOn?.anomaly?.real],
  ['anomaly_trained_on_rendered', ({ record }) => record.provenance.packTrainedOn?.anomaly?.rendered],
  ['review', ({ record }) => reviewed(record)?.phase],
  ['reviewed_by', ({ record }) => reviewed(record)?.by],
  ['reviewed_at_utc', ({ record }) => reviewed(record)?.at],
  ['decided_severity', ({ record }) => decisionOf(record)?.levelTitle],
  ['note', ({ record }) => record.note],
  ['file_name', ({ record }) => record.fileName],
  ['photo', ({ record }) => photoName(record)],
  ['photo_sha256', ({ record }) => record.photo.sha256],
];

/** The records as a table that a spreadsheet opens. */
export async function* recordsCsv(records: RecordSource): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns.map(([name]) => name));
  for await (const exported of records()) {
    const shown = { ...exported, record: shownRecord(exported.record) };
    yield csvLine(columns.map(([, cell]) => cell(shown)));
  }
}

/** That of the pack; none where a person chose the grade. */
function confidenceOf({ grade, corrections }: InspectionRecord): number | undefined {
  return effectiveCorrections(corrections ?? []).some(({ kind }) => kind === 'grade-changed')
    ? undefined
    : grade?.confidence;
}

function reviewed(record: InspectionRecord): Exclude<Review, { phase: 'none' }> | undefined {
  const review = reviewOf(record);
  return review.phase === 'none' ? undefined : review;
}

/** "Rust (72%); Bark specks (51%)": what the regions look like. */
function likelyText(anomaly: NonNullable<InspectionRecord['anomaly']>): string {
  return likelyKinds(anomaly.boxes)
    .map(({ title, confidence }) => `${title} (${Math.floor(100 * confidence)}%)`)
    .join('; ');
}

function yesOrNo(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? 'yes' : 'no';
}
