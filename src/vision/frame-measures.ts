/** Measures of one small frame of the viewfinder, for the advice before a photo is taken. */
import type { Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import { quantiles } from '../math/quantile';
import { blurEffect } from './blur-effect';
import type { Extent, Size } from './fit';
import { luma601 } from './luma';
import { findRegions } from './regions';
import { subjectShare } from './subject-share';

/** Long side of the frame that is measured, px. The network's input has 224: what is not visible here does not change the grade. */
export const frameLongSidePx = 256;

/** The outline in the viewfinder covers this part of the frame, centred. */
export const outlineShare = 0.84;

/** What was measured. */
export interface FrameMeasures {
  /** The 0.98 quantile of the luma, 0–255. */
  readonly light: number;
  /** Luma between the quantiles 0.02 and 0.98, 0–255. */
  readonly contrast: number;
  /** The share of the middle of the frame in which every channel is clipped. */
  readonly clipped: number;
  /** The share of the frame that clipped spots inside the subject cover: spots that do not reach the edge. */
  readonly glare: number;
  /** Blur inside the outline, 0 (sharp) to 1: see `blurEffect`. */
  readonly blur: number;
  /** The share of the outline that the subject fills. */
  readonly fill: number;
}

/** Measures a frame of at most `frameLongSidePx` pixels on its long side. */
export function measureFrame(frame: Picture): FrameMeasures {
  const luma = lumaOfPicture(frame);
  const [dark = outOfRange(), light = outOfRange()] = quantiles(luma.slice(), [0.02, 0.98]);
  const clipped = clippedPixels(frame);
  return {
    light,
    contrast: light - dark,
    clipped: shareWithin(clipped, frame, centredExtent(frame, middleShare)),
    glare: glareShare(clipped, frame),
    blur: blurEffect({ ...sizeOf(frame), data: luma }, centredExtent(frame, outlineShare)),
    fill: subjectShare(frame, centredExtent(frame, outlineShare)),
  };
}

const middleShare = 0.5;
/** A channel at or above this value has no detail left. */
const clippedFrom = 250;
/** Spots smaller than this share of the frame are reflections on ribs and edges, not glare. */
const smallestGlareShare = 0.001;

/** The rectangle in the middle of `size` that covers `share` of its width and height, in whole pixels. */
function centredExtent({ width, height }: Size, share: number): Extent {
  const inner = { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
  return { x: Math.floor((width - inner.width) / 2), y: Math.floor((height - inner.height) / 2), ...inner };
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

function lumaOfPicture({ width, height, data }: Picture): Float32Array {
  return Float32Array.from({ length: width * height }, (_, cell) => {
    const at = 4 * cell;
    return luma601(data[at] ?? outOfRange(), data[at + 1] ?? outOfRange(), data[at + 2] ?? outOfRange());
  });
}

/** 1 for each pixel in which every channel is clipped. */
function clippedPixels({ width, height, data }: Picture): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, cell) => {
    const at = 4 * cell;
    const least = Math.min(data[at] ?? outOfRange(), data[at + 1] ?? outOfRange(), data[at + 2] ?? outOfRange());
    return least >= clippedFrom ? 1 : 0;
  });
}

function shareWithin(marks: Uint8Array, { width }: Size, extent: Extent): number {
  let count = 0;
  for (let y = extent.y; y < extent.y + extent.height; y++)
    for (let x = extent.x; x < extent.x + extent.width; x++) count += marks[y * width + x] ?? outOfRange();
  return count / (extent.width * extent.height);
}

/** A bright sky behind the sheet reaches the edge of the frame; the reflection of a lamp on the sheet does not. */
function glareShare(clipped: Uint8Array, frame: Size): number {
  const { width, height } = frame;
  const pixels = width * height;
  const spots = findRegions({ width, height, data: clipped }).filter(
    ({ cells, bounds }) => cells.length >= smallestGlareShare * pixels && !reachesEdge(bounds, frame),
  );
  return spots.reduce((sum, { cells }) => sum + cells.length, 0) / pixels;
}

function reachesEdge({ x, y, width, height }: Extent, frame: Size): boolean {
  return x === 0 || y === 0 || x + width === frame.width || y + height === frame.height;
}
