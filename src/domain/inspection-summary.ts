/** What lists, filters and charts need of one inspection. It is stored next to the record, so that they read no records. */
import { limitOf, reviewOf, shownRecord, type Review } from './corrected-verdict';
import type { Level } from './correction';
import { decisionOf, type Decidable } from './decision';
import type { DeliveryState } from './delivery';
import type { AnomalyVerdict, GradeVerdict } from './inspection';
import type { InspectionRecord, RasterRef } from './record';
import { refusalOf, type Refusal } from './refusal';
import type { TrainedOn } from './trained-on';

/** The groups into which filters and counters sort inspections. */
export interface SummaryFacets {
  readonly packId: string;
  /** The label of the grade or, for a pack without grades, the level of the anomaly; empty where there is no answer. */
  readonly answer: string;
  /** The action of the anomaly verdict; empty where there is none. */
  readonly severity: string;
  readonly delivery: DeliveryState;
}

/** A severity without a score. */
export type Decided = Pick<Level, 'level' | 'levelTitle' | 'action' | 'isAnomalous'>;

/** The part of a summary that is only shown, never compared by the database. */
export interface SummaryContent {
  readonly utcOffsetMinutes: number;
  readonly fileName: string;
  readonly packTitle: string;
  readonly thumbnail: RasterRef;
  /** The anomaly map, which lists draw over the thumbnail. */
  readonly map?: RasterRef;
  /** Written by a person; searched. */
  readonly note?: string;
  readonly refused?: Pick<Refusal, 'code'>;
  readonly grade?: Pick<GradeVerdict, 'label' | 'title' | 'confidence' | 'refused' | 'indicative'>;
  readonly trainedOn?: TrainedOn;
  readonly anomaly?: Pick<AnomalyVerdict, 'score' | 'isAnomalous' | 'level' | 'levelTitle' | 'action'>;
  /** The severity that a person gave to a picture that the pack refused. */
  readonly decided?: Decided;
  /** The score on the scale of the pack, where a person saved another threshold: `anomaly.score` is on the scale of that one. */
  readonly packScore?: number;
  /** The piece that the photo shows, where several photos may show it. */
  readonly pieceId?: string;
  /** The names of the kinds of its marked regions, each once. */
  readonly kinds?: readonly string[];
  /** Absent where no person has looked at the verdict. */
  readonly review?: Review;
}

/** Ids by which lists find the inspections that belong together; each has an index. */
export type SummaryLinks = Pick<InspectionRecord, 'assetId' | 'jobId' | 'batchId' | 'purpose' | 'pictureSha256'>;

/** One inspection in a list. */
export interface InspectionSummary extends SummaryFacets, SummaryLinks, SummaryContent {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
  /** True where a person has changed the answer. */
  readonly corrected: boolean;
}

/** The facets of a record with its corrections, without its delivery state. */
export function facetsOf(
  stored: Pick<InspectionRecord, 'refused' | 'grade' | 'anomaly' | 'corrections' | 'provenance'>,
): Omit<SummaryFacets, 'delivery'> {
  const record = shownRecord(stored);
  const { grade, anomaly, provenance } = record;
  const decided = decisionOf(record);
  const answer = refusalOf(record) === undefined ? (grade?.label ?? anomaly?.level ?? '') : (decided?.level ?? '');
  return { packId: provenance.packId, answer, severity: anomaly?.action ?? decided?.action ?? '' };
}

/** The links of a record. A link that the record does not have is absent. */
export function linksOf({ assetId, jobId, batchId, purpose, pictureSha256 }: SummaryLinks): SummaryLinks {
  return {
    ...(assetId === undefined ? {} : { assetId }),
    ...(jobId === undefined ? {} : { jobId }),
    ...(batchId === undefined ? {} : { batchId }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(pictureSha256 === undefined ? {} : { pictureSha256 }),
  };
}

/** What is counted of a record besides its facets: how sure its grade is, and the kind of each marked region. */
export function measuredOf(record: Pick<InspectionRecord, 'refused' | 'grade' | 'anomaly'>): {
  readonly confidence?: number;
  readonly regionKinds?: readonly string[];
} {
  const { grade, anomaly } = record;
  const kinds = (anomaly?.boxes ?? []).flatMap(({ category }) => (category === undefined ? [] : [category.title]));
  return {
    ...(grade === undefined || refusalOf(record) !== undefined ? {} : { confidence: grade.confidence }),
    ...(kinds.length === 0 ? {} : { regionKinds: kinds }),
  };
}

/** The content of a record's summary, with its corrections. */
export function summaryContentOf(stored: InspectionRecord): SummaryContent {
  const record = shownRecord(stored);
  const review = reviewOf(stored);
  const { utcOffsetMinutes, fileName, packTitle, thumbnail, note, refused, grade, anomaly, provenance } = record;
  return {
    ...{ utcOffsetMinutes, fileName, packTitle, thumbnail },
    ...(note === undefined ? {} : { note }),
    ...(anomaly === undefined ? {} : { map: anomaly.map }),
    ...(refused === undefined ? {} : { refused: { code: refused.code } }),
    ...(grade === undefined ? {} : { grade: gradeSummary(grade) }),
    ...(provenance.packTrainedOn === undefined ? {} : { trainedOn: provenance.packTrainedOn }),
    ...(anomaly === undefined ? {} : { anomaly: anomalySummary(anomaly) }),
    ...decidedPart(record),
    ...packScorePart(stored),
    ...(record.capture?.pieceId === undefined ? {} : { pieceId: record.capture.pieceId }),
    ...kindsPart(record),
    ...(review.phase === 'none' ? {} : { review }),
  };
}

/** Nothing for a picture that the pack judged. */
export function decidedPart(record: Decidable): { readonly decided?: Decided } {
  const decided = decisionOf(record);
  if (decided === undefined) return {};
  const { level, levelTitle, action, isAnomalous } = decided;
  return { decided: { level, levelTitle, action, isAnomalous } };
}

function packScorePart(stored: InspectionRecord): Pick<SummaryContent, 'packScore'> {
  return stored.anomaly === undefined || limitOf(stored) === undefined ? {} : { packScore: stored.anomaly.score };
}

function kindsPart({ anomaly }: Pick<InspectionRecord, 'anomaly'>): Pick<SummaryContent, 'kinds'> {
  const names = (anomaly?.boxes ?? []).flatMap(({ category }) => (category === undefined ? [] : [category.name]));
  return names.length === 0 ? {} : { kinds: [...new Set(names)] };
}

/** The day on which the picture was taken, by the device's clock at that place: `2026-11-21`. */
export function localDayOf({
  takenAt,
  utcOffsetMinutes,
}: Pick<InspectionRecord, 'takenAt' | 'utcOffsetMinutes'>): string {
  return new Date(Date.parse(takenAt) + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
}

/** True where a person has changed the verdict; a confirmed verdict is not changed. */
export function isCorrected(record: InspectionRecord): boolean {
  return reviewOf(record).phase === 'changed';
}

function gradeSummary({
  label,
  title,
  confidence,
  refused,
  indicative,
}: GradeVerdict): NonNullable<SummaryContent['grade']> {
  return { label, title, confidence, ...(refused === undefined ? {} : { refused }), indicative };
}

function anomalySummary({
  score,
  isAnomalous,
  level,
  levelTitle,
  action,
}: NonNullable<SummaryContent['anomaly']>): NonNullable<SummaryContent['anomaly']> {
  return { score, isAnomalous, level, levelTitle, action };
}
