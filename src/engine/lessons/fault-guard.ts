/** Whether a version still finds what people confirmed: the picture, and the places that they marked. Rule LRN-6 in `docs/spec/lessons.md`. */
import { agreeMap, usualLimit } from '../../domain/agreed-verdict';
import type { FractionRect, PackAnomaly } from '../../domain/pack';
import { calibratedMap, mapScaleOf } from '../../learning/calibration';
import { outOfRange } from '../../math/out-of-range';
import type { AnomalyTerms } from '../measure';
import { callOf, valuesOf, type ComparedPicture } from './compared-picture';
import { cellsOf, markedCells } from './marked-cells';

/** What a version finds of the confirmed faults of one picture. */
export interface FoundFaults {
  readonly isAnomalous: boolean;
  /** The value of the map from which a place is marked. */
  readonly markedFrom: number;
  /** The highest value of the map in each confirmed fault, 0–1. */
  readonly values: readonly number[];
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
  return before.values.some((value, at) => {
    const left = after.values[at] ?? outOfRange();
    // A place whose value did not fall is not hidden, even where others now exceed it.
    return value >= before.markedFrom && left < after.markedFrom && left < value;
  });
}

function measureFaults(
  compared: ComparedPicture,
  faults: readonly (readonly FractionRect[])[],
  terms: AnomalyTerms,
  by: PackAnomaly,
): FoundFaults {
  const { score, isAnomalous } = callOf(compared, by);
  const { values, map = values } = valuesOf(compared, by);
  const shown = calibratedMap(map, mapScaleOf(by));
  const { ignored } = compared.counted;
  const counted = shown.map((value, cell) => (ignored[cell] === 1 ? 0 : value));
  const peak = counted.reduce((most, value) => Math.max(most, value), 0);
  const { markedFrom = Infinity } = agreeMap({ score, isAnomalous, limit: usualLimit, peak });
  return { isAnomalous, markedFrom, values: faults.map((areas) => highestIn(areas, counted, compared, terms)) };
}

function highestIn(
  areas: readonly FractionRect[],
  shown: Float32Array,
  compared: ComparedPicture,
  terms: AnomalyTerms,
): number {
  const cells = cellsOf(markedCells({ kind: 'fault', areas }, compared, terms));
  return cells.reduce((most, cell) => Math.max(most, shown[cell] ?? outOfRange()), 0);
}
