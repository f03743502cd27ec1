/** Rasters as stored bytes, the same on every machine: see `RasterRef` in `record.ts`. */
import { outOfRange } from '../math/out-of-range';
import type { FloatRaster, MaskRaster } from './picture';

const floatBytes = 4;

/** `width × height` little-endian float32, row after row. */
export function floatRasterToBytes(raster: FloatRaster): ArrayBuffer {
  const bytes = new ArrayBuffer(raster.data.length * floatBytes);
  const view = new DataView(bytes);
  raster.data.forEach((value, cell) => view.setFloat32(cell * floatBytes, value, true));
  return bytes;
}

/** The inverse of `floatRasterToBytes`; `undefined` where the length does not fit the size. */
export function bytesToFloatRaster(
  bytes: ArrayBuffer,
  { width, height }: { readonly width: number; readonly height: number },
): FloatRaster | undefined {
  if (bytes.byteLength !== width * height * floatBytes) return undefined;
  const view = new DataView(bytes);
  const data = Float32Array.from({ length: width * height }, (_, cell) => view.getFloat32(cell * floatBytes, true));
  return { width, height, data };
}

/** One bit per cell, row after row with no padding between rows, high bit first; the last byte is filled with zeros. */
export function maskToBits(mask: MaskRaster): ArrayBuffer {
  const bytes = new Uint8Array(bitsLength(mask));
  mask.data.forEach((marked, cell) => {
    if (marked !== 0) bytes[cell >> 3] = (bytes[cell >> 3] ?? outOfRange()) | (0x80 >> (cell & 7));
  });
  return bytes.buffer;
}

/** The inverse of `maskToBits`; `undefined` where the length does not fit the size. */
export function bitsToMask(
  bits: ArrayBuffer,
  { width, height }: { readonly width: number; readonly height: number },
): MaskRaster | undefined {
  if (bits.byteLength !== bitsLength({ width, height })) return undefined;
  const bytes = new Uint8Array(bits);
  const data = Uint8Array.from(
    { length: width * height },
    (_, cell) => ((bytes[cell >> 3] ?? outOfRange()) >> (7 - (cell & 7))) & 1,
  );
  return { width, height, data };
}

function bitsLength({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.ceil((width * height) / 8);
}
