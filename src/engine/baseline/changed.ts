/** What differs from the baseline, as regions of both pictures. */
import type { ChangedRegion } from '../../domain/baseline';
import type { Pack, PackAnomaly } from '../../domain/pack';
import type { PixelRect } from '../../domain/picture';
import { onBaseline, type Similarity } from '../../vision/align';
import type { Extent, Size } from '../../vision/fit';
import { findRegions, maskFrom, peakOf } from '../../vision/regions';
import { toPictureRect } from '../../vision/to-picture';
import type { Features } from '../extract';
import type { Comparison } from './compare';

/** Regions that are kept, the most different first. */
const mostRegions = 12;
/** Least share of the cells that a changed region covers. */
const leastShare = 0.002;

/** The regions that differ from the aligned baseline with the highest agreement; undefined where none is aligned. */
export function changedRegions(
  { placement }: Features,
  comparisons: readonly Comparison[],
  pack: Pack,
): readonly ChangedRegion[] | undefined {
  const best = bestAligned(comparisons);
  if (best?.near === undefined || pack.anomaly === undefined) return undefined;
  const input = { width: pack.input.widthPx, height: pack.input.heightPx };
  // A cell without a counterpart does not count as changed.
  const known = best.near.map((value) => (value < Infinity ? value : 0));
  const map = { ...pack.anomaly.patches.grid, data: known };
  const baseline = best.baseline.features.placement.picture;
  return findRegions(maskFrom(map, changedFrom(pack.anomaly)))
    .filter(({ cells }) => cells.length >= leastShare * map.data.length)
    .map((region) => ({ region, distance: peakOf(map, region) }))
    .sort((a, b) => b.distance - a.distance)
    .slice(0, mostRegions)
    .map(({ region, distance }) => {
      const here = toPictureRect(onInput(region.bounds, map, input), placement.plan, placement.picture);
      const there = rectOnBaseline(here, placement.picture, best.alignment.similarity, baseline);
      return { ...here, distance, baseline: { id: best.baseline.id, ...there } };
    });
}

/** Bounds in cells of `grid` as pixels of the network's input. */
function onInput({ x, y, width, height }: Extent, grid: Size, input: Size): Extent {
  const [across, down] = [input.width / grid.width, input.height / grid.height];
  return { x: x * across, y: y * down, width: width * across, height: height * down };
}

function bestAligned(comparisons: readonly Comparison[]): Comparison | undefined {
  return comparisons
    .filter(({ near }) => near !== undefined)
    .sort((a, b) => b.alignment.agreement - a.alignment.agreement)[0];
}

/** A cell has changed where it is farther from the baseline than one percent of the cells of normal pictures are from the pack. */
function changedFrom({ calibration }: PackAnomaly): number {
  return calibration.mapThreshold;
}

/** The rectangle around `rect` on the baseline, inside it. */
function rectOnBaseline(rect: PixelRect, picture: Size, similarity: Similarity, baseline: Size): PixelRect {
  const [longer, longerOfBaseline] = [longerOf(picture), longerOf(baseline)];
  const corners = [rect.x, rect.x + rect.width].flatMap((x) =>
    [rect.y, rect.y + rect.height].map((y) => {
      const place = { x: (x - picture.width / 2) / longer, y: (y - picture.height / 2) / longer };
      const found = onBaseline(similarity, place);
      return {
        x: found.x * longerOfBaseline + baseline.width / 2,
        y: found.y * longerOfBaseline + baseline.height / 2,
      };
    }),
  );
  const across = spanOf(
    corners.map(({ x }) => x),
    baseline.width,
  );
  const down = spanOf(
    corners.map(({ y }) => y),
    baseline.height,
  );
  return { x: across.from, y: down.from, width: across.extent, height: down.extent };
}

function longerOf({ width, height }: Size): number {
  return Math.max(width, height);
}

/** Whole pixels from 0 to `limit`, at least one. */
function spanOf(values: readonly number[], limit: number): { readonly from: number; readonly extent: number } {
  const from = Math.min(limit - 1, Math.max(0, Math.floor(Math.min(...values))));
  const end = Math.min(limit, Math.max(from + 1, Math.ceil(Math.max(...values))));
  return { from, extent: end - from };
}
