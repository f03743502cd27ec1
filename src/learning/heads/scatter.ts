/** Systems of a regularised scatter `RᵀR + ridge·I`, in whichever space is smaller: that of the pictures or that of the columns. */
import { cholesky, solveCholesky } from '../../math/cholesky';
import type { InParts } from '../../math/in-parts';
import { product, rowProducts, transposed, type Matrix } from '../../math/matrix';
import { outOfRange } from '../../math/out-of-range';

/** The inner products of `rows`, computed once for several ridges. */
export interface Scatter {
  readonly rows: Matrix;
  /** Of the columns where there are fewer of them than pictures, else of the pictures. */
  readonly inner: Matrix;
  readonly isOfColumns: boolean;
}

export function* scatterOf(rows: Matrix): InParts<Scatter> {
  const isOfColumns = rows.columns <= rows.rows;
  const side = isOfColumns ? transposed(rows) : rows;
  return { rows, inner: yield* rowProducts(side, side), isOfColumns };
}

/** Solves `(RᵀR + ridge·I) · x = vector` for each row of `vectors`. */
export function* solveScatter({ rows, inner, isOfColumns }: Scatter, ridge: number, vectors: Matrix): InParts<Matrix> {
  const lower = yield* cholesky(withRidge(inner, ridge));
  if (isOfColumns) return yield* solveCholesky(lower, vectors);
  const dual = yield* solveCholesky(lower, yield* rowProducts(vectors, rows));
  const explained = yield* product(dual, rows);
  return {
    ...vectors,
    data: vectors.data.map((value, at) => (value - (explained.data[at] ?? outOfRange())) / ridge),
  };
}

function withRidge({ rows, columns, data }: Matrix, ridge: number): Matrix {
  const raised = data.slice();
  for (let at = 0; at < rows; at++) raised[at * columns + at] = (raised[at * columns + at] ?? outOfRange()) + ridge;
  return { rows, columns, data: raised };
}
