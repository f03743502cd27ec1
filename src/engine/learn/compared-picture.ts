/** A picture with its distances, which are lowered as rows are added: nothing is searched twice. */
import type { PictureCall } from '../../domain/learning-report';
import { usualLimit } from '../../domain/agreed-verdict';
import type { PackAnomaly } from '../../domain/pack';
import { without } from '../../domain/without';
import { calibratedScore, severityOf } from '../../learning/calibration';
import { bankDistances, prepareBank, type MemoryBank, type Vectors } from '../../learning/memory-bank';
import { smallest } from '../../learning/near-search';
import { outOfRange } from '../../math/out-of-range';
import { compareWith, jointDistances, type Comparison } from '../baseline/compare';
import { meanExcess } from '../baseline/excess';
import { judgedBy } from '../baseline/scene';
import type { Features } from '../extract';
import { usable } from '../judge';
import { countedCells, type AnomalyTerms } from '../measure';
import type { UnpackedPack } from '../unpack';
import type { ExamplePicture } from './learning-terms';
import {
  exampleScore,
  learningValues,
  type CellDistances,
  type CountedCells,
  type LearningValues,
} from './learning-numbers';

/** What a version measures on one picture alone. */
interface MeasuredPicture {
  readonly cells: Vectors;
  readonly counted: CountedCells;
  /** Of every cell that is not ignored. */
  readonly distances: Required<CellDistances>;
}

export interface ComparedPicture extends MeasuredPicture {
  readonly picture: ExamplePicture;
  /** The baselines that it is judged against, each measured alone: their excess depends on what the pack learns. */
  readonly baselines: readonly MeasuredPicture[];
  /** The pack knows nothing like its baselines, which alone say what is normal. */
  readonly isUnknownScene: boolean;
}

/** Measures the picture against what the base and its baselines know. `terms` are those of the extent. */
export function comparePicture(picture: ExamplePicture, base: UnpackedPack, terms: AnomalyTerms): ComparedPicture {
  const given = { ...base, pack: terms.pack };
  const { features, baselines = [] } = picture;
  const comparisons = compareWith(usable(baselines, features), features, terms.pack);
  const by = judgedBy(comparisons, given);
  const isUnknownScene = by.bank !== given.bank;
  const own = isUnknownScene ? { ...terms, anomaly: without(terms.anomaly, 'map') } : terms;
  return {
    ...{ picture, isUnknownScene },
    ...measured(features, by, own, comparisons),
    baselines: isUnknownScene ? [] : comparisons.map((each) => measured(each.baseline.features, by, terms, [])),
  };
}

function measured(
  features: Features,
  { bank, examples }: Pick<UnpackedPack, 'bank' | 'examples'>,
  terms: AnomalyTerms,
  comparisons: readonly Comparison[],
): MeasuredPicture {
  const cells = features.cells ?? outOfRange();
  const counted = countedCells(features, terms);
  const { neighbours } = terms.anomaly;
  const leftOut = counted.ignored;
  const to = (rows: MemoryBank | undefined): Float32Array =>
    rows === undefined
      ? new Float32Array(cells.rows).fill(Infinity)
      : bankDistances(cells, rows, { neighbours: 1, leftOut });
  const toExample = to(examples?.normal);
  const toNormal = smallest(cells.rows, [jointDistances(cells, bank, comparisons, { neighbours, leftOut }), toExample]);
  return { cells, counted, distances: { toNormal, toExample, toFault: to(examples?.faults) } };
}

/** The picture after `rows` were added to one of the banks; the same object where no distance became less. */
export function withAddedRows(compared: ComparedPicture, kind: 'normal' | 'fault', rows: Vectors): ComparedPicture {
  if (rows.rows === 0) return compared;
  // What is normal in an unknown scene is what its baselines show.
  const own = compared.isUnknownScene && kind === 'normal' ? compared : lowered(compared, kind, rows);
  const baselines = compared.baselines.map((each) => lowered(each, kind, rows));
  const isSame = own === compared && baselines.every((each, at) => each === compared.baselines[at]);
  return isSame ? compared : { ...own, baselines };
}

function lowered<Measured extends MeasuredPicture>(given: Measured, kind: 'normal' | 'fault', rows: Vectors): Measured {
  const { cells, counted, distances } = given;
  const added = bankDistances(cells, prepareBank(rows), { neighbours: 1, leftOut: counted.ignored });
  const least = (before: Float32Array): Float32Array => smallest(cells.rows, [before, added]);
  const { toNormal, toExample, toFault } = distances;
  const nearer = kind === 'fault' ? toFault : toExample;
  if (added.every((value, cell) => value >= (nearer[cell] ?? outOfRange()))) return given;
  const after =
    kind === 'fault'
      ? { toNormal, toExample, toFault: least(toFault) }
      : { toNormal: least(toNormal), toExample: least(toExample), toFault };
  return { ...given, distances: after };
}

/** The raw score of the picture, or of the cells that `outside` does not mark. */
export function scoreOf(compared: ComparedPicture, anomaly: PackAnomaly, outside?: Uint8Array): number {
  const by = anomalyOf(compared, anomaly);
  return (
    exampleScore(valuesOf(compared, anomaly), compared.counted, by, outside) - excessOfBaselines(compared, anomaly)
  );
}

/** The value of each cell, and the pack's own map, after the examples. */
export function valuesOf(compared: ComparedPicture, anomaly: PackAnomaly): LearningValues {
  const { distances, counted } = compared;
  return learningValues(distances, counted, anomalyOf(compared, anomaly), excessOfBaselines(compared, anomaly));
}

/** The part of the pack by which the picture is judged: in an unknown scene its own map says nothing. */
export function anomalyOf({ isUnknownScene }: ComparedPicture, anomaly: PackAnomaly): PackAnomaly {
  return isUnknownScene ? without(anomaly, 'map') : anomaly;
}

function excessOfBaselines({ baselines }: ComparedPicture, anomaly: PackAnomaly): number {
  const scores = baselines.map(({ distances, counted }) =>
    exampleScore(learningValues(distances, counted, anomaly), counted, anomaly),
  );
  return meanExcess(scores, anomaly.calibration);
}

/** What the pack says of the picture. */
export function callOf(compared: ComparedPicture, anomaly: PackAnomaly): PictureCall {
  const rawScore = scoreOf(compared, anomaly);
  const score = calibratedScore(rawScore, anomaly.calibration);
  return { rawScore, score, isAnomalous: score >= usualLimit, level: severityOf(score, anomaly.severity).name };
}
