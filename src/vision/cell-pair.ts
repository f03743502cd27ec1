/** How well the cells of two pictures agree, when those of one are placed on the other. */
import { outOfRange } from '../math/out-of-range';
import { stepOf, type CellGrid } from './cell-grid';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Column and row on the baseline's grid of each later cell; the centre of the first cell is at 0.5, 0.5. */
export interface CellPlaces {
  readonly column: Float64Array;
  readonly row: Float64Array;
}

/** Two grids of centred cells. */
export interface CellPair {
  readonly baseline: CellGrid;
  /** Where the later cells lie on the baseline. `map` takes a place of the later picture to one of the baseline. */
  placesOf(map: (place: Place) => Place): CellPlaces;
  /** Correlation with the cell under each place, moved by whole cells; −1 where too few later cells lie on the baseline. */
  nearestAgreement(places: CellPlaces, across: number, down: number): number;
  /** The same, with the baseline read bilinearly. */
  bilinearAgreement(places: CellPlaces): number;
}

/** Share of the later cells that must lie on the baseline. */
const leastOverlap = 0.45;
/** Keeps a division by nothing finite. */
const leastSquare = 1e-24;

/** Computes the dot products of all cells once; every agreement is a sum over them. */
export function createCellPair(later: CellGrid, baseline: CellGrid): CellPair {
  const dots = dotProducts(later, baseline);
  const squares = squaredLengths(later);
  const own = neighbourDots(baseline);
  const cells = later.columns * later.rows;
  const ownCells = baseline.columns * baseline.rows;

  function nearestAgreement({ column, row }: CellPlaces, across: number, down: number): number {
    let inside = 0;
    let sum = 0;
    let laterSquare = 0;
    let ownSquare = 0;
    for (let cell = 0; cell < cells; cell++) {
      const x = Math.floor((column[cell] ?? outOfRange()) + across);
      const y = Math.floor((row[cell] ?? outOfRange()) + down);
      if (x < 0 || x >= baseline.columns || y < 0 || y >= baseline.rows) continue;
      const at = y * baseline.columns + x;
      inside += 1;
      sum += dots[cell * ownCells + at] ?? outOfRange();
      laterSquare += squares[cell] ?? outOfRange();
      ownSquare += own.self[at] ?? outOfRange();
    }
    return inside < leastOverlap * cells ? -1 : correlation(sum, laterSquare, ownSquare);
  }

  function bilinearAgreement({ column, row }: CellPlaces): number {
    let inside = 0;
    let sum = 0;
    let laterSquare = 0;
    let ownSquare = 0;
    for (let cell = 0; cell < cells; cell++) {
      const x = column[cell] ?? outOfRange();
      const y = row[cell] ?? outOfRange();
      if (x < 0 || x >= baseline.columns || y < 0 || y >= baseline.rows) continue;
      const taps = tapsAt(x, y, baseline);
      inside += 1;
      laterSquare += squares[cell] ?? outOfRange();
      for (const { at, share } of taps) sum += share * (dots[cell * ownCells + at] ?? outOfRange());
      ownSquare += squareOf(taps, own);
    }
    return inside < leastOverlap * cells ? -1 : correlation(sum, laterSquare, ownSquare);
  }

  return { baseline, placesOf: (map) => placesOf(later, baseline, map), nearestAgreement, bilinearAgreement };
}

function correlation(sum: number, laterSquare: number, ownSquare: number): number {
  return sum / Math.sqrt(Math.max(laterSquare * ownSquare, leastSquare));
}

/** Where the cells of `later` lie on the grid of `baseline`. */
export function placesOf(later: CellGrid, baseline: CellGrid, map: (place: Place) => Place): CellPlaces {
  const cells = later.columns * later.rows;
  const places = { column: new Float64Array(cells), row: new Float64Array(cells) };
  const step = stepOf(later);
  for (let cell = 0; cell < cells; cell++) {
    const { x, y } = map({
      x: later.left + ((cell % later.columns) + 0.5) * step.x,
      y: later.top + (Math.floor(cell / later.columns) + 0.5) * step.y,
    });
    places.column[cell] = ((x - baseline.left) / baseline.width) * baseline.columns;
    places.row[cell] = ((y - baseline.top) / baseline.height) * baseline.rows;
  }
  return places;
}

function dotProducts(later: CellGrid, baseline: CellGrid): Float64Array {
  const [cells, ownCells] = [later.columns * later.rows, baseline.columns * baseline.rows];
  const dots = new Float64Array(cells * ownCells);
  for (let cell = 0; cell < cells; cell++) {
    for (let at = 0; at < ownCells; at++) dots[cell * ownCells + at] = dot(later, cell, baseline, at);
  }
  return dots;
}

function dot(a: CellGrid, cellOfA: number, b: CellGrid, cellOfB: number): number {
  const [fromA, fromB, { depth }] = [cellOfA * a.depth, cellOfB * b.depth, a];
  let sum = 0;
  for (let at = 0; at < depth; at++) sum += (a.data[fromA + at] ?? outOfRange()) * (b.data[fromB + at] ?? outOfRange());
  return sum;
}

function squaredLengths(grid: CellGrid): Float64Array {
  return Float64Array.from({ length: grid.columns * grid.rows }, (_, cell) => dot(grid, cell, grid, cell));
}

/** Dot products of each cell with itself and with its neighbours to the right and below. */
interface NeighbourDots {
  readonly columns: number;
  readonly self: Float64Array;
  /** By the difference of the two cells' numbers. */
  readonly byDifference: ReadonlyMap<number, Float64Array>;
}

function neighbourDots(grid: CellGrid): NeighbourDots {
  const cells = grid.columns * grid.rows;
  const withCell = (difference: number): Float64Array =>
    Float64Array.from({ length: cells }, (_, cell) =>
      cell + difference < cells ? dot(grid, cell, grid, cell + difference) : 0,
    );
  const differences = new Set([0, 1, grid.columns - 1, grid.columns, grid.columns + 1]);
  const byDifference = new Map([...differences].map((difference) => [difference, withCell(difference)]));
  return { columns: grid.columns, self: byDifference.get(0) ?? outOfRange(), byDifference };
}

interface GridTap {
  readonly at: number;
  readonly share: number;
}

/** The four cells around a place with their shares; edges are clamped. */
function tapsAt(column: number, row: number, { columns, rows }: CellGrid): readonly GridTap[] {
  const x = Math.min(columns - 1, Math.max(0, column - 0.5));
  const y = Math.min(rows - 1, Math.max(0, row - 0.5));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(left + 1, columns - 1), Math.min(top + 1, rows - 1)];
  const [across, down] = [x - left, y - top];
  return [
    { at: top * columns + left, share: (1 - across) * (1 - down) },
    { at: top * columns + right, share: across * (1 - down) },
    { at: bottom * columns + left, share: (1 - across) * down },
    { at: bottom * columns + right, share: across * down },
  ];
}

/** The squared length of the blend of four cells. */
function squareOf(taps: readonly GridTap[], { byDifference }: NeighbourDots): number {
  let sum = 0;
  for (const a of taps) {
    for (const b of taps) {
      const first = Math.min(a.at, b.at);
      const dots = byDifference.get(Math.abs(a.at - b.at)) ?? outOfRange();
      sum += a.share * b.share * (dots[first] ?? outOfRange());
    }
  }
  return sum;
}
