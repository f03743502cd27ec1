/** The weights of the taps for a surface, where the base leaves the choice. Definition: `models/README.md`, "Weights chosen in teaching". */
import type { Pack, PatchRecipe } from '../../domain/pack';
import { without } from '../../domain/without';
import type { Vectors } from '../../learning/memory-bank';
import { spread, variety } from '../../learning/variety';
import { outOfRange } from '../../math/out-of-range';
import { openCells, type KeptCells } from '../../learning/kept-cells';
import { float32ToHalf, halvesToFloat32 } from '../../math/half';
import type { Features } from '../extract';
import type { KeptFeatures } from './anomaly-teaching';

type ChosenWeights = NonNullable<PatchRecipe['chosenWeights']>;

/** The weights that were chosen by these normals. */
export interface KnownWeights {
  readonly normals: readonly KeptFeatures[];
  readonly weights: readonly number[];
}

export interface FittedTaps {
  readonly pack: Pack;
  /** Absent where the pack leaves no choice. */
  readonly chosen?: KnownWeights;
  /** The features as the network of the fitted pack would give them. */
  readonly fit: (features: Features) => Features;
  /** The same of features that are kept, in their precision. */
  readonly fitKept: (features: KeptFeatures) => KeptFeatures;
}

/** The pack with weights for these normals; `known` saves the choice if it was made by the same ones. A pack with rows, or without a choice, stays as it is. */
export function fitTaps(pack: Pack, normals: readonly KeptFeatures[], known?: KnownWeights): FittedTaps {
  const { anomaly } = pack;
  const choice = anomaly?.patches.chosenWeights;
  if (anomaly === undefined || choice === undefined || anomaly.bank.rows > 0 || normals.length === 0) {
    return { pack, fit: (features) => features, fitKept: (features) => features };
  }
  const { taps } = anomaly.patches;
  const tap = taps.findIndex(({ output }) => output === choice.measuredBy);
  const weights = known && areSame(known.normals, normals) ? known.weights : weightsFor(choice, tap, normals);
  const weighting = weightingOf(choice, weights);
  const kept = taps.flatMap((tap, at) => {
    const weight = weights[at] ?? outOfRange();
    return weight > 0 ? [{ ...tap, weight }] : [];
  });
  const columns = choice.columns.reduce((sum, each, at) => sum + ((weights[at] ?? outOfRange()) > 0 ? each : 0), 0);
  const patches = { ...without(anomaly.patches, 'chosenWeights'), taps: kept };
  return {
    pack: { ...pack, anomaly: { ...anomaly, patches, bank: { ...anomaly.bank, columns } } },
    chosen: { normals, weights },
    fit: ({ cells, ...features }) => ({ ...features, ...(cells && { cells: weighting.plain(cells) }) }),
    fitKept: ({ cells, ...features }) => ({ ...features, ...(cells && { cells: weighting.kept(cells) }) }),
  };
}

function areSame(one: readonly KeptFeatures[], other: readonly KeptFeatures[]): boolean {
  return one.length === other.length && one.every((features, at) => features === other[at]);
}

function weightsFor(choice: ChosenWeights, tap: number, normals: readonly KeptFeatures[]): readonly number[] {
  const only = choice.columns.map((_, at) => Number(at === tap));
  const { kept } = weightingOf(choice, only);
  const measured = spread(normals).map(({ cells }) => openCells(kept(cells ?? outOfRange())));
  const { limit, even, uneven, few } = choice;
  if (variety(measured) <= limit) return even;
  return few !== undefined && normals.length < few.below ? few.weights : uneven;
}

interface Weighting {
  readonly plain: (cells: Vectors) => Vectors;
  readonly kept: (cells: KeptCells) => KeptCells;
}

/** The columns of each tap times its weight; those of weight 0 are left out. */
function weightingOf({ columns: ofTaps }: ChosenWeights, weights: readonly number[]): Weighting {
  const runs = runsOf(ofTaps, Float32Array.from(weights));
  const columns = runs.reduce((sum, { count }) => sum + count, 0);
  const plain = (cells: Vectors): Vectors => {
    const data = new Float32Array(cells.rows * columns);
    eachRun(cells, runs, (run, from, to) => multiply(cells.data, from, data, to, run));
    return { rows: cells.rows, columns, data };
  };
  let tables: ReadonlyMap<number, Uint16Array> | undefined;
  const ofHalves = (cells: KeptCells, halves: Uint16Array): KeptCells => {
    const products = (tables ??= new Map(runs.map(({ factor }) => [factor, halvesTimes(factor)])));
    const data = new Uint16Array(cells.rows * columns);
    eachRun(cells, runs, ({ factor, count }, from, to) =>
      lookUp(halves, from, data, to, { table: products.get(factor) ?? outOfRange(), count }),
    );
    return { rows: cells.rows, columns, data };
  };
  return {
    plain,
    kept: ({ data, ...size }) =>
      data instanceof Uint16Array ? ofHalves({ ...size, data }, data) : plain({ ...size, data }),
  };
}

/** Columns next to each other that are multiplied by one factor. */
interface Run {
  readonly first: number;
  readonly count: number;
  readonly factor: number;
}

function runsOf(ofTaps: readonly number[], factors: Float32Array): readonly Run[] {
  let first = 0;
  const runs = ofTaps.map((count, at) => {
    first += count;
    return { first: first - count, count, factor: factors[at] ?? outOfRange() };
  });
  return runs.filter(({ factor }) => factor > 0);
}

/** Calls `work` with where each run of each row begins, and where it is written. */
function eachRun(
  { rows, columns }: Omit<KeptCells, 'data'>,
  runs: readonly Run[],
  work: (run: Run, from: number, to: number) => void,
): void {
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (const run of runs) {
      work(run, row * columns + run.first, to);
      to += run.count;
    }
  }
}

function multiply(values: Float32Array, from: number, data: Float32Array, to: number, { count, factor }: Run): void {
  for (let at = 0; at < count; at++) data[to + at] = factor * (values[from + at] ?? outOfRange());
}

interface Products {
  readonly table: Uint16Array;
  readonly count: number;
}

function lookUp(halves: Uint16Array, from: number, data: Uint16Array, to: number, { table, count }: Products): void {
  for (let at = 0; at < count; at++) data[to + at] = table[halves[from + at] ?? outOfRange()] ?? outOfRange();
}

/** Half precision has so few numbers that each is multiplied and rounded once: the products, by the bits of the number. */
function halvesTimes(factor: number): Uint16Array {
  const all = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
  return float32ToHalf(halvesToFloat32(all).map((value) => factor * value));
}
