/** Parses the text of a change strictly, so that the same text is hashed, stored and parsed. */
import { reviewOf, shownRecord } from '../../src/domain/corrected-verdict';
import type { Level } from '../../src/domain/correction';
import { decisionOf } from '../../src/domain/decision';
import type { InspectionRecord } from '../../src/domain/record';
import {
  isShared,
  sentChangeSchema,
  sharedItemOf,
  type Change,
  type SentChange,
  type SharedChange,
} from '../../src/protocol/change';
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import { refusalOf } from '../../src/domain/refusal';
import { sha256Hex } from '../../node-host/sha256';
import { parseExactJson } from '../http/read-body';

/** A change with its original text. Ids are in lower case, as the database compares them. */
export interface ReadChange {
  readonly change: SentChange;
  readonly text: string;
  readonly contentHash: string;
}

/** Reads the bytes of the change that the address calls `changeId`. */
export function readChange(changeId: string, bytes: Uint8Array): Result<ReadChange, IntakeFault> {
  const parsed = parseExactJson(sentChangeSchema, bytes);
  if (!parsed.ok) return parsed;
  const change = lowered(parsed.value);
  const mismatch = mismatchOf(change, changeId.toLowerCase());
  if (mismatch !== undefined) return fail({ kind: 'not-valid', ...mismatch });
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return succeed({ change, text, contentHash: sha256Hex(bytes) });
}

function lowered(change: SentChange): SentChange {
  const ids = {
    changeId: change.changeId.toLowerCase(),
    recordId: change.recordId.toLowerCase(),
    author: change.author.toLowerCase(),
  };
  return { ...change, ...ids };
}

function mismatchOf(
  change: SentChange,
  changeId: string,
): { readonly at: string; readonly wanted: string } | undefined {
  if (change.changeId !== changeId) return { at: 'changeId', wanted: 'the id of the address' };
  if (isShared(change)) return mismatchOfShared(change);
  if (change.kind === 'saved' && change.recordId !== changeId) {
    return { at: 'recordId', wanted: 'the id of its first change' };
  }
  if (change.kind !== 'deleted' && change.record.id.toLowerCase() !== change.recordId) {
    return { at: 'record.id', wanted: 'recordId' };
  }
  return undefined;
}

function mismatchOfShared(change: SharedChange): { readonly at: string; readonly wanted: string } | undefined {
  const item = sharedItemOf(change);
  const isSame = item === undefined || item.value.id.toLowerCase() === change.recordId;
  return isSame ? undefined : { at: `${item.type}.id`, wanted: 'recordId' };
}

/** The columns of a record that are read from the change that counts. */
export function columnsOf(change: Change) {
  if (change.kind === 'deleted') return { ...emptyColumns, is_deleted: true };
  const { blobs } = change;
  const record = shownRecord(change.record);
  const sent = new Set(blobs.map(({ sha256 }) => sha256));
  return {
    is_deleted: false,
    taken_at: storableDate(record.takenAt),
    utc_offset_minutes: record.utcOffsetMinutes,
    file_name: storable(record.fileName),
    note: storable(record.note),
    pack_id: storable(record.provenance.packId),
    pack_version: storable(record.provenance.packVersion),
    pack_title: storable(record.packTitle),
    ...gradeColumns(record.grade),
    grade_refused: storable(refusalOf(record)?.code),
    ...anomalyColumns(record.anomaly, decisionOf(record)),
    trained_on: trainedOnColumn(record.provenance),
    ...reviewColumns(change.record),
    asset_id: record.assetId ?? null,
    job_id: record.jobId ?? null,
    purpose: record.purpose ?? null,
    photo_sha256: sent.has(record.photo.sha256) ? record.photo.sha256 : null,
    thumbnail_sha256: sent.has(record.thumbnail.sha256) ? record.thumbnail.sha256 : null,
  };
}

function gradeColumns(grade: InspectionRecord['grade']) {
  return {
    grade_label: storable(grade?.label),
    grade_title: storable(grade?.title),
    grade_group: storable(grade?.group),
    grade_confidence: grade?.confidence ?? null,
    grade_indicative: grade?.indicative ?? null,
  };
}

/** The severity that a person gave to a refused picture has no score. */
function anomalyColumns(anomaly: InspectionRecord['anomaly'], decided?: Level) {
  const severity = anomaly ?? decided;
  return {
    anomaly_score: anomaly?.score ?? null,
    is_anomalous: severity?.isAnomalous ?? null,
    anomaly_level: storable(severity?.level),
    anomaly_level_title: storable(severity?.levelTitle),
    anomaly_action: storable(severity?.action),
    box_count: anomaly?.boxes.length ?? null,
  };
}

const noReview = { review: null, is_decision: null, reviewed_by: null, reviewed_at: null };

function reviewColumns(record: InspectionRecord) {
  const review = reviewOf(record);
  if (review.phase === 'none') return noReview;
  const { phase, by, at, isDecision = null } = review;
  return { review: phase, is_decision: isDecision, reviewed_by: storable(by), reviewed_at: at };
}

function trainedOnColumn({ packTrainedOn }: InspectionRecord['provenance']): string | null {
  return packTrainedOn === undefined ? null : storable(JSON.stringify(packTrainedOn));
}

/** ISO timestamps include years that PostgreSQL does not accept or reads differently. */
function storableDate(iso: string): Date | null {
  const date = new Date(iso);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date : null;
}

/** PostgreSQL stores no NUL in a text. The text of the change contains it only as an escape. */
function storable(text: string | undefined): string | null {
  return text?.replaceAll('\0', '') ?? null;
}

const emptyColumns = {
  taken_at: null,
  utc_offset_minutes: null,
  file_name: null,
  note: null,
  pack_id: null,
  pack_version: null,
  pack_title: null,
  ...gradeColumns(undefined),
  grade_refused: null,
  trained_on: null,
  ...noReview,
  asset_id: null,
  job_id: null,
  purpose: null,
  ...anomalyColumns(undefined),
  photo_sha256: null,
  thumbnail_sha256: null,
};
