/** Distances to the memory bank, as in PatchCore (Roth et al. 2022) without its re-weighting. */
import { outOfRange } from '../math/out-of-range';

/** `rows × columns` numbers, row after row. */
export interface Vectors {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** A memory bank prepared for the search: double precision, with the squared length of each row. */
export interface MemoryBank {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
  readonly squares: Float64Array;
}

/** Prepares a bank, once per pack. Needs twice the bytes of the float32 rows. */
export function prepareBank({ rows, columns, data }: Vectors): MemoryBank {
  const wide = Float64Array.from(data);
  return { rows, columns, data: wide, squares: squaredLengths(wide, rows, columns) };
}

/** `neighbours`: the number of rows that a distance is the mean of. `leftOut`: 1 for each cell that is not measured. */
export interface SearchPlan {
  readonly neighbours: number;
  readonly leftOut: Uint8Array;
}

/**
 * For each cell the mean Euclidean distance to its `neighbours` nearest rows (all rows, if the bank has fewer); 0 for a cell
 * that is left out. Works on four cells at a time, so that it needs memory for a few rows only.
 */
export function bankDistances(cells: Vectors, bank: MemoryBank, { neighbours, leftOut }: SearchPlan): Float32Array {
  const distances = new Float32Array(cells.rows);
  const wanted = Array.from(distances.keys()).filter((cell) => leftOut[cell] !== 1);
  const rows = Math.min(neighbours, bank.rows);
  const nearest = Array.from({ length: chunkCells }, () => new Float64Array(rows));
  const chunk = new Float64Array(chunkCells * cells.columns);
  for (let first = 0; first < wanted.length; first += chunkCells) {
    const taken = wanted.slice(first, first + chunkCells);
    taken.forEach((cell, at) => chunk.set(rowOf(cells, cell), at * cells.columns));
    for (const list of nearest) list.fill(Infinity);
    searchChunk(chunk, bank, nearest);
    taken.forEach((cell, at) => (distances[cell] = meanRoot(nearest[at] ?? outOfRange())));
  }
  return distances;
}

/** A row or cell, and how far it is. */
export interface Nearest {
  /** Its number; −1 where there is none. */
  readonly at: number;
  readonly distance: number;
}

/** The row of the bank that is nearest to a cell; the first of equal ones. */
export function nearestRow(cells: Vectors, cell: number, bank: MemoryBank): Nearest {
  const vector = rowOf(cells, cell);
  let [nearest, at] = [Infinity, -1];
  for (let row = 0; row < bank.rows; row++) {
    let squared = 0;
    for (let column = 0; column < bank.columns && squared < nearest; column++) {
      squared += ((bank.data[row * bank.columns + column] ?? outOfRange()) - (vector[column] ?? outOfRange())) ** 2;
    }
    if (squared < nearest) [nearest, at] = [squared, row];
  }
  return { at, distance: Math.sqrt(nearest) };
}

function rowOf({ columns, data }: Vectors, row: number): Float32Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

const chunkCells = 4;

function squaredLengths(data: Float64Array, rows: number, columns: number): Float64Array {
  const squares = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++) sum += (data[at] ?? outOfRange()) ** 2;
    squares[row] = sum;
  }
  return squares;
}

/** Squared distances by `|c|² + |b|² − 2 c·b`: in double precision the error by cancellation is below 1e-7 of a length. */
function searchChunk(chunk: Float64Array, bank: MemoryBank, nearest: readonly Float64Array[]): void {
  const lengths = squaredLengths(chunk, chunkCells, bank.columns);
  const dots = new Float64Array(chunkCells);
  for (let row = 0; row < bank.rows; row++) {
    dotFour(chunk, bank.data, row * bank.columns, bank.columns, dots);
    for (let at = 0; at < chunkCells; at++) {
      const squared =
        (lengths[at] ?? outOfRange()) + (bank.squares[row] ?? outOfRange()) - 2 * (dots[at] ?? outOfRange());
      const list = nearest[at] ?? outOfRange();
      if (squared < (list[list.length - 1] ?? outOfRange())) insertSorted(list, Math.max(0, squared));
    }
  }
}

/** Four dot products at once: each bank number is read once for four cells. */
function dotFour(chunk: Float64Array, rows: Float64Array, from: number, columns: number, dots: Float64Array): void {
  let dot0 = 0;
  let dot1 = 0;
  let dot2 = 0;
  let dot3 = 0;
  for (let at = 0; at < columns; at++) {
    const value = rows[from + at] ?? outOfRange();
    dot0 += value * (chunk[at] ?? outOfRange());
    dot1 += value * (chunk[at + columns] ?? outOfRange());
    dot2 += value * (chunk[at + 2 * columns] ?? outOfRange());
    dot3 += value * (chunk[at + 3 * columns] ?? outOfRange());
  }
  dots[0] = dot0;
  dots[1] = dot1;
  dots[2] = dot2;
  dots[3] = dot3;
}

/** Inserts `value` into the rising `list`, whose last value is removed. */
function insertSorted(list: Float64Array, value: number): void {
  let at = list.length - 1;
  while (at > 0 && (list[at - 1] ?? outOfRange()) > value) {
    list[at] = list[at - 1] ?? outOfRange();
    at--;
  }
  list[at] = value;
}

function meanRoot(squared: Float64Array): number {
  return squared.reduce((sum, value) => sum + Math.sqrt(value), 0) / squared.length;
}
