/** Dense matrices in double precision, row after row. */
import type { InParts } from './in-parts';
import { outOfRange } from './out-of-range';

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix whose element is `value(row, column)`. */
export function matrixOf(rows: number, columns: number, value: (row: number, column: number) => number): Matrix {
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) data[row * columns + column] = value(row, column);
  }
  return { rows, columns, data };
}

/** A view of one row. */
export function rowOf({ columns, data }: Matrix, row: number): Float64Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

/** The sum of the products of two vectors of one length. */
export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? outOfRange()) * (other[at] ?? outOfRange());
  return sum;
}

/** Adds `factor · other` to `one`. */
export function addScaled(one: Float64Array, other: Float64Array, factor: number): void {
  for (let at = 0; at < one.length; at++) one[at] = (one[at] ?? outOfRange()) + factor * (other[at] ?? outOfRange());
}

/** `one · otherᵀ`: the products of every row of `one` with every row of `other`. */
export function* rowProducts(one: Matrix, other: Matrix): InParts<Matrix> {
  const products = new Float64Array(one.rows * other.rows);
  for (let row = 0; row < one.rows; row++) {
    rowProductsInto(products, one, row, other);
    yield other.data.length;
  }
  return { rows: one.rows, columns: other.rows, data: products };
}

/** Four products at once: each number of the row is read once for four others. */
function rowProductsInto(products: Float64Array, one: Matrix, row: number, other: Matrix): void {
  const mine = rowOf(one, row);
  const { columns, data } = other;
  const base = row * other.rows;
  let second = 0;
  for (; second + 3 < other.rows; second += 4) {
    const from = second * columns;
    let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
    for (let at = 0; at < columns; at++) {
      const value = mine[at] ?? outOfRange();
      sum0 += value * (data[from + at] ?? outOfRange());
      sum1 += value * (data[from + columns + at] ?? outOfRange());
      sum2 += value * (data[from + 2 * columns + at] ?? outOfRange());
      sum3 += value * (data[from + 3 * columns + at] ?? outOfRange());
    }
    products.set([sum0, sum1, sum2, sum3], base + second);
  }
  for (; second < other.rows; second++) products[base + second] = dot(mine, rowOf(other, second));
}

/** Rows and columns exchanged. */
export function transposed({ rows, columns, data }: Matrix): Matrix {
  return matrixOf(columns, rows, (row, column) => data[column * columns + row] ?? outOfRange());
}

/** `one · other`. */
export function* product(one: Matrix, other: Matrix): InParts<Matrix> {
  const data = new Float64Array(one.rows * other.columns);
  const found = { rows: one.rows, columns: other.columns, data };
  for (let row = 0; row < one.rows; row++) {
    const mine = rowOf(one, row);
    const target = rowOf(found, row);
    for (let at = 0; at < mine.length; at++) addScaled(target, rowOf(other, at), mine[at] ?? outOfRange());
    yield other.data.length;
  }
  return found;
}
