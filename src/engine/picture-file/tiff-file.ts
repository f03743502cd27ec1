/** TIFF and BigTIFF files: the page to inspect, and how its samples are stored. Source: TIFF 6.0; TIFF/EP; DNG. */
import { exifFactsIn } from './orientation';
import { CutOff, Malformed, OtherVariant } from './parse-failure';
import type { PictureFile, SampleLayout } from './picture-header';
import { directoryAt, readDirectories, type TiffDirectory } from './tiff-directory';

/** Throws `CutOff`, `Malformed`, `OtherVariant`. */
export function readTiffFile(bytes: Uint8Array): PictureFile {
  const pages = readDirectories(bytes).map((directory, page) => ({ directory, page, pixels: pixelsOf(directory) }));
  const [largest] = [...pages].sort((a, b) => b.pixels - a.pixels);
  if (largest === undefined) throw new Malformed('no page');
  const { directory, page, pixels } = largest;
  const hidden = pages.flatMap((each) => nestedDirectories(bytes, each.directory));
  // A raw photo has its thumbnail as a page and the picture below it.
  if (hidden.some((each) => pixelsOf(each) > pixels) || isRaw(directory)) throw new OtherVariant('raw-photo');
  if (pixels === 0) throw new Malformed('a page without pixels');
  if (!reachesItsData(bytes, directory)) throw new CutOff('the pixels end after the end of the file');
  return {
    format: 'tiff',
    widthPx: numberIn(directory, tag.width, 0),
    heightPx: numberIn(directory, tag.height, 0),
    ...exifFactsIn(bytes, directory),
    samples: samplesOf(directory),
    pieces: [bytes],
    page,
    dataFault: () => undefined,
  };
}

const tag = {
  width: 256,
  height: 257,
  bits: 258,
  photometric: 262,
  stripOffsets: 273,
  samplesPerPixel: 277,
  stripBytes: 279,
  tileOffsets: 324,
  tileBytes: 325,
  nested: 330,
  sampleFormat: 339,
} as const;

function numberIn(directory: TiffDirectory, wanted: number, otherwise: number): number {
  return directory.get(wanted)?.[0] ?? otherwise;
}

function pixelsOf(directory: TiffDirectory): number {
  return numberIn(directory, tag.width, 0) * numberIn(directory, tag.height, 0);
}

/** Child pages of a page (SubIFDs), which do not follow it in the chain. */
function nestedDirectories(bytes: Uint8Array, directory: TiffDirectory): readonly TiffDirectory[] {
  const offsets = directory.get(tag.nested) ?? [];
  return offsets.flatMap((offset) => directoryAt(bytes, offset) ?? []);
}

/** Values of PhotometricInterpretation. */
const photometric = {
  whiteIsZero: 0,
  blackIsZero: 1,
  palette: 3,
  separated: 5,
  filterArray: 32_803,
  linearRaw: 34_892,
} as const;

function isRaw(directory: TiffDirectory): boolean {
  const value = numberIn(directory, tag.photometric, photometric.blackIsZero);
  return value === photometric.filterArray || value === photometric.linearRaw;
}

function reachesItsData(bytes: Uint8Array, directory: TiffDirectory): boolean {
  const offsets = directory.get(tag.stripOffsets) ?? directory.get(tag.tileOffsets) ?? [];
  const lengths = directory.get(tag.stripBytes) ?? directory.get(tag.tileBytes) ?? [];
  return offsets.every(
    (offset, index) => offset + (lengths[index] ?? NaN) <= bytes.length || lengths[index] === undefined,
  );
}

/** The default of BitsPerSample. */
const oneBit = [1];

/** By SampleFormat. Complex numbers and unknown kinds are not colours either. */
const kinds: Readonly<Record<number, SampleLayout['kind']>> = { 1: 'unsigned', 2: 'signed', 3: 'float', 4: 'unsigned' };

function samplesOf(directory: TiffDirectory): SampleLayout {
  const kind = kinds[numberIn(directory, tag.sampleFormat, 1)];
  if (kind === undefined) throw new Malformed('an unknown sample format');
  return { bits: Math.max(...(directory.get(tag.bits) ?? oneBit)), kind, colour: colourOf(directory) };
}

function colourOf(directory: TiffDirectory): SampleLayout['colour'] {
  switch (numberIn(directory, tag.photometric, photometric.blackIsZero)) {
    case photometric.whiteIsZero:
    case photometric.blackIsZero:
      return numberIn(directory, tag.samplesPerPixel, 1) < 3 ? 'grey' : 'colour';
    case photometric.palette:
      return 'palette';
    case photometric.separated:
      return 'cmyk';
    default:
      return 'colour';
  }
}
