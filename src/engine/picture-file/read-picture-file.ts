/** Checks a picture file before it is decoded, in the same way in every host: a file that is too large would crash a browser tab. */
import type { PictureFault } from '../../domain/picture';
import { fail, succeed, type Result } from '../../domain/result';
import { readBmpFile, readGifFile, readIsoFile } from './other-files';
import { readJpegFile } from './jpeg-file';
import { isScanComplete } from './jpeg-scan';
import { CutOff, OtherVariant } from './parse-failure';
import { formatOf, type PictureFormat } from './picture-format';
import type { PictureFile, SampleLayout } from './picture-header';
import { readPngFile } from './png-file';
import { readTiffFile } from './tiff-file';
import { readWebpFile } from './webp-file';

/** 64 megapixels of a format that is decoded at a smaller size: more than phones take. */
export const pixelLimit = 64_000_000;

/**
 * 36 megapixels of a format that is decoded whole: 144 MB as RGBA, of which decoders hold about two copies. Enough for a sheet of A4 scanned
 * at 600 dpi.
 */
const wholePixelLimit = 36_000_000;

/** Formats that every host decodes. */
const decodedEverywhere: readonly PictureFormat[] = ['jpg', 'png', 'webp', 'gif'];

export interface PictureLimits {
  /** Formats that this host decodes besides those that every host decodes. */
  readonly alsoDecodes?: readonly PictureFormat[];
}

/**
 * Format, size and samples of a picture file, and the pieces to decode. Faults: `empty-file`, `not-a-picture`,
 * `unsupported-format`, `unsupported-variant`, `truncated`, `decode-failed`, `raw-measurements`, `too-many-pixels`. Whether the
 * compressed data is whole is known only after `dataFault`.
 */
export function readPictureFile(
  bytes: Uint8Array,
  { alsoDecodes = [] }: PictureLimits = {},
): Result<PictureFile, PictureFault> {
  if (bytes.length === 0) return fail({ kind: 'empty-file' });
  const format = formatOf(bytes);
  if (format === undefined) return fail({ kind: 'not-a-picture' });
  if (format === 'svg' || ![...decodedEverywhere, ...alsoDecodes].includes(format)) {
    return fail({ kind: 'unsupported-format', format });
  }
  const file = parse(bytes, format);
  if (!file.ok) return file;
  const { widthPx, heightPx, samples } = file.value;
  const limitPixels = format === 'jpg' ? pixelLimit : wholePixelLimit;
  if (isRawMeasurement(samples)) return fail({ kind: 'raw-measurements', format, bits: samples.bits });
  if (widthPx * heightPx > limitPixels) return fail({ kind: 'too-many-pixels', widthPx, heightPx, limitPixels });
  return file;
}

type RasterFormat = Exclude<PictureFormat, 'svg'>;

function parse(bytes: Uint8Array, format: RasterFormat): Result<PictureFile, PictureFault> {
  try {
    return succeed(parserOf(format)(bytes));
  } catch (error) {
    if (error instanceof OtherVariant) return fail({ kind: 'unsupported-variant', format, variant: error.variant });
    if (error instanceof CutOff) return fail({ kind: 'truncated', format });
    // A contradiction in the file, or a number that leads out of it.
    return fail({ kind: 'decode-failed', format });
  }
}

function parserOf(format: RasterFormat): (bytes: Uint8Array) => PictureFile {
  switch (format) {
    case 'jpg':
      return (bytes) => readJpegFile(bytes, isScanComplete);
    case 'png':
      return readPngFile;
    case 'webp':
      return readWebpFile;
    case 'gif':
      return readGifFile;
    case 'bmp':
      return readBmpFile;
    case 'tiff':
      return readTiffFile;
    case 'heic':
    case 'avif':
      return (bytes) => readIsoFile(bytes, format);
  }
}

/** Temperatures or other measurements: only picture programs know which colours they stand for. */
function isRawMeasurement({ bits, kind }: SampleLayout): boolean {
  return kind !== 'unsigned' || bits > 16;
}
