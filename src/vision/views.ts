/** The four pictures of a result. Each has the size of `picture`, which may be a smaller copy of the inspected one. */
import type { AnomalyBox, VerdictWithRasters } from '../domain/inspection';
import type { MaskRaster, Picture, PixelRect } from '../domain/picture';
import { enlarge } from '../math/bilinear';
import { outOfRange } from '../math/out-of-range';
import type { Size } from './fit';
import { heatColour, heatOpacity, type Rgb } from './heat';
import { luma601 } from './luma';

/** White where the picture is anomalous, black elsewhere. */
export function renderMask(picture: Picture, { rasters }: VerdictWithRasters): Picture {
  const out = blackPicture(picture);
  forEachMarked(picture, rasters?.mask, (at) => out.data.fill(255, at, at + 3));
  return out;
}

/**
 * The picture in grey under the anomaly map in the fixed colours. The picture is grey so that the palette of a thermal camera
 * is not mistaken for the map. A pixel has a warm colour exactly where the mask marks it, so that overlay, mask and boxes agree.
 */
export function renderOverlay(picture: Picture, { rasters }: VerdictWithRasters): Picture {
  const out = copyOf(picture);
  if (rasters === undefined) return out;
  const map = enlarge(rasters.map, picture);
  const marks = marksOf(picture, rasters.mask);
  const palette = blendTable();
  for (let cell = 0, at = 0; cell < map.data.length; cell++, at += 4) {
    const entry = 4 * colourIndex(map.data[cell] ?? outOfRange(), marks[cell] === 1);
    const grey = (palette[entry + 3] ?? outOfRange()) * lumaAt(picture.data, at);
    for (let channel = 0; channel < 3; channel++)
      out.data[at + channel] = grey + (palette[entry + channel] ?? outOfRange());
  }
  return out;
}

/** Only the anomalous pixels of the picture; the rest is black. */
export function renderFiltered(picture: Picture, { rasters }: VerdictWithRasters): Picture {
  const out = blackPicture(picture);
  forEachMarked(picture, rasters?.mask, (at) => out.data.set(picture.data.subarray(at, at + 4), at));
  return out;
}

/** The picture with a frame around each region: white between two black lines, visible on every background and palette. */
export function renderBounded(picture: Picture, { verdict }: VerdictWithRasters): Picture {
  const out = copyOf(picture);
  const linePx = Math.max(2, Math.round(Math.max(picture.width, picture.height) / 250));
  for (const box of verdict.anomaly?.boxes ?? []) {
    const frame = scaleBox(box, verdict.picture, picture);
    strokeRect(out, grow(frame, rimPx), linePx + 2 * rimPx, black);
    strokeRect(out, frame, linePx, white);
  }
  return out;
}

const rimPx = 1;
const black: Rgb = { red: 0, green: 0, blue: 0 };
const white: Rgb = { red: 255, green: 255, blue: 255 };

function blackPicture({ width, height }: Size): Picture {
  const words = new Uint32Array(width * height).fill(0xff000000);
  return { width, height, data: new Uint8ClampedArray(words.buffer) };
}

function copyOf({ width, height, data }: Picture): Picture {
  return { width, height, data: data.slice() };
}

/** Calls `visit` with the byte position of each pixel of `size` that the mask, enlarged to it, marks. */
function forEachMarked(size: Size, mask: MaskRaster | undefined, visit: (at: number) => void): void {
  if (mask === undefined) return;
  const columns = Int32Array.from({ length: size.width }, (_, x) => Math.floor(((x + 0.5) * mask.width) / size.width));
  for (let y = 0; y < size.height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / size.height) * mask.width;
    for (let x = 0; x < size.width; x++) {
      if (mask.data[row + (columns[x] ?? outOfRange())] === 1) visit(4 * (y * size.width + x));
    }
  }
}

/** 1 for each pixel of `size` that the mask marks. */
function marksOf(size: Size, mask: MaskRaster): Uint8Array {
  const marks = new Uint8Array(size.width * size.height);
  forEachMarked(size, mask, (at) => (marks[at / 4] = 1));
  return marks;
}

/** The first entry of the blend table with a warm colour: the smallest `n` with `n / 255` at or above the threshold. */
const firstWarm = 128;

function colourIndex(value: number, isMarked: boolean): number {
  const index = Math.round(255 * withinUnit(value));
  return isMarked ? Math.max(firstWarm, index) : Math.min(firstWarm - 1, index);
}

/** `value` clamped to 0–1; NaN, which a damaged record may hold, becomes 0. */
function withinUnit(value: number): number {
  if (value >= 1) return 1;
  return value > 0 ? value : 0;
}

/** The luma of the pixel at byte `at`. */
function lumaAt(data: Uint8ClampedArray, at: number): number {
  return luma601(data[at] ?? outOfRange(), data[at + 1] ?? outOfRange(), data[at + 2] ?? outOfRange());
}

/** Four numbers for each of 256 values: RGB times the opacity, then the remaining weight of the picture. */
function blendTable(): Float32Array {
  const table = new Float32Array(4 * 256);
  for (let value = 0; value < 256; value++) {
    const { red, green, blue } = heatColour(value / 255);
    const opacity = heatOpacity(value / 255);
    table.set([red * opacity, green * opacity, blue * opacity, 1 - opacity], 4 * value);
  }
  return table;
}

function scaleBox(box: AnomalyBox, from: Size, to: Size): PixelRect {
  const scaleX = to.width / from.width;
  const scaleY = to.height / from.height;
  const x = Math.floor(box.x * scaleX);
  const y = Math.floor(box.y * scaleY);
  return {
    x,
    y,
    width: Math.max(1, Math.ceil((box.x + box.width) * scaleX) - x),
    height: Math.max(1, Math.ceil((box.y + box.height) * scaleY) - y),
  };
}

function grow({ x, y, width, height }: PixelRect, byPx: number): PixelRect {
  return { x: x - byPx, y: y - byPx, width: width + 2 * byPx, height: height + 2 * byPx };
}

function strokeRect(out: Picture, rect: PixelRect, linePx: number, colour: Rgb): void {
  const { x, y, width, height } = rect;
  fillRect(out, { x, y, width, height: Math.min(linePx, height) }, colour);
  fillRect(out, { x, y: Math.max(y, y + height - linePx), width, height: Math.min(linePx, height) }, colour);
  fillRect(out, { x, y, width: Math.min(linePx, width), height }, colour);
  fillRect(out, { x: Math.max(x, x + width - linePx), y, width: Math.min(linePx, width), height }, colour);
}

/** Fills the part of `rect` that lies inside `out`. */
function fillRect(out: Picture, rect: PixelRect, { red, green, blue }: Rgb): void {
  const right = Math.min(out.width, rect.x + rect.width);
  const bottom = Math.min(out.height, rect.y + rect.height);
  for (let v = Math.max(0, rect.y); v < bottom; v++) {
    for (let u = Math.max(0, rect.x); u < right; u++) {
      out.data.set([red, green, blue, 255], 4 * (v * out.width + u));
    }
  }
}
