/** From the numbers of a picture to its anomaly verdict: score, severity, map, mask, boxes. */
import { agreeMap, displayedValue, highestOf, usualLimit, type AgreedMap } from '../domain/agreed-verdict';
import type { AnomalyBox, AnomalyVerdict, VerdictRasters } from '../domain/inspection';
import { recordLocale, textIn } from '../domain/localised-text';
import type { Pack, PackAnomaly } from '../domain/pack';
import type { FloatRaster, MaskRaster } from '../domain/picture';
import { calibratedMap, calibratedScore, mapScaleOf, severityOf } from '../learning/calibration';
import { categoryOf, kindOf } from '../learning/category';
import type { Vectors } from '../learning/memory-bank';
import { enlarge } from '../math/bilinear';
import type { Size } from '../vision/fit';
import { emptyMask, findRegions, maskFrom, peakOf, type Region } from '../vision/regions';
import { toPictureMask, toPictureRaster, toPictureRect } from '../vision/to-picture';
import { shapeOf } from '../vision/region-shape';
import type { Placement } from './extract';
import type { AnomalyNumbers, AnomalyTerms } from './measure';

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

/** The anomaly verdict. Map, mask and boxes follow from the score by the rule of `domain/agreed-verdict.ts`. */
export function judgeAnomaly(
  numbers: AnomalyNumbers,
  anomaly: PackAnomaly,
  { pack, placement, limit }: JudgeTerms,
): JudgedAnomaly {
  const input = inputSize(pack);
  const score = calibratedScore(numbers.rawScore, anomaly.calibration);
  const isAnomalous = score >= limit;
  const grid = mapOf(numbers, anomaly);
  const fine = enlarge(grid, input);
  const agreed = agreeMap({ score, isAnomalous, limit, peak: highestOf(fine) });
  const regions = markedRegions(fine, agreed, anomaly);
  const shown = { ...grid, data: grid.data.map((value) => displayedValue(agreed.scoreOf(value), limit)) };
  return {
    verdict: {
      rawScore: numbers.rawScore,
      score,
      isAnomalous,
      ...levelOf(score, anomaly),
      levels: anomaly.severity.map(({ name }) => name),
      boxes: regions.map((region) => boxOf(region, { fine, kinds: numbers.kinds }, anomaly, placement)),
    },
    rasters: {
      map: toPictureRaster(shown, input, placement.plan, placement.picture),
      mask: toPictureMask(maskOf(regions, input), placement.plan, placement.picture),
    },
  };
}

/** What a verdict with this calibrated map marks: 1 for each pixel of the network's input. */
export function markedMask(
  grid: FloatRaster,
  { score, isAnomalous }: Pick<AnomalyVerdict, 'score' | 'isAnomalous'>,
  { pack, anomaly }: AnomalyTerms,
): MaskRaster {
  const input = inputSize(pack);
  const fine = enlarge(grid, input);
  const agreed = agreeMap({ score, isAnomalous, limit: usualLimit, peak: highestOf(fine) });
  return maskOf(markedRegions(fine, agreed, anomaly), input);
}

/** The calibrated map on the grid: the pack's own, or the distances. */
function mapOf({ map, distances }: AnomalyNumbers, anomaly: PackAnomaly): FloatRaster {
  return { ...anomaly.patches.grid, data: calibratedMap(map ?? distances, mapScaleOf(anomaly)) };
}

function levelOf(score: number, { severity }: PackAnomaly): Pick<AnomalyBox, 'level' | 'levelTitle' | 'action'> {
  const { name, title, action } = severityOf(score, severity);
  return { level: name, levelTitle: textIn(title, recordLocale), action: textIn(action, recordLocale) };
}

/** A marked region; `score` is on the scale of the picture's score. */
interface MarkedRegion {
  readonly region: Region;
  readonly score: number;
}

/**
 * The marked regions, the highest score first. Regions smaller than `minBoxShare` of the map are skipped, except the strongest:
 * every anomalous picture whose map gives a location has at least one.
 */
function markedRegions(
  fine: FloatRaster,
  { markedFrom, scoreOf }: AgreedMap,
  { minBoxShare }: PackAnomaly,
): readonly MarkedRegion[] {
  if (markedFrom === undefined) return [];
  const smallest = minBoxShare * fine.data.length;
  return findRegions(maskFrom(fine, markedFrom))
    .map((region) => ({ region, score: scoreOf(peakOf(fine, region)) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ region }, rank) => rank === 0 || region.cells.length >= smallest);
}

function maskOf(regions: readonly MarkedRegion[], size: Size): MaskRaster {
  const mask = emptyMask(size);
  for (const { region } of regions) for (const cell of region.cells) mask.data[cell] = 1;
  return mask;
}

/** The map at the size of the network's input, and the logits of the kinds per grid cell. */
interface FineMap {
  readonly fine: FloatRaster;
  readonly kinds: Vectors | undefined;
}

/** A region as a box in pixels of the original picture. */
function boxOf({ region, score }: MarkedRegion, map: FineMap, anomaly: PackAnomaly, placement: Placement): AnomalyBox {
  return {
    ...toPictureRect(region.bounds, placement.plan, placement.picture),
    score,
    ...levelOf(score, anomaly),
    ...categoryPart(region, map, anomaly, placement),
  };
}

function categoryPart(
  region: Region,
  { fine, kinds }: FineMap,
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
  return cells.map((cell) => cellUnder(cell, fine, grid));
}

/** The index of the grid cell at the place of `pixel` of the enlarged map. */
export function cellUnder(pixel: number, fine: Size, grid: Size): number {
  const y = Math.floor((Math.floor(pixel / fine.width) * grid.height) / fine.height);
  return y * grid.width + Math.floor(((pixel % fine.width) * grid.width) / fine.width);
}
