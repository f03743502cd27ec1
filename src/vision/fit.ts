import type { Fit } from '../domain/pack';
import type { Picture } from '../domain/picture';

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in pixels, fractions allowed. */
export interface Extent extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * The rectangle `source` of the picture (px, fractions allowed) is resized to the rectangle `target` of the network's input (whole
 * px). The rest of the input is padding.
 */
export interface FitPlan {
  readonly source: Extent;
  readonly target: Extent;
}

/** The geometry of `fit` for a picture and a network input. Source: `models/README.md`. */
export function planFit(picture: Size, input: Size, fit: Fit): FitPlan {
  switch (fit.kind) {
    case 'stretch':
      return { source: whole(picture), target: whole(input) };
    case 'cover':
      return { source: centredCrop(picture, input, fit.portion), target: whole(input) };
    case 'contain':
      return { source: whole(picture), target: centredBox(picture, input) };
  }
}

/** How many times as large as the network's input a picture is decoded at least, so that our own resize decides the result. */
const decodedPerInput = 2;

/** The least size to which a picture may be decoded: twice the network's input on the part that it covers, never enlarged. */
export function leastDecodedSize(original: Size, input: Size, fit: Fit): Size {
  const { source, target } = planFit(original, input, fit);
  const across = Math.min(1, (decodedPerInput * target.width) / source.width);
  const down = Math.min(1, (decodedPerInput * target.height) / source.height);
  return { width: atLeast(original.width * across), height: atLeast(original.height * down) };
}

/** Tolerance for rounding errors, far below a pixel. */
const slackPx = 1e-6;

function atLeast(px: number): number {
  return Math.ceil(px - slackPx);
}

/** An extent of the original as an extent of the pixels of `picture`, which may be a smaller copy. */
export function onPixels({ x, y, width, height }: Extent, { reduced }: Omit<Picture, 'data'>): Extent {
  if (reduced === undefined) return { x, y, width, height };
  const { original, part } = reduced;
  const across = part.width / original.width;
  const down = part.height / original.height;
  return { x: part.x + x * across, y: part.y + y * down, width: width * across, height: height * down };
}

function whole({ width, height }: Size): Extent {
  return { x: 0, y: 0, width, height };
}

function centredCrop(picture: Size, input: Size, portion: number): Extent {
  const scale = portion * Math.min(picture.width / input.width, picture.height / input.height);
  const width = input.width * scale;
  const height = input.height * scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

function centredBox(picture: Size, input: Size): Extent {
  const scale = Math.min(input.width / picture.width, input.height / picture.height);
  const width = Math.min(input.width, Math.max(1, Math.floor(picture.width * scale + 0.5)));
  const height = Math.min(input.height, Math.max(1, Math.floor(picture.height * scale + 0.5)));
  return { x: Math.floor((input.width - width) / 2), y: Math.floor((input.height - height) / 2), width, height };
}
