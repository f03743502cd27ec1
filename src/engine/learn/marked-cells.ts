/** The cells of the areas that people marked. */
import type { AreaExample } from '../../domain/example';
import type { FractionRect, PackAnomaly } from '../../domain/pack';
import { cellsInside, type AnomalyTerms } from '../measure';
import type { ComparedPicture } from './compared-picture';

/** 1 for each cell of the example: in its areas and not ignored. A fault has at least as many as the score is the mean of. */
export function markedCells(
  { kind, areas }: Pick<AreaExample, 'kind' | 'areas'>,
  { picture, counted }: ComparedPicture,
  terms: AnomalyTerms,
): Uint8Array {
  const { placement } = picture.features;
  const inside = cellsInside(areas, terms, placement).map((is, cell) => (counted.ignored[cell] === 1 ? 0 : is));
  const missing = kind === 'fault' ? topCount(terms.anomaly) - cellsOf(inside).length : 0;
  if (missing <= 0) return inside;
  for (const cell of nearestCells(areas, terms, placement, inside, missing)) inside[cell] = 1;
  return inside;
}

/** How many cells the score is the mean of. */
export function topCount({ score }: PackAnomaly): number {
  return score.kind === 'max' ? 1 : score.count;
}

/** Cells around a small area: rectangles that grow until they contain enough. */
function nearestCells(
  areas: readonly FractionRect[],
  terms: AnomalyTerms,
  placement: ComparedPicture['picture']['features']['placement'],
  inside: Uint8Array,
  missing: number,
): readonly number[] {
  const { width, height } = terms.anomaly.patches.grid;
  const step = 0.5 / Math.max(width, height);
  for (let margin = step; margin < 1; margin += step) {
    const grown = areas.map((area) => grow(area, margin));
    const around = cellsOf(cellsInside(grown, terms, placement)).filter((cell) => inside[cell] !== 1);
    if (around.length >= missing) return around;
  }
  return [];
}

function grow({ x, y, width, height }: FractionRect, margin: number): FractionRect {
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
}

/** The places where a mask is 1. */
export function cellsOf(mask: Uint8Array): number[] {
  return [...mask.keys()].filter((cell) => mask[cell] === 1);
}
