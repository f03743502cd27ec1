/** The golden picture: every host and backend must compute the same numbers for it. */
import type { Pack, PackFault, PackGolden } from '../domain/pack';
import type { Picture } from '../domain/picture';
import type { PictureNumbers } from './measure';
import type { UnpackedPack } from './unpack';

export function goldenPicture({ pack, goldenRgb }: UnpackedPack): Picture {
  const { widthPx: width, heightPx: height } = pack.golden.picture;
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(goldenRgb.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
  }
  return { width, height, data };
}

/** The largest difference from the numbers that the pack expects, if it is over the pack's tolerance. */
export function goldenFault(numbers: PictureNumbers, { golden }: Pack): PackFault | undefined {
  return worstFault(expectedPairs(numbers, golden), golden.tolerance);
}

/** The largest difference between two backends, if it is over the pack's tolerance. */
export function disagreement(
  candidate: PictureNumbers,
  trusted: PictureNumbers,
  { golden }: Pack,
): PackFault | undefined {
  const expected = {
    ...(trusted.anomaly && { rawScore: trusted.anomaly.rawScore }),
    ...(trusted.probabilities && { probabilities: trusted.probabilities }),
    ...(trusted.embedding && { embedding: [...trusted.embedding] }),
  };
  return worstFault(expectedPairs(candidate, { ...golden, expected }), golden.tolerance);
}

interface Pair {
  readonly what: string;
  readonly found: number;
  readonly expected: number;
}

function expectedPairs({ anomaly, probabilities, embedding }: PictureNumbers, { expected }: PackGolden): Pair[] {
  const rawScore = expected.rawScore === undefined ? [] : [expected.rawScore];
  return [
    ...pairs('rawScore', anomaly && [anomaly.rawScore], rawScore),
    ...pairs('probabilities', probabilities, expected.probabilities ?? []),
    ...pairs('embedding', embedding, expected.embedding ?? []),
  ];
}

/** A missing number counts as NaN, which agrees with nothing. */
function pairs(what: string, found: ArrayLike<number> | undefined, expected: readonly number[]): Pair[] {
  return expected.map((value, at) => ({ what, found: found?.[at] ?? NaN, expected: value }));
}

/** Two numbers agree if `|a − b| ≤ tolerance × max(1, |b|)`. */
function worstFault(compared: readonly Pair[], tolerance: number): PackFault | undefined {
  const wrong = compared
    .map(({ what, found, expected }) => ({ what, worst: Math.abs(found - expected) / Math.max(1, Math.abs(expected)) }))
    .filter(({ worst }) => !(worst <= tolerance))
    .sort((a, b) => b.worst - a.worst);
  return wrong[0] && { kind: 'golden-disagrees', ...wrong[0], tolerance };
}
