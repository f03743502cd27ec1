import type { Fit } from '../domain/pack';

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
