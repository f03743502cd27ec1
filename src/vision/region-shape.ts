import type { Region } from './regions';
import type { Size } from './fit';

/** Measures of a region that do not depend on its scale, and its relative length. */
export interface RegionShape {
  /** Ratio of the principal axes, from the second moments of its cells: 1 is round, at most the number of cells. */
  readonly elongation: number;
  /** The longer side of its rectangle as a share of the map's longer side, 0–1. */
  readonly length: number;
}

/** Variance of a unit interval: a cell is a square, not a point. */
const cellVariance = 1 / 12;

/**
 * The shape of a region on a map of `size` whose cells are `aspect` times as wide as high on the picture.
 * Source of the moments: Hu 1962, "Visual pattern recognition by moment invariants".
 */
export function shapeOf({ cells, bounds }: Region, size: Size, aspect: number): RegionShape {
  const { xx, yy, xy } = momentsOf(cells, size.width, aspect);
  const middle = (xx + yy) / 2;
  const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy ** 2);
  return {
    elongation: Math.sqrt((middle + spread) / (middle - spread)),
    length: Math.max(bounds.width * aspect, bounds.height) / Math.max(size.width * aspect, size.height),
  };
}

interface Moments {
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/** Central second moments in cell heights squared. */
function momentsOf(cells: readonly number[], rowLength: number, aspect: number): Moments {
  const places = cells.map((cell) => ({ x: (cell % rowLength) * aspect, y: Math.floor(cell / rowLength) }));
  const mean = (of: (place: { readonly x: number; readonly y: number }) => number): number =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length;
  const x = mean((place) => place.x);
  const y = mean((place) => place.y);
  return {
    xx: mean((place) => (place.x - x) ** 2) + cellVariance * aspect ** 2,
    yy: mean((place) => (place.y - y) ** 2) + cellVariance,
    xy: mean((place) => (place.x - x) * (place.y - y)),
  };
}
