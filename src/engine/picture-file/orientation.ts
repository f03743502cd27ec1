import type { CaptureTime } from '../../domain/capture-time';
import { captureTimeIn } from './capture-time';
import type { Orientation } from './upright';
import { readDirectories, type TiffDirectory } from './tiff-directory';

const upright: Orientation = 1;
const turned: readonly Orientation[] = [2, 3, 4, 5, 6, 7, 8];
const orientationTag = 0x0112;

/** The orientation in a directory, whatever type its number has; 1 if there is none or it has no meaning. */
function orientationIn(directory: TiffDirectory | undefined): Orientation {
  const value = directory?.get(orientationTag)?.[0];
  return turned.find((each) => each === value) ?? upright;
}

/** What is used of Exif data. */
interface ExifFacts {
  readonly orientation: Orientation;
  readonly captured?: CaptureTime;
}

/** The facts in Exif data, with or without its `Exif\0\0`; orientation 1 if the data cannot be read. */
export function exifFacts(exif: Uint8Array): ExifFacts {
  const tiff = withoutName(exif);
  try {
    return exifFactsIn(tiff, readDirectories(tiff)[0]);
  } catch {
    // Damaged metadata do not make the pixels unreadable.
    return { orientation: upright };
  }
}

/** The facts in a directory of `tiff`. */
export function exifFactsIn(tiff: Uint8Array, directory: TiffDirectory | undefined): ExifFacts {
  const captured = captureTimeIn(tiff, directory);
  return { orientation: orientationIn(directory), ...(captured && { captured }) };
}

const exifName = [0x45, 0x78, 0x69, 0x66, 0];

/** Exif data without their `Exif\0\0`; the sixth byte is not the same everywhere. */
function withoutName(exif: Uint8Array): Uint8Array {
  return exifName.every((byte, at) => exif[at] === byte) ? exif.subarray(6) : exif;
}
