/** Whether a version finds what people confirmed: the picture, and the places that they marked. Rule LRN-6 in `docs/spec/learning.md`. */
import type { FractionRect, PackAnomaly } from '../../domain/pack';
import { calibratedMap, mapScaleOf } from '../../learning/calibration';
import { outOfRange } from '../../math/out-of-range';
import { cellUnder, markedMask } from '../judge-anomaly';
import type { AnomalyTerms } from '../measure';
import { anomalyOf, callOf, valuesOf, type ComparedPicture } from './compared-picture';
import { cellsOf, markedCells } from './marked-cells';

/** What a version finds of the faults of one picture. */
export interface FoundFaults {
  readonly isAnomalous: boolean;
  readonly places: readonly FoundPlace[];
}

/** The place of one fault. */
interface FoundPlace {
  /** The picture is anomalous, and its mask covers a part of the place. */
  readonly isMarked: boolean;
  /** The highest value of the map in it, 0–1. */
  readonly value: number;
}

/** Undefined for a picture without a confirmed fault that the version finds. */
export function foundFaults(
  compared: ComparedPicture,
  terms: AnomalyTerms,
  by: PackAnomaly = terms.anomaly,
): FoundFaults | undefined {
  const { said } = compared.picture;
  if (said?.isAnomalous !== true) return undefined;
  const found = measureFaults(compared, said.faults ?? [], terms, by);
  return found.isAnomalous ? found : undefined;
}

/** True where a fault that was found is found no longer: in the whole picture, or at the place where the person marked it. */
export function isHidden(
  before: FoundFaults,
  compared: ComparedPicture,
  terms: AnomalyTerms,
  by: PackAnomaly = terms.anomaly,
): boolean {
  const after = measureFaults(compared, compared.picture.said?.faults ?? [], terms, by);
  if (!after.isAnomalous) return true;
  return before.places.some(({ isMarked, value }, at) => {
    const now = after.places[at] ?? outOfRange();
    // A place whose value did not fall is not hidden, even where others now exceed it.
    return isMarked && !now.isMarked && now.value < value;
  });
}

/** Of the faults that a person confirmed, those that the version does not find at their place. */
export function missedPlaces(compared: ComparedPicture, terms: AnomalyTerms, by: PackAnomaly): number {
  const { said } = compared.picture;
  if (said?.isAnomalous !== true || said.faults === undefined) return 0;
  return measureFaults(compared, said.faults, terms, by).places.filter(({ isMarked }) => !isMarked).length;
}

/** Whether the version finds a fault at these areas. */
export function isFoundAt(areas: readonly FractionRect[], compared: ComparedPicture, terms: AnomalyTerms): boolean {
  return measureFaults(compared, [areas], terms, terms.anomaly).places.every(({ isMarked }) => isMarked);
}

function measureFaults(
  compared: ComparedPicture,
  faults: readonly (readonly FractionRect[])[],
  terms: AnomalyTerms,
  by: PackAnomaly,
): FoundFaults {
  const call = callOf(compared, by);
  const own = anomalyOf(compared, by);
  const { grid } = own.patches;
  const { values, map = values } = valuesOf(compared, by);
  const shown = calibratedMap(map, mapScaleOf(own));
  const { ignored } = compared.counted;
  const counted = shown.map((value, cell) => (ignored[cell] === 1 ? 0 : value));
  const marked = new Uint8Array(counted.length);
  if (call.isAnomalous && faults.length > 0) {
    const mask = markedMask({ ...grid, data: counted }, call, { ...terms, anomaly: own });
    mask.data.forEach((is, pixel) => {
      if (is === 1) marked[cellUnder(pixel, mask, grid)] = 1;
    });
  }
  const places = faults.map((areas) => {
    const cells = cellsOf(markedCells({ kind: 'fault', areas }, compared, terms));
    const value = cells.reduce((most, cell) => Math.max(most, counted[cell] ?? outOfRange()), 0);
    return { isMarked: cells.some((cell) => marked[cell] === 1), value };
  });
  return { isAnomalous: call.isAnomalous, places };
}
