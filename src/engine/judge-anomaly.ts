/** From the numbers of a picture to its anomaly verdict: score, severity, map, mask, boxes. */
import type { AnomalyBox, AnomalyVerdict, VerdictRasters } from '../domain/inspection';
import { recordLocale, textIn } from '../domain/localised-text';
import type { Pack, PackAnomaly } from '../domain/pack';
import type { FloatRaster } from '../domain/picture';
import { calibratedMap, calibratedScore, mapScaleOf, severityOf } from '../learning/calibration';
import { categoryOf, kindOf } from '../learning/category';
import type { Vectors } from '../learning/memory-bank';
import { enlarge } from '../math/bilinear';
import type { Size } from '../vision/fit';
import { emptyMask, findRegions, maskFrom, peakOf, type Region } from '../vision/regions';
import { toPictureMask, toPictureRaster, toPictureRect } from '../vision/to-picture';
import { shapeOf } from '../vision/region-shape';
import type { Placement } from './extract';
import type { AnomalyNumbers } from './measure';

/** The anomaly verdict and its rasters. */
export interface JudgedAnomaly {
  readonly verdict: AnomalyVerdict;
  readonly rasters: VerdictRasters;
}

interface JudgeTerms {
  readonly pack: Pack;
  readonly placement: Placement;
  /** Calibrated score from which the picture is anomalous. */
  readonly limit: number;
}

function inputSize({ input }: Pack): Size {
  return { width: input.widthPx, height: input.heightPx };
}

/** The anomaly verdict. A picture under the limit keeps its map, but has an empty mask and no boxes. */
export function judgeAnomaly(
  numbers: AnomalyNumbers,
  anomaly: PackAnomaly,
  { pack, placement, limit }: JudgeTerms,
): JudgedAnomaly {
  const input = inputSize(pack);
  const score = calibratedScore(numbers.rawScore, anomaly.calibration);
  const band = severityOf(score, anomaly.severity);
  const grid = mapOf(numbers, anomaly);
  const isAnomalous = score >= limit;
  const fine = enlarge(grid, input);
  const level = markedFrom(fine, limit);
  const mask = isAnomalous ? maskFrom(fine, level) : emptyMask(input);
  return {
    verdict: {
      rawScore: numbers.rawScore,
      score,
      isAnomalous,
      level: band.name,
      levelTitle: textIn(band.title, recordLocale),
      action: textIn(band.action, recordLocale),
      boxes: isAnomalous ? boxesOf({ fine, level, kinds: numbers.kinds }, anomaly, placement) : [],
    },
    rasters: {
      map: toPictureRaster(grid, input, placement.plan, placement.picture),
      mask: toPictureMask(mask, placement.plan, placement.picture),
    },
  };
}

/** The calibrated map on the grid: the pack's own, or the distances. */
function mapOf({ map, distances }: AnomalyNumbers, anomaly: PackAnomaly): FloatRaster {
  return { ...anomaly.patches.grid, data: calibratedMap(map ?? distances, mapScaleOf(anomaly)) };
}

/** The pack's own map may stay under the limit although the picture is over it: then the surroundings of its peak are marked. */
const peakShare = 0.8;

function markedFrom(fine: FloatRaster, limit: number): number {
  const peak = fine.data.reduce((highest, value) => Math.max(highest, value), 0);
  return Math.min(limit, peakShare * peak);
}

/** The map at the size of the network's input, the value from which a region begins, and the logits of the kinds per grid cell. */
interface MarkedMap {
  readonly fine: FloatRaster;
  readonly level: number;
  readonly kinds: Vectors | undefined;
}

/**
 * The regions where the map reaches `level`, as boxes in pixels of the original picture, the highest score first. Regions smaller
 * than `minBoxShare` of the map are skipped, except the strongest: every anomalous picture has at least one box.
 */
function boxesOf(marked: MarkedMap, anomaly: PackAnomaly, placement: Placement): readonly AnomalyBox[] {
  const { fine, level } = marked;
  const smallest = anomaly.minBoxShare * fine.data.length;
  return findRegions(maskFrom(fine, level))
    .map((region) => ({ region, score: peakOf(fine, region) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ region }, rank) => rank === 0 || region.cells.length >= smallest)
    .map(({ region, score }) => {
      const { name, title, action } = severityOf(score, anomaly.severity);
      const place = toPictureRect(region.bounds, placement.plan, placement.picture);
      return {
        ...place,
        score,
        level: name,
        levelTitle: textIn(title, recordLocale),
        action: textIn(action, recordLocale),
        ...categoryPart(region, marked, anomaly, placement),
      };
    });
}

function categoryPart(
  region: Region,
  { fine, kinds }: MarkedMap,
  { categories, map, patches }: PackAnomaly,
  { plan: { source, target } }: Placement,
): Pick<AnomalyBox, 'category'> {
  if (map?.kinds !== undefined && kinds !== undefined) {
    return { category: kindOf(kinds, cellsUnder(region, fine, patches.grid), map.kinds) };
  }
  if (categories === undefined) return {};
  const aspect = (source.width * target.height) / (source.height * target.width);
  return { category: categoryOf(shapeOf(region, fine, aspect), categories) };
}

/** For each cell of the region, which lies on the enlarged map, the index of the grid cell at the same place. */
function cellsUnder({ cells }: Region, fine: Size, grid: Size): readonly number[] {
  const across = grid.width / fine.width;
  const down = grid.height / fine.height;
  return cells.map((cell) => {
    const y = Math.floor(Math.floor(cell / fine.width) * down);
    return y * grid.width + Math.floor((cell % fine.width) * across);
  });
}
