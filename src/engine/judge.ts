/** From numbers to a verdict: grade, score, severity, map, mask, boxes. */
import type { AnomalyBox, AnomalyVerdict, GradeVerdict } from '../domain/inspection';
import type { Pack, PackAnomaly } from '../domain/pack';
import type { FloatRaster } from '../domain/picture';
import { calibratedMap, calibratedScore, severityOf } from '../learning/calibration';
import { gradeOf } from '../learning/grade';
import { enlarge } from '../math/bilinear';
import { findRegions } from '../vision/components';
import type { Size } from '../vision/fit';
import { emptyMask, maskFrom, peakOf } from '../vision/mask';
import { toPictureMask, toPictureRaster, toPictureRect } from '../vision/place';
import type { AnomalyNumbers, PictureNumbers, Viewed } from './measure';

/** What the pack says of the picture. */
export interface Judgement {
  readonly grade?: GradeVerdict;
  readonly anomaly?: AnomalyVerdict;
}

/** Where anomalous begins on the calibrated scale, unless another limit is asked for. */
const usualLimit = 0.5;

/** The verdict's parts from the numbers of the picture. `limit` is the calibrated value from which it is anomalous. */
export function judge(
  { probabilities, anomaly }: PictureNumbers,
  pack: Pack,
  viewed: Viewed,
  limit = usualLimit,
): Judgement {
  return {
    ...(pack.grade && probabilities ? { grade: gradeOf(probabilities, pack.grade) } : {}),
    ...(pack.anomaly && anomaly ? { anomaly: judgeAnomaly(anomaly, pack.anomaly, { pack, viewed, limit }) } : {}),
  };
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

function judgeAnomaly(numbers: AnomalyNumbers, anomaly: PackAnomaly, { pack, viewed, limit }: Terms): AnomalyVerdict {
  const input = inputSize(pack);
  const score = calibratedScore(numbers.raw, anomaly.calibration);
  const band = severityOf(score, anomaly.severity);
  const grid = { ...anomaly.patches.grid, data: calibratedMap(numbers.distances, anomaly.calibration) };
  const isAnomalous = score >= limit;
  const fine = enlarge(grid, input);
  const mask = isAnomalous ? maskFrom(fine, limit) : emptyMask(input);
  return {
    rawScore: numbers.raw,
    score,
    isAnomalous,
    level: band.name,
    levelTitle: band.title,
    action: band.action,
    map: toPictureRaster(grid, input, viewed.plan, viewed.picture),
    mask: toPictureMask(mask, viewed.plan, viewed.picture),
    boxes: isAnomalous ? boxesOf(fine, anomaly, viewed, limit) : [],
  };
}

/**
 * The regions where the map reaches `limit` as boxes in pixels of the original picture, the highest score first. Specks under
 * `minBoxShare` are left out, but never the strongest region: a picture over the threshold says where.
 */
function boxesOf(
  fine: FloatRaster,
  anomaly: PackAnomaly,
  { plan, picture }: Viewed,
  limit: number,
): readonly AnomalyBox[] {
  const smallest = anomaly.minBoxShare * fine.data.length;
  return findRegions(maskFrom(fine, limit))
    .map((region) => ({ region, score: peakOf(fine, region) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ region }, rank) => rank === 0 || region.cells.length >= smallest)
    .map(({ region, score }) => {
      const { name, title, action } = severityOf(score, anomaly.severity);
      return { ...toPictureRect(region.bounds, plan, picture), score, level: name, levelTitle: title, action };
    });
}
