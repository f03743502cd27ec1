import type { FloatRaster, MaskRaster } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import type { Region } from './components';

/** 1 where `map` reaches `level`. */
export function maskFrom(map: FloatRaster, level: number): MaskRaster {
  const data = new Uint8Array(map.data.length);
  for (let cell = 0; cell < data.length; cell++) data[cell] = (map.data[cell] ?? outOfRange()) >= level ? 1 : 0;
  return { width: map.width, height: map.height, data };
}

/** A mask of the same size with nothing marked. */
export function emptyMask({ width, height }: { readonly width: number; readonly height: number }): MaskRaster {
  return { width, height, data: new Uint8Array(width * height) };
}

/** The highest value of `map` inside `region`. */
export function peakOf(map: FloatRaster, region: Region): number {
  return region.cells.reduce((peak, cell) => Math.max(peak, map.data[cell] ?? outOfRange()), 0);
}
