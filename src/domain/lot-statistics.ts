/** Exact binomial bounds of the share of defects in a lot, from its sample. */

/** The confidence of the statements about a lot. */
export const lotConfidence = 0.95;

/**
 * The largest share of the lot that may have a defect, at one-sided `confidence`, where `found` of `sampled` pieces had it: the share
 * at which so few or fewer are found with probability 1 − `confidence`. Exact for a random sample of a lot that is large compared to
 * the sample, and on the safe side for a smaller lot. 1 without a sample.
 * Source: C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26, 1934.
 */
export function upperShare(found: number, sampled: number, confidence = lotConfidence): number {
  if (found >= sampled) return 1;
  return bisect((share) => atMostProbability(found, sampled, share) - (1 - confidence));
}

/** How many pieces without the defect must be sampled, none with it, to support a share of at most `share`. */
export function cleanSampleFor(share: number, confidence = lotConfidence): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(1 - share) - roundingSlack);
}

/** `log(0.05) / log(0.95)` must not become 60 by the last bit of a rounding. */
const roundingSlack = 1e-9;

/** Halvings until neighbouring shares differ by less than 1e-12. */
const halvings = 40;

/** The zero of `falling` between 0 and 1. */
function bisect(falling: (share: number) => number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (falling(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability of at most `found` successes in `sampled` trials. By logarithms: 0.5 ** 2000 is 0 otherwise. */
function atMostProbability(found: number, sampled: number, share: number): number {
  if (share <= 0) return 1;
  if (share >= 1) return found >= sampled ? 1 : 0;
  let logTerm = sampled * Math.log1p(-share);
  let sum = Math.exp(logTerm);
  for (let count = 1; count <= found; count++) {
    logTerm += Math.log((sampled - count + 1) / count) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
