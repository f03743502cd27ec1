/** From numbers to a verdict: grade, score, severity, map, mask, boxes. */
import type { AnomalyBox, AnomalyVerdict, GradeVerdict, VerdictRasters } from '../domain/inspection';
import type { Pack, PackAnomaly, PackGrade } from '../domain/pack';
import type { FloatRaster } from '../domain/picture';
import { calibratedMap, calibratedScore, mapScaleOf, severityOf } from '../learning/calibration';
import { categoryOf, kindOf } from '../learning/category';
import { gradeOf } from '../learning/grade';
import type { Vectors } from '../learning/memory-bank';
import { enlarge } from '../math/bilinear';
import { findRegions, type Region } from '../vision/components';
import type { Size } from '../vision/fit';
import { emptyMask, maskFrom, peakOf } from '../vision/mask';
import { toPictureMask, toPictureRaster, toPictureRect } from '../vision/place';
import { shapeOf } from '../vision/region-shape';
import type { PictureNumbers } from './measure';
import type { AnomalyNumbers, Viewed } from './measure-anomaly';

/** What the pack says of the picture. */
export interface Judgement {
  readonly grade?: GradeVerdict;
  readonly anomaly?: JudgedAnomaly;
}

/** The anomaly verdict and its rasters. */
interface JudgedAnomaly {
  readonly verdict: AnomalyVerdict;
  readonly rasters: VerdictRasters;
}

/** Where anomalous begins on the calibrated scale, unless another limit is asked for. */
const usualLimit = 0.5;

/**
 * The verdict's parts from the numbers of the picture. `limit` is the calibrated value from which it is anomalous. A picture
 * whose label says that it is none of those the pack means has no anomaly verdict: what is no sheet is not a clean one.
 */
export function judge(
  { probabilities, anomaly }: PictureNumbers,
  pack: Pack,
  viewed: Viewed,
  limit = usualLimit,
): Judgement {
  const grade = pack.grade && probabilities && gradeOf(probabilities, pack.grade);
  const isMeant = grade === undefined || pack.grade === undefined || !isRejectedLabel(grade.label, pack.grade);
  return {
    ...(grade === undefined ? {} : { grade }),
    ...(pack.anomaly && anomaly && isMeant
      ? { anomaly: judgeAnomaly(anomaly, pack.anomaly, { pack, viewed, limit }) }
      : {}),
  };
}

function isRejectedLabel(label: string, { reject }: PackGrade): boolean {
  return reject.some((rule) => rule.kind === 'label' && rule.label === label);
}

/** What the picture was judged under. */
interface Terms {
  readonly pack: Pack;
  readonly viewed: Viewed;
  readonly limit: number;
}

function inputSize({ input }: Pack): Size {
  return { width: input.widthPx, height: input.heightPx };
}

function judgeAnomaly(numbers: AnomalyNumbers, anomaly: PackAnomaly, { pack, viewed, limit }: Terms): JudgedAnomaly {
  const input = inputSize(pack);
  const score = calibratedScore(numbers.raw, anomaly.calibration);
  const band = severityOf(score, anomaly.severity);
  const grid = mapOf(numbers, anomaly);
  const isAnomalous = score >= limit;
  const fine = enlarge(grid, input);
  const level = markedFrom(fine, limit);
  const mask = isAnomalous ? maskFrom(fine, level) : emptyMask(input);
  return {
    verdict: {
      rawScore: numbers.raw,
      score,
      isAnomalous,
      level: band.name,
      levelTitle: band.title,
      action: band.action,
      boxes: isAnomalous ? boxesOf({ fine, level, kinds: numbers.kinds }, anomaly, viewed) : [],
    },
    rasters: {
      map: toPictureRaster(grid, input, viewed.plan, viewed.picture),
      mask: toPictureMask(mask, viewed.plan, viewed.picture),
    },
  };
}

/** The calibrated map: the pack's own, or the distances. */
function mapOf({ places, distances }: AnomalyNumbers, anomaly: PackAnomaly): FloatRaster {
  return { ...anomaly.patches.grid, data: calibratedMap(places ?? distances, mapScaleOf(anomaly)) };
}

/** A map of its own may stay under the limit in a picture over the threshold: then it is marked round its peak. */
const peakShare = 0.8;

function markedFrom(fine: FloatRaster, limit: number): number {
  const peak = fine.data.reduce((highest, value) => Math.max(highest, value), 0);
  return Math.min(limit, peakShare * peak);
}

/** The map at the network's input size, where its regions begin, and what the grid's cells say of each kind. */
interface MarkedMap {
  readonly fine: FloatRaster;
  readonly level: number;
  readonly kinds: Vectors | undefined;
}

/**
 * The regions where the map reaches `level` as boxes in pixels of the original picture, the highest score first. Specks under
 * `minBoxShare` are left out, but never the strongest region: a picture over the threshold says where.
 */
function boxesOf(marked: MarkedMap, anomaly: PackAnomaly, viewed: Viewed): readonly AnomalyBox[] {
  const { fine, level } = marked;
  const smallest = anomaly.minBoxShare * fine.data.length;
  return findRegions(maskFrom(fine, level))
    .map((region) => ({ region, score: peakOf(fine, region) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ region }, rank) => rank === 0 || region.cells.length >= smallest)
    .map(({ region, score }) => {
      const { name, title, action } = severityOf(score, anomaly.severity);
      const place = toPictureRect(region.bounds, viewed.plan, viewed.picture);
      return {
        ...place,
        score,
        level: name,
        levelTitle: title,
        action,
        ...categoryPart(region, marked, anomaly, viewed),
      };
    });
}

function categoryPart(
  region: Region,
  { fine, kinds }: MarkedMap,
  { categories, map, patches }: PackAnomaly,
  { plan: { source, target } }: Viewed,
): Pick<AnomalyBox, 'category'> {
  if (map?.kinds !== undefined && kinds !== undefined) {
    return { category: kindOf(kinds, cellsUnder(region, fine, patches.grid), map.kinds) };
  }
  if (categories === undefined) return {};
  const aspect = (source.width * target.height) / (source.height * target.width);
  return { category: categoryOf(shapeOf(region, fine, aspect), categories) };
}

/** The grid's cell under each cell of the region, which lies on the enlarged map. */
function cellsUnder({ cells }: Region, fine: Size, grid: Size): readonly number[] {
  const across = grid.width / fine.width;
  const down = grid.height / fine.height;
  return cells.map((cell) => {
    const y = Math.floor(Math.floor(cell / fine.width) * down);
    return y * grid.width + Math.floor((cell % fine.width) * across);
  });
}
