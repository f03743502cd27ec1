/** To which size a file is decoded. Decoders of JPEG compute a half, a quarter or an eighth of the size in far less time. */
import type { Reduction } from '../../domain/picture';
import type { Size } from '../../vision/fit';
import type { PictureFile } from './picture-header';
import { turnOf, uprightSize } from './upright';

/** The least size that is needed of an upright picture of this size. */
export type NeededSize = (original: Size) => Size;

/** The size of the upright original. */
function originalSize({ widthPx, heightPx, orientation }: PictureFile): Size {
  return uprightSize({ width: widthPx, height: heightPx }, orientation);
}

/** A smaller size to which a file is decoded, as stored. */
export interface ReducedSize extends Size {
  /** Pixels of the original per pixel, both ways. */
  readonly divisor: number;
}

/**
 * The smallest size that every decoder of the format computes and that is not smaller than `needed`. Undefined for the whole
 * size.
 */
export function reducedSize(file: PictureFile, needed: NeededSize): ReducedSize | undefined {
  if (file.format !== 'jpg') return undefined;
  const least = uprightSize(needed(originalSize(file)), file.orientation);
  return [8, 4, 2]
    .map((divisor) => ({
      divisor,
      width: Math.ceil(file.widthPx / divisor),
      height: Math.ceil(file.heightPx / divisor),
    }))
    .find(({ width, height }) => width >= least.width && height >= least.height);
}

/** The reduction of a decoder that stretches the original to the whole copy. */
export function stretched(file: PictureFile, { width, height }: Size): Reduction {
  return { original: originalSize(file), part: { x: 0, y: 0, width, height } };
}

/** The reduction of a decoder that makes one pixel of each `divisor × divisor`: the last ones may lie partly outside the original. */
export function byDivisor(file: PictureFile, { divisor, ...copy }: ReducedSize): Reduction {
  const original = originalSize(file);
  const { a, b, c, d } = turnOf(file.orientation, copy);
  const whole = uprightSize(copy, file.orientation);
  const [width, height] = [original.width / divisor, original.height / divisor];
  // Turned upright, the pixels outside may come first.
  return {
    original,
    part: { x: a + c < 0 ? whole.width - width : 0, y: b + d < 0 ? whole.height - height : 0, width, height },
  };
}
