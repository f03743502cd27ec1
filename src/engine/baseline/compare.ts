/** Compares the features of a picture with those of the baseline pictures of its asset. */
import type { Pack } from '../../domain/pack';
import { bankDistances, prepareBank, type MemoryBank, type Vectors } from '../../learning/memory-bank';
import { incomparableCells, nearDistances, smallest, type BaselineCells } from '../../learning/near-search';
import { outOfRange } from '../../math/out-of-range';
import { align, onBaseline, type Alignment } from '../../vision/align';
import type { CellGrid } from '../../vision/cell-grid';
import { placesOf, type CellPlaces } from '../../vision/cell-pair';
import type { Features, Placement } from '../extract';

/** A baseline picture: its features, by the same pack, and the id of its record. */
export interface Baseline {
  readonly id: string;
  readonly features: Features;
}

/** What comparing a picture with one baseline has found. */
export interface Comparison {
  readonly baseline: Baseline;
  readonly alignment: Alignment;
  /** All cells of the baseline, to be searched wherever they lie. */
  readonly bank: MemoryBank;
  /** Distance of each cell to the baseline near its place, `Infinity` without a counterpart; absent where the two are not aligned. */
  readonly near?: Float32Array;
  /** 1 for each cell without a counterpart only because one of the two lies at the border of its picture. */
  readonly atBorder?: Uint8Array;
  /** Where each cell lies on the baseline's grid; absent where the two are not aligned. */
  readonly places?: CellPlaces;
}

/** A comparison with each baseline. Baselines without cells are skipped. */
export function compareWith(baselines: readonly Baseline[], features: Features, pack: Pack): readonly Comparison[] {
  const { cells } = features;
  const later = gridOf(features, pack);
  if (later === undefined || cells === undefined) return [];
  return baselines.flatMap((baseline) => {
    const grid = gridOf(baseline.features, pack);
    const own = baseline.features.cells;
    if (grid === undefined || own === undefined) return [];
    const alignment = align(later, grid);
    const places = placesOf(later, grid, (place) => onBaseline(alignment.similarity, place));
    const near = alignment.isAligned && nearPart(cells, later, places, { ...grid, cells: own });
    return [{ baseline, alignment, bank: prepareBank(own), ...near }];
  });
}

function nearPart(
  cells: Vectors,
  later: CellGrid,
  places: CellPlaces,
  baseline: BaselineCells,
): Required<Pick<Comparison, 'near' | 'atBorder' | 'places'>> {
  const atBorder = incomparableCells(later, places, baseline);
  const near = nearDistances(cells, places, baseline).map((value, cell) => (atBorder[cell] === 1 ? Infinity : value));
  return { near, atBorder, places };
}

/** Which cells are measured. */
interface MeasurePlan {
  readonly neighbours: number;
  readonly leftOut: Uint8Array;
}

/**
 * [Note: judged against pack and baselines] The distance of a cell is the smallest of: its distance to the pack's bank; for each aligned
 * baseline its distance to the cells near its place; for each other baseline its distance to the nearest cell anywhere. A cell without a
 * counterpart on an aligned baseline is compared with the pack's bank; if the bank is empty, with the baseline's cells anywhere, or not at
 * all where it has none only because of the border.
 */
export function jointDistances(
  cells: Vectors,
  bank: MemoryBank | undefined,
  comparisons: readonly Comparison[],
  plan: MeasurePlan,
): Float32Array {
  const found = comparisons.map((comparison) => baselineDistances(cells, comparison, bank === undefined, plan));
  const known = bank === undefined ? [] : [bankDistances(cells, bank, plan)];
  return smallest(cells.rows, [...known, ...found]).map((value, cell) => (plan.leftOut[cell] === 1 ? 0 : value));
}

function baselineDistances(
  cells: Vectors,
  { bank, near, atBorder }: Comparison,
  isAlone: boolean,
  { leftOut }: MeasurePlan,
): Float32Array {
  if (near === undefined) return bankDistances(cells, bank, { neighbours: 1, leftOut });
  if (!isAlone || near.every((value) => value < Infinity)) return near;
  const counted = leftOut.map((is, cell) => (is === 1 || (near[cell] ?? outOfRange()) < Infinity ? 1 : 0));
  const anywhere = bankDistances(cells, bank, { neighbours: 1, leftOut: counted });
  return near.map((value, cell) => {
    if (value < Infinity) return value;
    return atBorder?.[cell] === 1 ? 0 : (anywhere[cell] ?? outOfRange());
  });
}

/** The cells with their place on the original picture. */
function gridOf({ cells, placement }: Features, { anomaly, input }: Pack): CellGrid | undefined {
  if (anomaly === undefined || cells === undefined) return undefined;
  const { width: columns, height: rows } = anomaly.patches.grid;
  const frame = frameOf(placement, { width: input.widthPx, height: input.heightPx });
  return { columns, rows, depth: cells.columns, data: cells.data, ...frame };
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the network's input lies on the picture, in units of the longer side of the picture from its centre. */
function frameOf({ plan: { source, target }, picture }: Placement, input: { width: number; height: number }): Frame {
  const longer = Math.max(picture.width, picture.height);
  const across = source.width / target.width / longer;
  const down = source.height / target.height / longer;
  return {
    left: (source.x - picture.width / 2) / longer - target.x * across,
    top: (source.y - picture.height / 2) / longer - target.y * down,
    width: input.width * across,
    height: input.height * down,
  };
}
