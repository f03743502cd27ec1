/**
 * One rule for an anomaly verdict (docs/spec/verdict.md): the score decides whether the picture is anomalous, and map, mask, boxes
 * and colours follow from it. The judge applies it to new verdicts; screens, office and exports apply it to stored ones.
 */
import { shownLevelTitle } from './level-title';
import type { AnomalyBox, AnomalyVerdict, VerdictRasters } from './inspection';
import type { FloatRaster, MaskRaster } from './picture';

/** The threshold on the calibrated scale, and on the scale of the displayed map. */
export const usualLimit = 0.5;

/** A map whose peak is lower gives no location: the logistic of the calibration ends at 1e-12. */
export const leastPeak = 1e-9;

/** If the map stays under the limit in an anomalous picture, it is marked from this share of its peak. */
export const peakShare = 0.8;

/** Where a map that stays under a limit is marked from: under a raised limit nothing that was not marked under the usual one. */
function markedBelowLimit(peak: number): number {
  return peak < usualLimit ? peakShare * peak : Math.max(usualLimit, peakShare * peak);
}

/** What the rule starts from. All are on the calibrated scale, 0–1. */
interface MapTerms {
  readonly score: number;
  readonly isAnomalous: boolean;
  /** The score from which the picture is anomalous. */
  readonly limit: number;
  /** The highest value of the map. */
  readonly peak: number;
}

/** How a map is brought to the score of its picture. */
export interface AgreedMap {
  /** The map's value from which a cell is marked; undefined where nothing is marked. */
  readonly markedFrom: number | undefined;
  /** A value of the map on the scale of the score: it rises with the value and never exceeds the score. */
  readonly scoreOf: (value: number) => number;
}

/**
 * The peak of the map of an anomalous picture becomes the picture's score, and the value from which cells are marked becomes the
 * limit. In any other picture the map is only lowered, so that it does not exceed the score.
 */
export function agreeMap({ score, isAnomalous, limit, peak }: MapTerms): AgreedMap {
  if (!isAnomalous || peak < leastPeak) {
    const share = peak > score ? score / peak : 1;
    return { markedFrom: undefined, scoreOf: (value) => Math.min(score, value * share) };
  }
  const from = peak >= limit ? limit : markedBelowLimit(peak);
  const share = (score - limit) / (peak - from);
  return {
    markedFrom: from,
    scoreOf: (value) => {
      if (value >= peak) return score;
      return value < from ? (value / from) * limit : Math.min(score, limit + (value - from) * share);
    },
  };
}

/** A calibrated value on the scale of the displayed map, where the limit is 0.5. */
export function displayedValue(value: number, limit: number): number {
  if (value < limit) return (usualLimit * value) / limit;
  return limit >= 1 ? value : usualLimit + ((1 - usualLimit) * (value - limit)) / (1 - limit);
}

/** The boxes of a stored verdict: none below the threshold, none more severe than the picture. */
function agreeBoxes({ isAnomalous, boxes, ...picture }: AnomalyVerdict): readonly AnomalyBox[] {
  return isAnomalous
    ? boxes.map((box) => withPresentTitle(box.score > picture.score ? capped(box, picture) : box))
    : [];
}

function capped(
  box: AnomalyBox,
  { score, level, levelTitle, action }: Pick<AnomalyVerdict, 'score' | 'level' | 'levelTitle' | 'action'>,
): AnomalyBox {
  return { ...box, score, level, levelTitle, action };
}

/** A stored verdict with boxes that agree with it, and with the present titles of its levels. */
export function agreeVerdict<Stored extends AnomalyVerdict>(stored: Stored): Stored {
  return { ...withPresentTitle(stored), boxes: agreeBoxes(stored) };
}

function withPresentTitle<Levelled extends Pick<AnomalyVerdict, 'level' | 'levelTitle'>>(stored: Levelled): Levelled {
  return { ...stored, levelTitle: shownLevelTitle(stored.level, stored.levelTitle) };
}

/** A stored record as screens, office and exports show it; the same object if it has no anomaly verdict. */
export function agreeRecord<Stored extends { readonly anomaly?: AnomalyVerdict }>(stored: Stored): Stored {
  return stored.anomaly === undefined ? stored : { ...stored, anomaly: agreeVerdict(stored.anomaly) };
}

/** The rasters of a stored verdict, brought to its score. Applying it twice changes nothing. */
export function agreeRasters({ isAnomalous, score }: AnomalyVerdict, { map, mask }: VerdictRasters): VerdictRasters {
  const peak = highestOf(map);
  const terms = { isAnomalous, peak, limit: usualLimit };
  const { scoreOf } = agreeMap({ ...terms, score: isAnomalous ? Math.max(usualLimit, score) : score });
  return {
    map: { ...map, data: map.data.map(scoreOf) },
    mask: isAnomalous ? mask : unmarked(mask),
  };
}

/** The highest value of a map. */
export function highestOf({ data }: FloatRaster): number {
  return data.reduce((highest, value) => Math.max(highest, value), 0);
}

function unmarked({ width, height, data }: MaskRaster): MaskRaster {
  return { width, height, data: new Uint8Array(data.length) };
}
