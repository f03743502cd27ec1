/** Masks of a map and their connected regions. */
import type { FloatRaster, MaskRaster } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import type { Extent, Size } from './fit';

/** 1 where `map` reaches `level`. */
export function maskFrom(map: FloatRaster, level: number): MaskRaster {
  const data = new Uint8Array(map.data.length);
  for (let cell = 0; cell < data.length; cell++) data[cell] = (map.data[cell] ?? outOfRange()) >= level ? 1 : 0;
  return { width: map.width, height: map.height, data };
}

/** A mask of the same size with nothing marked. */
export function emptyMask({ width, height }: Size): MaskRaster {
  return { width, height, data: new Uint8Array(width * height) };
}

/** One 8-connected region of a mask. `cells` are indices into the mask's data, `bounds` its rectangle in cells. */
export interface Region {
  readonly cells: readonly number[];
  readonly bounds: Extent;
}

/** The 8-connected regions of `mask`, in the order of their first cell, row after row. */
export function findRegions(mask: MaskRaster): readonly Region[] {
  const waiting = Uint8Array.from(mask.data);
  const regions: Region[] = [];
  for (let cell = 0; cell < waiting.length; cell++) {
    if (waiting[cell] !== 0) regions.push(takeRegion(mask, waiting, cell));
  }
  return regions;
}

/** The highest value of `map` inside `region`. */
export function peakOf(map: FloatRaster, region: Region): number {
  return region.cells.reduce((peak, cell) => Math.max(peak, map.data[cell] ?? outOfRange()), 0);
}

/** Flood fill from `first`; clears the cells of the region in `waiting`. */
function takeRegion({ width, height }: MaskRaster, waiting: Uint8Array, first: number): Region {
  const cells = [first];
  waiting[first] = 0;
  // `cells` grows during the loop.
  for (const cell of cells) {
    const x = cell % width;
    const y = (cell - x) / width;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const neighbour = v * width + u;
        if (waiting[neighbour] === 0) continue;
        waiting[neighbour] = 0;
        cells.push(neighbour);
      }
    }
  }
  return { cells, bounds: boundsOf(cells, width) };
}

function boundsOf(cells: readonly number[], rowLength: number): Extent {
  let left = Infinity;
  let right = -1;
  let top = Infinity;
  let bottom = -1;
  for (const cell of cells) {
    const x = cell % rowLength;
    const y = (cell - x) / rowLength;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
