/** The records as one JSON document in FlareNet's field names: the shape of its batch answer, with the corrected verdicts. */
import { reviewOf, shownRecord } from '../domain/corrected-verdict';
import { decisionOf } from '../domain/decision';
import type { InspectionRecord } from '../domain/record';
import type { RecordSource } from './exported-record';
import { toPrediction } from './prediction';

/** `{"results": […], "summary": {…}}`. */
export async function* predictionsJson(records: RecordSource): AsyncGenerator<string> {
  let [count, faulty, normal, seconds] = [0, 0, 0, 0];
  yield '{"results": [';
  for await (const { record: stored, isDeleted } of records()) {
    if (isDeleted) continue;
    const result = resultOf(stored);
    yield `${count === 0 ? '' : ','}\n${JSON.stringify(result)}`;
    count += 1;
    seconds += result.processing_time;
    if (result.is_anomalous === true) faulty += 1;
    if (result.is_anomalous === false) normal += 1;
  }
  const average = count === 0 ? 0 : Number((seconds / count).toFixed(4));
  const summary = { total_images: count, faulty_count: faulty, normal_count: normal, average_processing_time: average };
  yield `\n], "summary": ${JSON.stringify(summary)}}\n`;
}

function resultOf(stored: InspectionRecord) {
  const record = shownRecord(stored);
  const { id, takenAt, assetId, jobId, purpose, note, finding, recommendation } = record;
  const review = reviewOf(record);
  const decided = decisionOf(record);
  return {
    ...toPrediction(record.fileName, record),
    id,
    inspected_at: takenAt,
    ...(assetId !== undefined && { transformer_id: assetId }),
    ...(jobId !== undefined && { inspection_id: jobId }),
    ...(purpose !== undefined && { image_type: purpose.toUpperCase() }),
    ...(note !== undefined && { note }),
    ...(finding !== undefined && { finding }),
    ...(recommendation !== undefined && { recommendation }),
    ...(decided && { decided_by_person: { classification: decided.level, is_anomalous: decided.isAnomalous } }),
    ...(review.phase !== 'none' && { reviewed: review.phase, reviewed_at: review.at, reviewed_by: review.by ?? null }),
    ...(review.phase === 'changed' && { original: toPrediction(record.fileName, stored) }),
  };
}
