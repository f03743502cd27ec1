/** Turns stored pixels upright. */
import type { Picture } from '../../domain/picture';
import { outOfRange } from '../../math/out-of-range';
import type { Size } from '../../vision/fit';

/** Exif 2.32, tag 0x0112: how the stored pixels have to be turned to be upright; 1 = they are. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The size of the upright picture. */
export function uprightSize({ width, height }: Size, orientation: Orientation): Size {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/**
 * The matrix that turns stored pixels upright, in the form of a canvas: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`, for the corners of
 * pixels.
 */
export interface Turn {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The matrix for a stored picture of this size. */
export function turnOf(orientation: Orientation, { width, height }: Size): Turn {
  const [a, b, c, d] = axes[orientation];
  const upright = uprightSize({ width, height }, orientation);
  return { a, b, c, d, e: a + c < 0 ? upright.width : 0, f: b + d < 0 ? upright.height : 0 };
}

/** By orientation: the direction in which a step to the right and a step down go. */
const axes: Readonly<Record<Orientation, readonly [a: number, b: number, c: number, d: number]>> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/** The upright picture; `picture` itself if it is upright. */
export function turnUpright(picture: Picture, orientation: Orientation): Picture {
  if (orientation === 1) return picture;
  const { width, height, data } = picture;
  const { a, b, c, d, e, f } = turnOf(orientation, picture);
  const upright = uprightSize(picture, orientation);
  const stored = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const turned = new Uint32Array(width * height);
  // From corners to centres: a reversed axis ends one pixel before its size.
  const [firstX, firstY] = [e > 0 ? e - 1 : 0, f > 0 ? f - 1 : 0];
  const step = a + b * upright.width;
  for (let y = 0; y < height; y++) {
    let to = (firstY + d * y) * upright.width + firstX + c * y;
    for (let from = y * width, end = from + width; from < end; from++) {
      turned[to] = stored[from] ?? outOfRange();
      to += step;
    }
  }
  return { ...picture, ...upright, data: new Uint8ClampedArray(turned.buffer) };
}
