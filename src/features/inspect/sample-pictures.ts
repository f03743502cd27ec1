/** The sample pictures that are part of the app. */

/** One built-in picture. `path` is relative to the app's address. */
export interface SamplePicture {
  readonly path: string;
  /** Its name on the screen: the kind and a number. */
  readonly kind: 'sheet' | 'transformer';
  readonly number: number;
  readonly packId: string;
}

/** Reads a built-in picture; undefined where it cannot be reached. */
export type OpenSample = (path: string) => Promise<Blob | undefined>;

const samples: readonly SamplePicture[] = [
  { path: 'samples/rubber-1.jpg', kind: 'sheet', number: 1, packId: 'rubber-sheet' },
  { path: 'samples/rubber-2.jpg', kind: 'sheet', number: 2, packId: 'rubber-sheet' },
  { path: 'samples/thermal-1.jpg', kind: 'transformer', number: 1, packId: 'transformer-thermal' },
  { path: 'samples/thermal-2.jpg', kind: 'transformer', number: 2, packId: 'transformer-thermal' },
];

/** The samples made for one pack. */
export function samplesOf(packId: string): readonly SamplePicture[] {
  return samples.filter((sample) => sample.packId === packId);
}
