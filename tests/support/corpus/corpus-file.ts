/** A picture file and what every host has to do with it. */
export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: Expected;
  /** The hosts that lack the format say so and how to convert the file. */
  readonly lackedBy?: 'node' | 'browser';
}

export type Expected =
  /** The verdict of the file `like`; `tolerance` is that of the calibrated score. */
  | { readonly kind: 'scene'; readonly like: string; readonly tolerance: number }
  /** One verdict on all hosts, whatever it is, or one refusal by the pack. */
  | { readonly kind: 'alike' }
  /** A fault whose text matches. */
  | { readonly kind: 'fault'; readonly text: RegExp };

/** The whole scene without loss. */
export const plainName = 'scene.png';
/** The whole scene with a quarter of the colour information, as cameras write it. */
export const cameraName = 'quarter-chroma.jpg';

/** Lossless, without a conversion of colours. */
export const sameScene: Expected = { kind: 'scene', like: plainName, tolerance: 1e-3 };
/** Nearly lossless, or with converted colours. */
export const nearScene: Expected = { kind: 'scene', like: plainName, tolerance: 0.02 };
/** Coded as cameras do, possibly in another orientation. */
export const cameraScene: Expected = { kind: 'scene', like: cameraName, tolerance: 0.02 };
export const alike: Expected = { kind: 'alike' };
export const incomplete = fault(/is incomplete: part of the picture is missing.*[Cc]opy/);
export const damaged = fault(/is damaged/);

export function fault(text: RegExp): Expected {
  return { kind: 'fault', text };
}
