/** Compares what a report says of a record with the record on this device, and with the verdict computed again. */
import type { Verdict } from '../../domain/inspection';
import type { InspectionRecord } from '../../domain/record';
import { refusalOf } from '../../domain/refusal';

/** One difference. Values are texts, scores are 0–1. */
export interface Difference {
  readonly what: 'verdict' | 'score' | 'regions' | 'finding' | 'recommendation' | 'note' | 'repaired' | 'corrections';
  readonly inReport: string;
  readonly found: string;
}

/** From which picture a verdict was computed again. */
export type PictureUsed = 'original' | 'copy';

/**
 * Scores that differ by at most this count as equal. The original file gives the same numbers on every host within the
 * tolerance of the golden picture; the stored copy is smaller and compressed again.
 */
const scoreTolerance: Readonly<Record<PictureUsed, number>> = { original: 0.01, copy: 0.1 };

/** How the verdict of a report differs from the one computed again. Corrections are not compared. */
export function compareVerdict(
  reported: InspectionRecord,
  computed: Verdict,
  used: PictureUsed,
): readonly Difference[] {
  const [was, now] = [answerOf(reported), answerOf(computed)];
  const [score, newScore] = [reported.anomaly?.score, computed.anomaly?.score];
  const isOff = score !== undefined && newScore !== undefined && Math.abs(score - newScore) > scoreTolerance[used];
  return [
    ...(was === now ? [] : [{ what: 'verdict', inReport: was, found: now } as const]),
    ...(isOff ? [{ what: 'score', inReport: String(score), found: String(newScore) } as const] : []),
  ];
}

/** How a record of a report differs from the same record on this device. */
export function compareRecords(reported: InspectionRecord, stored: InspectionRecord): readonly Difference[] {
  const values = (record: InspectionRecord): readonly (readonly [what: Difference['what'], value: string])[] => [
    ['verdict', answerOf(record)],
    ['score', record.anomaly === undefined ? '' : String(record.anomaly.score)],
    ['regions', JSON.stringify(record.anomaly?.boxes ?? [])],
    ['finding', record.finding ?? ''],
    ['recommendation', record.recommendation ?? ''],
    ['note', record.note ?? ''],
    ['repaired', String(record.repaired === true)],
    ['corrections', JSON.stringify(record.corrections ?? [])],
  ];
  const found = values(stored);
  return values(reported).flatMap(([what, inReport], index) => {
    const now = found[index]?.[1] ?? '';
    return inReport === now ? [] : [{ what, inReport, found: now }];
  });
}

/** The verdict of the pack in one word: the reason of a refusal, the grade, or the level. */
function answerOf(verdict: Pick<Verdict, 'refused' | 'grade' | 'anomaly'>): string {
  const refusal = refusalOf(verdict);
  if (refusal !== undefined) return refusal.code;
  return verdict.grade?.title ?? verdict.anomaly?.levelTitle ?? '';
}
