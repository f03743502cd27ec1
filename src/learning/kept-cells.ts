/** Cells of many pictures in memory at once, in the precision of the bank that is made of them. */
import { float32ToHalf, halvesToFloat32 } from '../math/half';
import type { Vectors } from './memory-bank';

/** Vectors, or the same in half precision: `Uint16Array`. */
export interface KeptCells {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array | Uint16Array;
}

/** The cells, rounded to half precision where the bank has it. */
export function keepCells(cells: Vectors, type: 'float32' | 'float16'): KeptCells {
  return type === 'float16' ? { ...cells, data: float32ToHalf(cells.data) } : cells;
}

/** The cells as numbers for computing. */
export function openCells({ rows, columns, data }: KeptCells): Vectors {
  return { rows, columns, data: data instanceof Uint16Array ? halvesToFloat32(data) : data };
}

/** Like `openCells`, for one picture after another: the cells are valid until the next call, because new memory for each would pile up before it is freed. */
export function cellOpener(): (kept: KeptCells) => Vectors {
  let scratch = new Float32Array();
  return ({ rows, columns, data }) => {
    if (!(data instanceof Uint16Array)) return { rows, columns, data };
    if (scratch.length !== data.length) scratch = new Float32Array(data.length);
    return { rows, columns, data: halvesToFloat32(data, scratch) };
  };
}

/** Whether every number is finite. */
export function areFinite({ data }: KeptCells): boolean {
  if (!(data instanceof Uint16Array)) return data.every(Number.isFinite);
  let isFinite = true;
  // Exponent bits that are all set: infinite or not a number.
  for (const bits of data) isFinite &&= (bits & infinite) !== infinite;
  return isFinite;
}

const infinite = 0x7c00;
