/** Systems of a symmetric, positive definite matrix. Source: Golub and Van Loan, Matrix Computations, section 4.2. */
import type { InParts } from './in-parts';
import { addScaled, dot, rowOf, type Matrix } from './matrix';
import { outOfRange } from './out-of-range';

/** The lower triangle L with `L · Lᵀ = matrix`. Throws a RangeError if the matrix is not positive definite. */
export function* cholesky(matrix: Matrix): InParts<Matrix> {
  const size = matrix.rows;
  const lower: Matrix = { rows: size, columns: size, data: matrix.data.slice() };
  for (let row = 0; row < size; row++) {
    const mine = rowOf(lower, row);
    for (let column = 0; column < row; column++) {
      const other = rowOf(lower, column);
      const rest = (mine[column] ?? outOfRange()) - dot(mine.subarray(0, column), other.subarray(0, column));
      mine[column] = rest / (other[column] ?? outOfRange());
    }
    const square = (mine[row] ?? outOfRange()) - dot(mine.subarray(0, row), mine.subarray(0, row));
    if (!(square > 0)) throw new RangeError('the matrix is not positive definite');
    mine[row] = Math.sqrt(square);
    mine.fill(0, row + 1);
    yield (row * row) / 2;
  }
  return lower;
}

/** Solves `L · Lᵀ · x = value` for each row of `values`. `lower` comes from `cholesky`. */
export function* solveCholesky(lower: Matrix, values: Matrix): InParts<Matrix> {
  const solved: Matrix = { ...values, data: values.data.slice() };
  for (let row = 0; row < values.rows; row++) {
    solveRow(lower, rowOf(solved, row));
    yield lower.data.length;
  }
  return solved;
}

function solveRow(lower: Matrix, value: Float64Array): void {
  const size = lower.rows;
  for (let at = 0; at < size; at++) {
    const mine = rowOf(lower, at);
    const rest = (value[at] ?? outOfRange()) - dot(mine.subarray(0, at), value.subarray(0, at));
    value[at] = rest / (mine[at] ?? outOfRange());
  }
  for (let at = size - 1; at >= 0; at--) {
    const mine = rowOf(lower, at);
    const solved = (value[at] ?? outOfRange()) / (mine[at] ?? outOfRange());
    value[at] = solved;
    addScaled(value.subarray(0, at), mine.subarray(0, at), -solved);
  }
}
