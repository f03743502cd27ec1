/** What corrections taught. The same as `engine/learn/learning-numbers.ts` and `learning/defect-bank.ts`, in double precision. */
import { mapLoweringShare } from '../../domain/map-lowering-share';
import type { BankSource, MapSource, PackAnomaly } from '../../domain/pack';
import type { GraphBuilder } from '../graph-builder';
import { addAtLeast, toDouble, toSingle } from './arithmetic';
import { addDistances, addTopMean, addWeighted, type BankConstant } from './distances';

/** A pack that learned corrections: at least one of the two banks is there. */
export interface ExampleBankConstants {
  /** Rows of the bank that examples called normal. */
  readonly normal?: BankConstant;
  readonly faults?: BankConstant;
}

/** What the examples act on. All values are `[cells]`. */
export interface LearningTerms {
  readonly cells: string;
  readonly cellCount: number;
  /** Distances to the bank. */
  readonly distances: string;
  readonly anomaly: PackAnomaly;
  readonly banks: ExampleBankConstants;
  readonly ignored: string | undefined;
  /** True where a cell does not count: ignored, or under `countsFrom` of the pack's own map. */
  readonly leftOut: string | undefined;
  readonly map: { readonly values: string; readonly source: MapSource } | undefined;
}

interface LearnedNumbers {
  /** `[1, 1]` of double precision. */
  readonly raw: string;
  /** What the map shows, in raw units: `[cells]` of single precision. */
  readonly shown: string;
}

/** The places of the rows that examples added to a bank. */
export function exampleRows(sources: readonly BankSource[]): readonly number[] {
  const places: number[] = [];
  let next = 0;
  for (const { kind, rows } of sources) {
    if (kind === 'correction') places.push(...Array.from({ length: rows }, (_, row) => next + row));
    next += rows;
  }
  return places;
}

/** The numbers of a pack that learned from corrections: lowered by normal examples, then raised by faults. */
export function addLearned(builder: GraphBuilder, terms: LearningTerms): LearnedNumbers {
  const { distances, anomaly, map, leftOut } = terms;
  const { banks } = terms;
  const toExample = banks.normal && nearest(builder, terms, banks.normal);
  const toNormal = toExample === undefined ? distances : builder.add('Min', [distances, toExample]);
  const share = banks.faults && addFaultShare(builder, terms, toNormal, nearest(builder, terms, banks.faults));
  const raise = (value: string, scale: { readonly threshold: number; readonly softness: number }) =>
    share === undefined ? value : addRaised(builder, value, share, scale.threshold + scale.softness);
  if (map === undefined) {
    const { threshold, mapThreshold, softness } = anomaly.calibration;
    const scale = { threshold: Math.max(threshold, mapThreshold), softness };
    const values = raise(zeroWhere(builder, leftOut, toDouble(builder, toNormal)), scale);
    return { raw: addScore(builder, terms, values), shown: toSingle(builder, values) };
  }
  const { source } = map;
  const lowered = addLoweredMap(builder, toDouble(builder, map.values), toExample, { source, anomaly });
  const own = toDouble(builder, addWeighted(builder, toNormal, toSingle(builder, lowered), source));
  const values = raise(zeroWhere(builder, leftOut, own), anomaly.calibration);
  return { raw: addScore(builder, terms, values), shown: toSingle(builder, raise(lowered, source)) };
}

function nearest(builder: GraphBuilder, { cells }: LearningTerms, bank: BankConstant): string {
  return addDistances(builder, cells, bank, 1);
}

/** `1 − d / k` where the distance `d` to a fault is less than `k` to what is normal. A cell that the pack's map leaves out must be near to a fault. */
function addFaultShare(
  builder: GraphBuilder,
  { anomaly, ignored, leftOut, map }: LearningTerms,
  toNormal: string,
  toFault: string,
): string {
  const [normal, fault] = [toDouble(builder, toNormal), toDouble(builder, toFault)];
  const ratio = builder.add('Div', [fault, addAtLeast(builder, normal, 1e-300)]);
  const nearer = builder.add('Sub', [builder.doubles([], [1]), ratio]);
  const share = builder.add('Where', [builder.add('Less', [fault, normal]), nearer, builder.doubles([1], [0])]);
  if (map === undefined || leftOut === undefined) return zeroWhere(builder, ignored, share);
  const isNear = builder.add('Less', [fault, builder.doubles([], [anomaly.calibration.mapThreshold])]);
  const isUncounted = builder.add('And', [leftOut, builder.add('Not', [isNear])]);
  return zeroWhere(builder, ignored, zeroWhere(builder, isUncounted, share));
}

/** `value` raised by `share` of the way to `ceiling`, never lowered. */
function addRaised(builder: GraphBuilder, value: string, share: string, ceiling: number): string {
  const way = addAtLeast(builder, builder.add('Sub', [builder.doubles([], [ceiling]), value]), 0);
  return builder.add('Add', [value, builder.add('Mul', [share, way])]);
}

/** The pack's own map, lowered towards the value from which cells count, where a cell is like a normal example. */
function addLoweredMap(
  builder: GraphBuilder,
  map: string,
  toExample: string | undefined,
  { source, anomaly }: { readonly source: MapSource; readonly anomaly: PackAnomaly },
): string {
  if (toExample === undefined) return map;
  const reach = builder.doubles([], [mapLoweringShare * anomaly.calibration.mapThreshold]);
  const far = builder.add('Div', [toDouble(builder, toExample), reach]);
  const share = addAtLeast(builder, builder.add('Sub', [builder.doubles([], [1]), far]), 0);
  const above = addAtLeast(builder, builder.add('Sub', [map, builder.doubles([], [source.countsFrom])]), 0);
  return builder.add('Sub', [map, builder.add('Mul', [share, above])]);
}

/** Of the cells that count, or of all with 0 for the others, where that is higher: faults lower no score. */
function addScore(
  builder: GraphBuilder,
  { cellCount, anomaly: { score: rule }, ignored, leftOut }: LearningTerms,
  values: string,
): string {
  const single = toSingle(builder, values);
  const own = addTopMean(builder, single, { cells: cellCount, rule, leftOut });
  if (leftOut === ignored) return own;
  return builder.add('Max', [own, addTopMean(builder, single, { cells: cellCount, rule, leftOut: ignored })]);
}

function zeroWhere(builder: GraphBuilder, where: string | undefined, values: string): string {
  return where === undefined ? values : builder.add('Where', [where, builder.doubles([1], [0]), values]);
}
