/** How far a picture is from the pictures that a classifier learned from: a picture that is far from all of them belongs to none of its classes. */
import type { InParts } from '../math/in-parts';
import { outOfRange } from '../math/out-of-range';
import { seededRandom, shuffled } from '../math/seeded-random';
import { placeThreshold } from './conformal';
import { squaredDistanceWithin } from './early-distance';
import { takeRows, type ClassPool } from './heads/compare-heads';
import { centredRows, type Scaling } from './heads/scaling';
import type { Vectors } from './memory-bank';
import { sketcherFor } from './sketch';

/** Pictures that a later one is compared with, and the largest distance at which it is still like them. */
export interface TaughtPictures {
  /** Embeddings, centred and divided by their spread, not brought to length 1: the length separates unlike pictures from the taught ones. */
  readonly rows: Vectors;
  readonly limit: number;
}

/** More pictures add little, and would make the pack large. */
const mostPictures = 1000;
/** This share of the taught pictures may lie beyond the distance that the limit is made of: they may be labelled by mistake. */
const setAside = 0.01;
/** New pictures are a little farther away than left-out ones of the same session. Measurements: ADR 26. */
const margin = 1.1;

/** Undefined where no picture can be compared with others. */
export function* taughtPictures(pool: ClassPool, scaling: Scaling, seed: number): InParts<TaughtPictures | undefined> {
  const every = [...pool.labels.keys()];
  const at = every.length <= mostPictures ? every : shuffled(every, seededRandom(seed)).slice(0, mostPictures);
  const rows = centredRows(takeRows(pool.embeddings, at), scaling);
  const groups = at.map((picture) => pool.groups?.[picture] ?? picture);
  const limit = limitFor(yield* leftOutDistances(rows, groups));
  return limit === undefined ? undefined : { rows, limit };
}

/** The distance of each row to the nearest row of another group; none for a row without one. */
function* leftOutDistances(rows: Vectors, groups: readonly number[]): InParts<readonly number[]> {
  const sketched = sketcherFor(rows)(rows);
  const nearest = groups.map(() => Infinity);
  for (let one = 0; one < rows.rows; one++) {
    for (let other = one + 1; other < rows.rows; other++) {
      if (groups[one] === groups[other]) continue;
      const [ofOne, ofOther] = [nearest[one] ?? outOfRange(), nearest[other] ?? outOfRange()];
      const limit = Math.max(ofOne, ofOther);
      const squared = squaredDistanceWithin({ left: sketched, a: one, right: sketched }, other, limit);
      if (squared < ofOne) nearest[one] = squared;
      if (squared < ofOther) nearest[other] = squared;
    }
    yield rows.columns * (rows.rows - one);
  }
  return nearest.filter(Number.isFinite).map(Math.sqrt);
}

/** With few pictures the prior of taught thresholds widens the limit. */
function limitFor(distances: readonly number[]): number | undefined {
  if (distances.length === 0) return undefined;
  const falling = [...distances].sort((one, other) => other - one);
  const statistic = falling[Math.floor(setAside * falling.length)] ?? outOfRange();
  const limit = margin * Math.max(statistic, placeThreshold(distances).threshold);
  return limit > 0 ? limit : undefined;
}
