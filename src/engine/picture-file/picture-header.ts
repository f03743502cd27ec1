import type { CaptureTime } from '../../domain/capture-time';
import type { Orientation } from './upright';
import type { PictureFormat } from './picture-format';

/** How the file stores its pixels. */
export interface SampleLayout {
  /** Bits of the largest sample. */
  readonly bits: number;
  readonly kind: 'unsigned' | 'signed' | 'float';
  readonly colour: 'grey' | 'colour' | 'palette' | 'cmyk';
}

/** What the header of a picture file says. */
interface PictureHeader {
  readonly format: PictureFormat;
  /** As stored, before the orientation is applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 where the decoders turn the picture themselves (HEIC, AVIF). */
  readonly orientation: Orientation;
  /** When the picture was taken; not read from HEIC and AVIF. */
  readonly captured?: CaptureTime;
  readonly samples: SampleLayout;
}

/** A picture file whose structure was read. */
export interface PictureFile extends PictureHeader {
  /**
   * The file to decode, in pieces: without what decoders treat differently (orientation, gamma, animation, stray bytes, what
   * follows the picture).
   */
  readonly pieces: readonly Uint8Array[];
  /** The page to decode, where a file has several. */
  readonly page?: number;
  /** What is wrong with the compressed data. Reads all of it: run it while the file is decoded. */
  readonly dataFault: () => DataFault | undefined;
}

/** Data is missing, or it was changed. */
type DataFault = 'truncated' | 'decode-failed';

export const colour8: SampleLayout = { bits: 8, kind: 'unsigned', colour: 'colour' };

/** Bits of a sample where the picture has no colour, 0 where it has. */
export function greyBitsOf({ bits, colour }: SampleLayout): number {
  return colour === 'grey' ? bits : 0;
}
