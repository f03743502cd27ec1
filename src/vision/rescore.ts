/** The anomaly verdict of a stored picture under another threshold, from its stored map. */
import { agreeMap, displayedValue, highestOf } from '../domain/agreed-verdict';
import type { Level, NamedRegion } from '../domain/correction';
import type { AnomalyBox, AnomalyVerdict, VerdictRasters } from '../domain/inspection';
import type { MaskRaster, PixelRect } from '../domain/picture';
import { enlarge } from '../math/bilinear';
import type { Size } from './fit';
import { emptyMask, findRegions, maskFrom, peakOf, type Region } from './regions';

/** A level and the highest score that it has, on the scale where the threshold is 0.5. */
export interface LevelBand extends Level {
  readonly upTo: number;
}

/** What is needed besides the stored verdict. */
export interface RescoreTerms {
  /** The score from which the picture is anomalous, on the scale of the stored score. */
  readonly limit: number;
  /** The size of the picture, to which boxes refer. */
  readonly picture: Size;
  /** The levels of the pack, the mildest first; the last ends at 1. */
  readonly bands: readonly LevelBand[];
  /** Regions that cover a smaller share of the map are left out, except the strongest. */
  readonly minBoxShare: number;
}

/** A verdict under another threshold. `score` and the map are on the scale where that threshold is 0.5. */
export interface Rescored {
  readonly score: number;
  readonly isAnomalous: boolean;
  readonly level: Level;
  readonly regions: readonly NamedRegion[];
  readonly rasters: VerdictRasters;
}

/** Map and mask under another limit, and the marked regions, the highest score first. Scores are on the scale where it is 0.5. */
interface Remarked {
  readonly isAnomalous: boolean;
  readonly regions: readonly ScoredRegion[];
  readonly rasters: VerdictRasters;
}

/**
 * Applies the rule of `domain/agreed-verdict.ts` with the new limit to the stored score and map. The kind of a region is that of the
 * stored region that it overlaps most: what kinds are computed from is not stored.
 */
export function rescore(anomaly: AnomalyVerdict, rasters: VerdictRasters, terms: RescoreTerms): Rescored {
  const { isAnomalous, regions, rasters: shown } = remark(anomaly, rasters, terms);
  const score = displayedValue(anomaly.score, terms.limit);
  return {
    score,
    isAnomalous,
    level: levelOf(score, terms.bands),
    regions: regions.map((each, index) => namedRegion(each, index, anomaly.boxes, { ...terms, raster: rasters.mask })),
    rasters: shown,
  };
}

/** Map and mask alone. */
export function remark(
  anomaly: AnomalyVerdict,
  { map, mask }: VerdictRasters,
  { limit, minBoxShare }: Pick<RescoreTerms, 'limit' | 'minBoxShare'>,
): Remarked {
  const isAnomalous = anomaly.score >= limit;
  const fine = enlarge(map, mask);
  const agreed = agreeMap({ score: anomaly.score, isAnomalous, limit, peak: highestOf(fine) });
  const found = agreed.markedFrom === undefined ? [] : findRegions(maskFrom(fine, agreed.markedFrom));
  const shownOf = (value: number): number => displayedValue(agreed.scoreOf(value), limit);
  const regions = found
    .map((region) => ({ region, score: shownOf(peakOf(fine, region)) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ region }, rank) => rank === 0 || region.cells.length >= minBoxShare * fine.data.length);
  return {
    isAnomalous,
    regions,
    rasters: { map: { ...map, data: map.data.map(shownOf) }, mask: maskOf(regions, mask) },
  };
}

function levelOf(score: number, bands: readonly LevelBand[]): Level {
  const band = bands.find(({ upTo }) => score <= upTo) ?? bands.at(-1);
  if (band === undefined) throw new RangeError('a pack has at least one severity band');
  const { level, levelTitle, action, isAnomalous, rank } = band;
  return { level, levelTitle, action, isAnomalous, rank };
}

interface ScoredRegion {
  readonly region: Region;
  readonly score: number;
}

function namedRegion(
  { region, score }: ScoredRegion,
  index: number,
  stored: readonly AnomalyBox[],
  { picture, bands, limit, raster }: RescoreTerms & { readonly raster: Size },
): NamedRegion {
  const rect = toPicture(region.bounds, raster, picture);
  const { level, levelTitle, action } = levelOf(score, bands);
  const category = mostOverlapping(rect, stored)?.category;
  const id = `limit-${Math.round(1000 * limit)}-${index + 1}`;
  return { id, ...rect, score, level, levelTitle, action, ...(category && { category }) };
}

function toPicture({ x, y, width, height }: PixelRect, raster: Size, picture: Size): PixelRect {
  const across = picture.width / raster.width;
  const down = picture.height / raster.height;
  const left = Math.floor(x * across);
  const top = Math.floor(y * down);
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.min(picture.width, Math.ceil((x + width) * across)) - left),
    height: Math.max(1, Math.min(picture.height, Math.ceil((y + height) * down)) - top),
  };
}

function mostOverlapping(rect: PixelRect, boxes: readonly AnomalyBox[]): AnomalyBox | undefined {
  const [best] = boxes
    .map((box) => ({ box, shared: sharedArea(rect, box) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared);
  return best?.box;
}

function sharedArea(a: PixelRect, b: PixelRect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function maskOf(regions: readonly ScoredRegion[], size: Size): MaskRaster {
  const mask = emptyMask(size);
  for (const { region } of regions) for (const cell of region.cells) mask.data[cell] = 1;
  return mask;
}
