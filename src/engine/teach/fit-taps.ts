/** The weights of the taps for a surface, where the base leaves the choice. Definition: `models/README.md`, "Weights chosen in teaching". */
import type { Pack, PatchRecipe } from '../../domain/pack';
import { without } from '../../domain/without';
import type { Vectors } from '../../learning/memory-bank';
import { spread, variety } from '../../learning/variety';
import { outOfRange } from '../../math/out-of-range';
import { openCells } from '../../learning/kept-cells';
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
}

/** The pack with weights for these normals; `known` saves the choice if it was made by the same ones. A pack with rows, or without a choice, stays as it is. */
export function fitTaps(pack: Pack, normals: readonly KeptFeatures[], known?: KnownWeights): FittedTaps {
  const { anomaly } = pack;
  const choice = anomaly?.patches.chosenWeights;
  if (anomaly === undefined || choice === undefined || anomaly.bank.rows > 0 || normals.length === 0) {
    return { pack, fit: (features) => features };
  }
  const { taps } = anomaly.patches;
  const tap = taps.findIndex(({ output }) => output === choice.measuredBy);
  const weights = known && areSame(known.normals, normals) ? known.weights : weightsFor(choice, tap, normals);
  const kept = taps.flatMap((tap, at) => {
    const weight = weights[at] ?? outOfRange();
    return weight > 0 ? [{ ...tap, weight }] : [];
  });
  const columns = choice.columns.reduce((sum, each, at) => sum + ((weights[at] ?? outOfRange()) > 0 ? each : 0), 0);
  const patches = { ...without(anomaly.patches, 'chosenWeights'), taps: kept };
  return {
    pack: { ...pack, anomaly: { ...anomaly, patches, bank: { ...anomaly.bank, columns } } },
    chosen: { normals, weights },
    fit: (features) =>
      features.cells === undefined ? features : { ...features, cells: weighted(features.cells, choice, weights) },
  };
}

function areSame(one: readonly KeptFeatures[], other: readonly KeptFeatures[]): boolean {
  return one.length === other.length && one.every((features, at) => features === other[at]);
}

function weightsFor(choice: ChosenWeights, tap: number, normals: readonly KeptFeatures[]): readonly number[] {
  const only = choice.columns.map((_, at) => Number(at === tap));
  const measured = spread(normals).map(({ cells }) => weighted(openCells(cells ?? outOfRange()), choice, only));
  const { limit, even, uneven, few } = choice;
  if (variety(measured) <= limit) return even;
  return few !== undefined && normals.length < few.below ? few.weights : uneven;
}

/** The columns of each tap times its weight; those of weight 0 are left out. */
function weighted(cells: Vectors, { columns: ofTaps }: ChosenWeights, weights: readonly number[]): Vectors {
  const factors = Float32Array.from(
    ofTaps.flatMap((count, at) => Array<number>(count).fill(weights[at] ?? outOfRange())),
  );
  const kept = Int32Array.from([...factors.keys()].filter((column) => (factors[column] ?? outOfRange()) > 0));
  const data = new Float32Array(cells.rows * kept.length);
  for (let row = 0; row < cells.rows; row++) {
    for (let at = 0; at < kept.length; at++) {
      const column = kept[at] ?? outOfRange();
      const value = cells.data[row * cells.columns + column] ?? outOfRange();
      data[row * kept.length + at] = (factors[column] ?? outOfRange()) * value;
    }
  }
  return { rows: cells.rows, columns: kept.length, data };
}
