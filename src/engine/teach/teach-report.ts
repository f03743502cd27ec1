import type { AnomalyTeachReport, LeftOutScore, LookResult, TeachQuality } from '../../domain/anomaly-teaching';
import type { Calibration } from '../../domain/pack';
import { calibratedScore } from '../../learning/calibration';
import { betterRates, conformalP } from '../../learning/conformal';
import { auroc } from '../../learning/metrics';
import { quantile } from '../../math/quantile';
import { outOfRange } from '../../math/out-of-range';
import type { ScoredTeaching } from './left-out';
import type { AnomalyTeaching } from './anomaly-teaching';
import { separationOf } from './separation';

/** What a teaching measured. */
export function reportOf(
  { options, pictures, golden, compared }: AnomalyTeaching,
  scored: ScoredTeaching,
  calibration: Calibration,
): AnomalyTeachReport {
  const scores = scoresOf(pictures, scored, calibration);
  const quality = qualityOf(scores, calibration.threshold);
  const { falseAlarmRate, threshold, placedBy = 'conformal', normals } = calibration;
  return {
    seed: options.seed,
    normals,
    faulty: scored.faulty.length,
    falseAlarmRate,
    placedBy,
    more: betterRates(normals),
    threshold,
    bankRows: scored.bank.rows.rows,
    ...(golden.tiles && { tiles: golden.tiles }),
    looks: compared ?? [lookResult(scored, golden.tiles)],
    scores,
    ...(quality && { quality }),
  };
}

/** Scores in the order of the pictures. */
function scoresOf(
  pictures: AnomalyTeaching['pictures'],
  { normals, faulty }: ScoredTeaching,
  calibration: Calibration,
): readonly LeftOutScore[] {
  const left = { normal: [...normals], faulty: [...faulty] };
  return pictures.map(({ name, role }) => {
    const { rawScore } = left[role].shift() ?? outOfRange();
    const pValue = conformalP(rawScore, calibration.normalScores ?? []);
    return { name, role, rawScore, score: calibratedScore(rawScore, calibration), pValue };
  });
}

function qualityOf(scores: readonly LeftOutScore[], threshold: number): TeachQuality | undefined {
  const cases = scores.map(({ rawScore, role }) => ({
    score: rawScore,
    isAnomalous: role === 'faulty',
    isCalled: rawScore >= threshold,
  }));
  if (!cases.some(({ isAnomalous }) => isAnomalous)) return undefined;
  const named = (isWrong: (score: LeftOutScore) => boolean) => scores.filter(isWrong).map(({ name }) => name);
  return {
    ...separationOf(cases),
    missed: named(({ role, rawScore }) => role === 'faulty' && rawScore < threshold),
    falseAlarms: named(({ role, rawScore }) => role === 'normal' && rawScore >= threshold),
  };
}

/** How well a look separates the pictures, for the comparison. */
export function lookResult({ normals, faulty }: ScoredTeaching, tiles: LookResult['tiles']): LookResult {
  const raw = Float32Array.from(normals, ({ rawScore }) => rawScore);
  const median = quantile(raw, 0.5);
  const cases = [
    ...normals.map(({ rawScore }) => ({ score: rawScore, isAnomalous: false })),
    ...faulty.map(({ rawScore }) => ({ score: rawScore, isAnomalous: true })),
  ];
  return {
    ...(tiles && { tiles }),
    spread: median > 0 ? quantile(raw, 1) / median - 1 : 0,
    ...(faulty.length > 0 && { auroc: auroc(cases) }),
  };
}
