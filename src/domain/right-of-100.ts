/** The share of right answers as "of 100", with the range that so few pictures leave open. */

/** Standard normal quantile of 97.5 %. */
const z = 1.96;

/** Wilson score interval at 95 % (Wilson 1927), rounded outwards. */
export function rightOf100(accuracy: number, judged: number) {
  const spread = 1 + z ** 2 / judged;
  const middle = (accuracy + z ** 2 / (2 * judged)) / spread;
  const half = (z * Math.sqrt((accuracy * (1 - accuracy)) / judged + z ** 2 / (4 * judged ** 2))) / spread;
  return {
    right: accuracy < 1 ? Math.min(99, Math.round(100 * accuracy)) : 100,
    low: Math.floor(100 * (middle - half)),
    high: Math.min(100, Math.ceil(100 * (middle + half))),
  };
}

/** With fewer judged pictures of a class, its figures are hardly stable. */
export const fewOfClass = 20;
