/** Raw score and map of a picture with what the pack learned of corrections. Rules LRN in `docs/spec/learning.md`. */
import type { MapSource, PackAnomaly } from '../../domain/pack';
import { rawScore } from '../../learning/calibration';
import { loweredMap, faultShare, raisedTo } from '../../learning/defect-bank';
import { outOfRange } from '../../math/out-of-range';

/** Distances of the cells of a picture. */
export interface CellDistances {
  /** To what is normal: the bank with the rows of examples, and baselines. Of cells that do not count, only where `toFault` is near. */
  readonly toNormal: Float32Array;
  /** To the nearest row that an example called normal; absent without such rows. */
  readonly toExample?: Float32Array;
  /** To the nearest row that an example called a fault; absent without such rows. */
  readonly toFault?: Float32Array;
}

/** What the pack itself says of the cells. */
export interface CountedCells {
  /** 1 in the rectangles that the pack ignores. */
  readonly ignored: Uint8Array;
  /** 1 where a cell does not count in the score: ignored, or under `countsFrom` of the pack's own map. */
  readonly leftOut: Uint8Array;
  /** The pack's own map; absent where the distances are the map. */
  readonly map?: Float32Array;
}

/** The value of each cell in the score, 0 where it does not count, and the map. */
export interface LearningValues {
  readonly values: Float32Array;
  readonly map?: Float32Array;
}

/**
 * The values of the cells: lowered by normal examples, then raised by faults. `excess` is what baselines take from the score: faults rise by it, so that
 * the score has the same bound with baselines.
 */
export function learningValues(
  distances: CellDistances,
  counted: CountedCells,
  anomaly: PackAnomaly,
  excess = 0,
): LearningValues {
  const { map: source } = anomaly;
  const lowered = lowerMap(distances, counted, anomaly);
  const shares = sharesOf(distances, counted, anomaly);
  const ceiling = faultCeiling(anomaly) + excess;
  const raise = (to: number) => (value: number, cell: number) => raisedTo(to, value, shares[cell] ?? outOfRange());
  const values = ownValues(distances.toNormal, lowered, counted, source).map(raise(ceiling));
  if (lowered === undefined || source === undefined) return { values };
  return { values, map: lowered.map(raise(source.threshold + source.softness)) };
}

/** One softness above the threshold: of the score, or of the distances as a map where that is higher, so that the map can mark a fault too. */
function faultCeiling({ calibration, map }: PackAnomaly): number {
  const { threshold, mapThreshold, softness } = calibration;
  return (map === undefined ? Math.max(threshold, mapThreshold) : threshold) + softness;
}

function lowerMap({ toExample }: CellDistances, { map }: CountedCells, { map: source, calibration }: PackAnomaly) {
  if (map === undefined || source === undefined || toExample === undefined) return map;
  return loweredMap(map, toExample, { countsFrom: source.countsFrom, mapThreshold: calibration.mapThreshold });
}

/** A cell that the pack's own map leaves out is raised only where it is near to a fault. */
function sharesOf(
  { toNormal, toFault }: CellDistances,
  { ignored, leftOut }: CountedCells,
  { calibration }: PackAnomaly,
): Float32Array {
  return toNormal.map((normal, cell) => {
    const fault = toFault?.[cell];
    if (fault === undefined || ignored[cell] === 1) return 0;
    return leftOut[cell] === 1 && fault >= calibration.mapThreshold ? 0 : faultShare(normal, fault);
  });
}

function ownValues(
  toNormal: Float32Array,
  map: Float32Array | undefined,
  { leftOut }: CountedCells,
  source: MapSource | undefined,
): Float32Array {
  if (map === undefined || source === undefined)
    return toNormal.map((value, cell) => (leftOut[cell] === 1 ? 0 : value));
  const { countsFrom, weight = 0 } = source;
  return toNormal.map((value, cell) =>
    leftOut[cell] === 1 ? 0 : value + weight * ((map[cell] ?? outOfRange()) - countsFrom),
  );
}

/**
 * The raw score of the cells that `outside` does not mark with 1: of those that count, or of all with 0 for the others, where that is higher.
 * So faults never lower it, also where fewer cells count than the score is the mean of.
 */
export function exampleScore(
  { values }: LearningValues,
  { ignored, leftOut }: CountedCells,
  { score }: PackAnomaly,
  outside: Uint8Array = ignored,
): number {
  const own = leftOut.map((is, cell) => (is === 1 || outside[cell] === 1 ? 1 : 0));
  const all = ignored.map((is, cell) => (is === 1 || outside[cell] === 1 ? 1 : 0));
  return Math.max(rawScore(values, own, score), rawScore(values, all, score));
}
