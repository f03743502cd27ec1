/** From features to a verdict. */
import { usualLimit } from '../domain/agreed-verdict';
import type { ChangedRegion, UsedBaseline } from '../domain/baseline';
import { packOfExtent } from '../domain/close-look';
import type { GradeVerdict, InspectFault } from '../domain/inspection';
import type { Calibration, Pack } from '../domain/pack';
import type { Refusal } from '../domain/refusal';
import { fail, succeed, type Result } from '../domain/result';
import { gradeOf, gradeRefusal } from '../learning/grade';
import { changedRegions } from './baseline/changed';
import { compareWith, type Baseline, type Comparison } from './baseline/compare';
import { judgedBy } from './baseline/scene';
import type { Features } from './extract';
import { judgeAnomaly, type JudgedAnomaly } from './judge-anomaly';
import { measure, type PictureNumbers } from './measure';
import { preconditionValues, refusalBy } from './preconditions';
import type { UnpackedPack } from './unpack';

export interface JudgeOptions {
  /** Calibrated score (0–1) from which the picture is anomalous; 0.5 by default. */
  readonly limit?: number;
  /** Replaces constants of the pack's calibration: raw threshold of score and map, and softness. */
  readonly calibration?: Partial<Pick<Calibration, 'threshold' | 'mapThreshold' | 'softness' | 'softnessBelow'>>;
  /** Pictures of the same asset in its normal state; see "judged against pack and baselines". */
  readonly baselines?: readonly Baseline[];
  /** The picture is a baseline: a pack without any known picture refuses it, so that it can be stored, instead of failing. */
  readonly isBaseline?: boolean;
}

/** The result of judging one picture. A refused picture has neither grade nor anomaly verdict. */
export interface Judgement {
  readonly refused?: Refusal;
  readonly grade?: GradeVerdict;
  readonly anomaly?: JudgedAnomaly;
  readonly changed?: readonly ChangedRegion[];
  /** The baselines that the picture was compared with. */
  readonly baselines?: readonly UsedBaseline[];
}

/**
 * Judges the features of one picture. If a precondition is not met or a reject rule applies, the picture is refused: what the pack
 * does not understand must not be reported as clean. Faults: `pack-not-taught`, `pack-fault` if features and pack do not fit,
 * `network-failed` if a number is not finite.
 */
export function judge(
  features: Features,
  given: UnpackedPack,
  { limit = usualLimit, baselines = [], isBaseline = false }: JudgeOptions = {},
): Result<Judgement, InspectFault> {
  const unpacked = { ...given, pack: packOfExtent(given.pack) };
  const comparisons = compareWith(usable(baselines, features), features, unpacked.pack);
  if (isBaseline && isUntaught(unpacked) && comparisons.length === 0)
    return succeed({ refused: { code: 'first-baseline' } });
  const by = judgedBy(comparisons, unpacked);
  const numbers = usableNumbers(features, by, comparisons);
  if (!numbers.ok) return numbers;
  const used = usedBaselines(comparisons);
  const refused = refusalOf(features, unpacked, comparisons) ?? refusalByGrade(numbers.value, unpacked.pack);
  if (refused !== undefined) return succeed({ refused, ...used });
  const changed = changedRegions(features, comparisons, unpacked.pack);
  return succeed({ ...used, ...(changed && { changed }), ...answersOf(numbers.value, features, by.pack, limit) });
}

/** Grade and anomaly verdict, as far as the pack has them. */
function answersOf(
  { probabilities, anomaly }: PictureNumbers,
  { placement }: Features,
  pack: Pack,
  limit: number,
): Pick<Judgement, 'grade' | 'anomaly'> {
  return {
    ...(pack.grade && probabilities && { grade: gradeOf(probabilities, pack.grade) }),
    ...(pack.anomaly && anomaly && { anomaly: judgeAnomaly(anomaly, pack.anomaly, { pack, placement, limit }) }),
  };
}

/** Features of another network are not comparable. */
export function usable(baselines: readonly Baseline[], { networkSha256 }: Features): readonly Baseline[] {
  return baselines.filter(({ features }) => features.networkSha256 === networkSha256);
}

function usedBaselines(comparisons: readonly Comparison[]): Pick<Judgement, 'baselines'> {
  return comparisons.length === 0 ? {} : { baselines: comparisons.map(usedBaseline) };
}

function usedBaseline({ baseline, alignment }: Comparison): UsedBaseline {
  const { similarity, agreement, isAligned } = alignment;
  return { id: baseline.id, alignment: { isAligned, agreement, ...similarity } };
}

function refusalOf(
  { measures, cells, embedding }: Features,
  { pack, bank, head, taught }: UnpackedPack,
  comparisons: readonly Comparison[],
): Refusal | undefined {
  const baselines = comparisons.map((each) => each.bank);
  const known = { measures, cells, bank, baselines, embedding, head, taught };
  const ofBaselines = comparisons.map(({ baseline }) => baseline.features.measures);
  return refusalBy(pack, preconditionValues(pack, known), ofBaselines);
}

function refusalByGrade({ probabilities }: PictureNumbers, { grade }: Pack): Refusal | undefined {
  return grade && probabilities && gradeRefusal(probabilities, grade);
}

function usableNumbers(
  features: Features,
  unpacked: UnpackedPack,
  comparisons: readonly Comparison[],
): Result<PictureNumbers, InspectFault> {
  const { pack, networkSha256 } = unpacked;
  if (isUntaught(unpacked) && comparisons.length === 0) return fail({ kind: 'pack-not-taught', packId: pack.id });
  if (features.networkSha256 !== networkSha256) return fail(otherNetwork(features, networkSha256));
  const numbers = measure(features, unpacked, comparisons);
  if (!numbers.ok) return fail({ kind: 'pack-fault', fault: numbers.fault });
  return areFinite(numbers.value) ? numbers : fail({ kind: 'network-failed', detail: 'the result is not a number' });
}

/** Whether the memory bank of an anomaly pack is empty. */
export function isUntaught({ pack, bank }: UnpackedPack): boolean {
  return pack.anomaly !== undefined && bank === undefined;
}

/** The pack with the constants of `calibration` instead of those in the pack. */
export function recalibrated(unpacked: UnpackedPack, calibration: JudgeOptions['calibration']): UnpackedPack {
  const { anomaly } = unpacked.pack;
  if (calibration === undefined || anomaly === undefined) return unpacked;
  const changed = { ...anomaly, calibration: { ...anomaly.calibration, ...calibration } };
  return { ...unpacked, pack: { ...unpacked.pack, anomaly: changed } };
}

function otherNetwork(features: Features, networkSha256: string): InspectFault {
  const [wanted, found] = [`network ${networkSha256}`, `network ${features.networkSha256}`];
  return { kind: 'pack-fault', fault: { kind: 'wrong-shape', what: 'the features', wanted, found } };
}

/** Every comparison with NaN is false: it would silently lead to a verdict. */
function areFinite({ anomaly, probabilities }: PictureNumbers): boolean {
  return [...(anomaly === undefined ? [] : [anomaly.rawScore]), ...(probabilities ?? [])].every(Number.isFinite);
}
