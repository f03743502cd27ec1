/** Moves threshold and severity limits to agree with what people stated, no farther than needed. Rule LRN-8 in `docs/spec/learning.md`. */
import type { SaidOfPicture } from '../domain/example';
import { usualLimit } from '../domain/agreed-verdict';
import type { Calibration, SeverityBand } from '../domain/pack';
import { calibratedScore } from './calibration';
import { conformalP } from './conformal';
import { outOfRange } from '../math/out-of-range';

/** A picture with its raw score and what a person stated for it. */
export interface SaidScore {
  readonly rawScore: number;
  readonly said: SaidOfPicture;
}

/** The farthest that one version moves the threshold, in softnesses, and a severity limit. */
const farthest = { threshold: 0.5, limit: 0.15 } as const;

/** Just above a score, as a share of it. */
const justAbove = 1e-6;

/**
 * The threshold with the fewest pictures on the wrong side among the present one and the scores within half a softness of it; of equal ones
 * the nearest. No picture that people call a fault falls under it that was over it.
 */
export function movedThreshold(pictures: readonly SaidScore[], { threshold, softness }: Calibration): number {
  const faults = pictures.filter(({ said }) => said.isAnomalous).map(({ rawScore }) => rawScore);
  const normals = pictures.filter(({ said }) => !said.isAnomalous).map(({ rawScore }) => rawScore);
  const found = faults.filter((raw) => raw >= threshold);
  const allowed = [...faults, ...normals.map((raw) => raw * (1 + justAbove))].filter(
    (raw) => Math.abs(raw - threshold) <= farthest.threshold * softness && found.every((own) => own >= raw),
  );
  const wrongAt = (at: number): number =>
    faults.filter((raw) => raw < at).length + normals.filter((raw) => raw >= at).length;
  return best(threshold, allowed, wrongAt);
}

/** The false-alarm rate of a threshold, from the scores of the normals; the stated one where the pack does not have them. */
export function rateAt(threshold: number, { normalScores = [], falseAlarmRate }: Calibration): number {
  return normalScores.length === 0 ? falseAlarmRate : conformalP(threshold, normalScores);
}

/** The bands with each limit, except the one at the threshold, where the fewest pictures have another level than people stated. */
export function movedBands(
  pictures: readonly SaidScore[],
  bands: readonly SeverityBand[],
  calibration: Calibration,
): readonly SeverityBand[] {
  const rankOf = (level: string): number => bands.findIndex(({ name }) => name === level);
  const scored = pictures
    .map(({ rawScore, said }) => ({ score: calibratedScore(rawScore, calibration), rank: rankOf(said.level) }))
    .filter(({ rank }) => rank >= 0);
  return bands.reduce<readonly SeverityBand[]>((moved, band, at) => {
    if (at === bands.length - 1 || band.upTo === usualLimit) return moved;
    return moved.map((each, other) => (other === at ? { ...each, upTo: movedLimit(scored, moved, at) } : each));
  }, bands);
}

interface RankedScore {
  readonly score: number;
  readonly rank: number;
}

function movedLimit(pictures: readonly RankedScore[], bands: readonly SeverityBand[], at: number): number {
  const limit = (bands[at] ?? outOfRange()).upTo;
  const [low, high] = roomOf(bands, at);
  const wrongAt = (upTo: number): number => pictures.filter(({ score, rank }) => score <= upTo !== rank <= at).length;
  const allowed = pictures
    .map(({ score, rank }) => (rank <= at ? score : score - justAbove))
    .filter((upTo) => Math.abs(upTo - limit) <= farthest.limit && upTo > low && upTo < high);
  return best(limit, allowed, wrongAt);
}

/** Between its neighbours, and on its side of the threshold. */
function roomOf(bands: readonly SeverityBand[], at: number): readonly [low: number, high: number] {
  const limit = (bands[at] ?? outOfRange()).upTo;
  const below = at === 0 ? 0 : (bands[at - 1] ?? outOfRange()).upTo;
  const above = (bands[at + 1] ?? outOfRange()).upTo;
  return limit < usualLimit ? [below, Math.min(above, usualLimit)] : [Math.max(below, usualLimit), above];
}

/** The value with the least cost, of equal ones the nearest to `present`. */
function best(present: number, others: readonly number[], costOf: (value: number) => number): number {
  return [present, ...others]
    .map((value) => ({ value, cost: costOf(value), move: Math.abs(value - present) }))
    .reduce((least, each) =>
      each.cost < least.cost || (each.cost === least.cost && each.move < least.move) ? each : least,
    ).value;
}
