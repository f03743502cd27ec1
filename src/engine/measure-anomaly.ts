/** From the network's dense outputs to distances, the pack's own map and the raw score. */
import type { MapSource, Pack, PackFault, PatchRecipe } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { rawScore } from '../learning/calibration';
import { bankDistances, type Vectors } from '../learning/memory-bank';
import { patchCells } from '../learning/patch-cells';
import { outOfRange } from '../math/out-of-range';
import type { FitPlan } from '../vision/fit';
import { ignoredCells } from './ignored-cells';
import { mapOutput, tapOutputs, type NetworkOutputs } from './network-outputs';
import type { PackParts } from './ready-pack';

/** What the cells of the grid say of one picture. */
export interface AnomalyNumbers {
  /** To the memory bank, one per cell; 0, and not measured, where a cell does not count in the score. */
  readonly distances: Float32Array;
  readonly raw: number;
  /** Raw values of the pack's own map, one per cell; absent where the distances are the map. */
  readonly places?: Float32Array;
  /** What the map's kinds say, a row per cell and a column per kind; absent where it has none. */
  readonly kinds?: Vectors;
}

/** Where the network looked: needed to find the cells that the pack ignores. */
export interface Viewed {
  readonly plan: FitPlan;
  readonly picture: { readonly width: number; readonly height: number };
}

/** The numbers behind an anomaly verdict; nothing where the pack has no such part. */
export function measureAnomaly(
  outputs: NetworkOutputs,
  { pack, bank }: PackParts,
  viewed: Viewed,
): Result<AnomalyNumbers | undefined, PackFault> {
  if (pack.anomaly === undefined || bank === undefined) return succeed(undefined);
  const { patches, neighbours, score, map } = pack.anomaly;
  const cells = measureCells(outputs, { pack, patches }, bank.columns);
  if (!cells.ok) return cells;
  const ignored = ignoredCells(pack.anomaly, { width: pack.input.widthPx, height: pack.input.heightPx }, viewed);
  if (map === undefined) {
    const distances = bankDistances(cells.value, bank, { neighbours, leftOut: ignored });
    return succeed({ distances, raw: rawScore(distances, ignored, score) });
  }
  const values = measureMap(outputs, map, { pack, patches });
  if (!values.ok) return values;
  const places = highest(values.value);
  const leftOut = ignored.map((is, cell) => (is === 1 || (places[cell] ?? outOfRange()) < map.countsFrom ? 1 : 0));
  const distances = bankDistances(cells.value, bank, { neighbours, leftOut });
  return succeed({
    distances,
    raw: rawScore(weighed(distances, places, map), leftOut, score),
    places: places.map((place, cell) => (ignored[cell] === 1 ? -Infinity : place)),
    ...(map.kinds === undefined ? {} : { kinds: values.value }),
  });
}

/** A pack that detects anomalies, and how it makes its cells. */
interface CellMaker {
  readonly pack: Pack;
  readonly patches: PatchRecipe;
}

/** The cells' vectors, which must have as many columns as the bank. */
function measureCells(
  outputs: NetworkOutputs,
  { pack, patches }: CellMaker,
  columns: number,
): Result<Vectors, PackFault> {
  const taps = tapOutputs(outputs, pack);
  if (!taps.ok) return taps;
  const cells = patchCells(taps.value, patches);
  if (cells.columns === columns) return succeed(cells);
  return fail({
    kind: 'wrong-shape',
    what: 'the memory bank',
    wanted: `${cells.columns} columns, as the taps have channels`,
    found: `${columns} columns`,
  });
}

/** The raw values of the pack's own map: a row per cell, a column per channel. */
function measureMap(outputs: NetworkOutputs, map: MapSource, { pack, patches }: CellMaker): Result<Vectors, PackFault> {
  const found = mapOutput(outputs, map, pack);
  if (!found.ok) return found;
  const taps = [{ output: map.output, neighbourhood: 1, norm: 'none', weight: 1 }] as const;
  return succeed(patchCells([found.value], { taps, grid: patches.grid }));
}

/** The highest number of each row. */
function highest({ rows, columns, data }: Vectors): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) =>
    Math.max(...data.subarray(row * columns, (row + 1) * columns)),
  );
}

/** What each cell is worth in the score. */
function weighed(distances: Float32Array, places: Float32Array, { countsFrom, weight = 0 }: MapSource): Float32Array {
  return distances.map((distance, cell) => distance + weight * ((places[cell] ?? outOfRange()) - countsFrom));
}
