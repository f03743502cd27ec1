/** What learning from corrections changes in a pack, read from its manifest. */
import type { PackParameters } from './learning-report';
import type { BankSource, Pack, PackAnomaly } from './pack';

/** The parameters of an anomaly pack that examples change. */
export function parametersOf({ bank, defects, calibration, severity }: PackAnomaly): PackParameters {
  const { threshold, falseAlarmRate, normalScores } = calibration;
  return {
    threshold,
    falseAlarmRate,
    isRateGuaranteed: defects === undefined && normalScores !== undefined,
    bands: severity.map(({ name, upTo }) => ({ name, upTo })),
    bankRows: bank.rows,
    exampleRows: exampleRows(bank.sources),
    defectRows: exampleRows(defects?.sources),
  };
}

function exampleRows(sources: readonly BankSource[] = []): number {
  return sources.reduce((sum, { kind, rows }) => sum + (kind === 'correction' ? rows : 0), 0);
}

/** The ids of the examples that a pack has learned, in this or an earlier version. Examples that needed no row are not among them. */
export function exampleIdsOf({ anomaly, taught }: Pack): readonly string[] {
  const sources = [...(anomaly?.bank.sources ?? []), ...(anomaly?.defects?.sources ?? [])];
  const inBanks = sources.map(({ example, lesson }) => example ?? lesson).filter((id) => id !== undefined);
  return [...inBanks, ...(taught?.levelExamples ?? []), ...(taught?.levelLessons ?? [])];
}

/** Whether the pack knows no normal picture yet: it learns no corrections, but can be taught with their pictures. */
export function isUntaught({ anomaly }: Pick<Pack, 'anomaly'>): boolean {
  return anomaly?.bank.rows === 0;
}
