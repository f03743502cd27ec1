/** Pictures that show almost the same: copies that were compressed, brightened or cropped by a few pixels, and photos of one scene. */
import type { InParts } from '../math/in-parts';
import { createUnionFind, setsOf } from '../math/union-find';
import { squaredDistanceWithin } from './early-distance';
import { fitScaling, scaled } from './heads/scaling';
import type { Vectors } from './memory-bank';
import { sketcherFor } from './sketch';

/**
 * Least cosine of the scaled embeddings. Of 60 pictures each of steel, tomatoes and speckled sheets, no two different ones reach it (at
 * most 0.915), and of 20 copies that are 8 % brighter, nearly all of steel and tomatoes do.
 */
const leastCosine = 0.94;

/** With fewer pictures the spread of their embeddings says nothing. */
const fewestPictures = 4;

/** Above, the comparison of all pairs would take minutes. */
const mostComparedPictures = 12_000;

/** For most pairs the distance of the sketches already shows that the pictures differ. */
const comparedProducts = 30;

/** Sets of at least two rows of `embeddings`, in rising order. None above `mostComparedPictures`. */
export function* nearDuplicates(embeddings: Vectors): InParts<readonly (readonly number[])[]> {
  const { rows, columns } = embeddings;
  if (rows < fewestPictures || rows > mostComparedPictures) return [];
  const data = Float32Array.from(scaled(embeddings, fitScaling(embeddings)).data);
  const vectors = { rows, columns, data };
  const unit = sketcherFor(vectors)(vectors);
  const limit = 2 - 2 * leastCosine;
  const sets = createUnionFind(rows);
  for (let one = 0; one < rows; one++) {
    for (let other = one + 1; other < rows; other++) {
      if (squaredDistanceWithin({ left: unit, a: one, right: unit }, other, limit) < limit) sets.join(one, other);
    }
    yield comparedProducts * (rows - one);
  }
  return setsOf(rows, sets);
}
