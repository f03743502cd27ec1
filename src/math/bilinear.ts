import { outOfRange } from './out-of-range';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One number per cell, row after row. */
interface Raster extends Size {
  readonly data: Float32Array;
}

/** Resizes `raster` bilinearly, with half-pixel centres and clamped edges. For enlarging: it does not antialias. */
export function enlarge(raster: Raster, size: Size): Raster {
  return { ...size, data: enlargerFor(raster, size)(raster.data) };
}

/** Like `enlarge`, for many rasters of one size; writes to `enlarged`. */
export function enlargerFor(
  { width, height }: Size,
  size: Size,
): (data: Float32Array, enlarged?: Float32Array) => Float32Array {
  const columns = linearTaps(width, size.width);
  const rows = linearTaps(height, size.height);
  return (data, enlarged = new Float32Array(size.width * size.height)) => {
    for (let y = 0; y < size.height; y++) {
      const out = enlarged.subarray(y * size.width, (y + 1) * size.width);
      blendRow({ width, height, data }, tapAt(rows, y), columns, out);
    }
    return enlarged;
  };
}

/** The bilinear value of `raster` at `(x, y)` in cells; cell centres are at halves, edges are clamped. */
export function sampleAt({ width, height, data }: Raster, x: number, y: number): number {
  const column = splitPosition(x, width);
  const row = splitPosition(y, height);
  const blend = (from: number): number =>
    mix(data[from + column.near] ?? outOfRange(), data[from + column.far] ?? outOfRange(), column.share);
  return mix(blend(row.near * width), blend(row.far * width), row.share);
}

/** An output lies between the source cells `near` and `far`, at `share` (0–1) of the way. */
interface Tap {
  readonly near: number;
  readonly far: number;
  readonly share: number;
}

interface Taps {
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly share: Float64Array;
}

function linearTaps(from: number, to: number): Taps {
  const taps = Array.from({ length: to }, (_, at) => splitPosition(((at + 0.5) * from) / to, from));
  return {
    near: Int32Array.from(taps, (tap) => tap.near),
    far: Int32Array.from(taps, (tap) => tap.far),
    share: Float64Array.from(taps, (tap) => tap.share),
  };
}

function splitPosition(position: number, count: number): Tap {
  const clamped = Math.min(count - 1, Math.max(0, position - 0.5));
  const near = Math.floor(clamped);
  return { near, far: Math.min(count - 1, near + 1), share: clamped - near };
}

function tapAt({ near, far, share }: Taps, at: number): Tap {
  return { near: near[at] ?? outOfRange(), far: far[at] ?? outOfRange(), share: share[at] ?? outOfRange() };
}

function blendRow({ width, data }: Raster, row: Tap, columns: Taps, out: Float32Array): void {
  const top = row.near * width;
  const bottom = row.far * width;
  for (let x = 0; x < out.length; x++) {
    const left = columns.near[x] ?? outOfRange();
    const right = columns.far[x] ?? outOfRange();
    const share = columns.share[x] ?? outOfRange();
    const upper = mix(data[top + left] ?? outOfRange(), data[top + right] ?? outOfRange(), share);
    const lower = mix(data[bottom + left] ?? outOfRange(), data[bottom + right] ?? outOfRange(), share);
    out[x] = mix(upper, lower, row.share);
  }
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
