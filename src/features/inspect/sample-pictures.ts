/** The pictures that come with the app, for a first try. */

/** One built-in picture. `path` is relative to the app's address. */
export interface SamplePicture {
  readonly path: string;
  readonly title: string;
  readonly packId: string;
}

/** Reads a built-in picture; undefined where it cannot be reached. */
export type OpenSample = (path: string) => Promise<Blob | undefined>;

const samples: readonly SamplePicture[] = [
  { path: 'samples/rubber-1.jpg', title: 'Sheet 1', packId: 'rubber-sheet' },
  { path: 'samples/rubber-2.jpg', title: 'Sheet 2', packId: 'rubber-sheet' },
  { path: 'samples/thermal-1.jpg', title: 'Transformer 1', packId: 'transformer-thermal' },
  { path: 'samples/thermal-2.jpg', title: 'Transformer 2', packId: 'transformer-thermal' },
];

/** The samples made for one pack. */
export function samplesOf(packId: string): readonly SamplePicture[] {
  return samples.filter((sample) => sample.packId === packId);
}
