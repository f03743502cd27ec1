/** The parameters of a pack that learning from corrections changes. */
import type { PackParameters } from './lesson-report';
import type { Pack } from './pack';

/** Undefined for a pack that only grades. */
export function parametersOf({ anomaly }: Pack): PackParameters | undefined {
  if (anomaly === undefined) return undefined;
  const { bank, calibration, severity } = anomaly;
  const lessons = (bank.sources ?? []).filter(({ kind }) => kind === 'correction');
  return {
    threshold: calibration.threshold,
    falseAlarmRate: calibration.falseAlarmRate,
    isRateGuaranteed: true,
    bands: severity.map(({ name, upTo }) => ({ name, upTo })),
    bankRows: bank.rows,
    lessonRows: lessons.reduce((sum, { rows }) => sum + rows, 0),
    defectRows: 0,
  };
}
