/** From the outputs of a classifier to probabilities. */
import { outOfRange } from '../math/out-of-range';

/** Probabilities of logits. */
export function softmax(logits: readonly number[], temperature: number): readonly number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - top) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * Probabilities of n + 1 ordered classes from n log-odds of "above class k" (McCullagh 1980). They fall where the rows of a head are
 * parallel; where they rise, the class between has no probability.
 */
export function stepProbabilities(logOdds: readonly number[], temperature: number): readonly number[] {
  const above = [1, ...logOdds.map((value) => 1 / (1 + Math.exp(-value / temperature))), 0];
  const chances = above.slice(1).map((chance, at) => Math.max(0, (above[at] ?? outOfRange()) - chance));
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => chance / sum);
}
