/** What learning from corrections changes in a pack, read from its manifest. */
import type { PackParameters } from './lesson-report';
import type { BankSource, Pack, PackAnomaly } from './pack';

/** The parameters of an anomaly pack that lessons change. */
export function parametersOf({ bank, defects, calibration, severity }: PackAnomaly): PackParameters {
  const { threshold, falseAlarmRate, normalScores } = calibration;
  return {
    threshold,
    falseAlarmRate,
    isRateGuaranteed: defects === undefined && normalScores !== undefined,
    bands: severity.map(({ name, upTo }) => ({ name, upTo })),
    bankRows: bank.rows,
    lessonRows: lessonRows(bank.sources),
    defectRows: lessonRows(defects?.sources),
  };
}

function lessonRows(sources: readonly BankSource[] = []): number {
  return sources.reduce((sum, { kind, rows }) => sum + (kind === 'correction' ? rows : 0), 0);
}

/** The ids of the lessons that a pack has learned, in this or an earlier version. Lessons that needed no row are not among them. */
export function lessonIdsOf({ anomaly, taught }: Pack): readonly string[] {
  const sources = [...(anomaly?.bank.sources ?? []), ...(anomaly?.defects?.sources ?? [])];
  return [...sources.flatMap(({ lesson }) => (lesson === undefined ? [] : [lesson])), ...(taught?.levelLessons ?? [])];
}
