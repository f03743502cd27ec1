/** From features to plain numbers, with what the pack has learned: distances, raw score, probabilities. */
import { packOfExtent } from '../domain/close-look';
import type { FractionRect, MapSource, Pack, PackAnomaly, PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { rawScore } from '../learning/calibration';
import { headLogits, probabilitiesOf } from '../learning/grade';
import { bankDistances, type MemoryBank, type Vectors } from '../learning/memory-bank';
import { smallest } from '../learning/near-search';
import type { Size } from '../vision/fit';
import { outOfRange } from '../math/out-of-range';
import { jointDistances, type Comparison } from './baseline/compare';
import { excessOf } from './baseline/excess';
import type { Features, Placement } from './extract';
import { exampleScore, learningValues, type CellDistances, type CountedCells } from './learn/learning-numbers';
import type { ExampleBanks, UnpackedPack } from './unpack';

export interface AnomalyNumbers {
  /** Distance to the memory bank, one per cell; 0, and not measured, where a cell does not count in the score. */
  readonly distances: Float32Array;
  /** Distance in feature space, the pack's own unit. */
  readonly rawScore: number;
  /** Raw values of the pack's own map, one per cell; absent where the distances are the map. */
  readonly map?: Float32Array;
  /** Logits of the kinds of the map: a row per cell, a column per kind; absent where the map has no kinds. */
  readonly kinds?: Vectors;
}

/** The numbers behind the verdict on one picture. */
export interface PictureNumbers {
  readonly anomaly?: AnomalyNumbers;
  /** In the order of the labels. */
  readonly probabilities?: readonly number[];
  readonly embedding?: Float32Array;
}

/** The numbers of one picture. With neither rows in the memory bank nor baselines there are no anomaly numbers. */
export function measure(
  features: Features,
  given: UnpackedPack,
  comparisons: readonly Comparison[] = [],
): Result<PictureNumbers, PackFault> {
  const unpacked = { ...given, pack: packOfExtent(given.pack) };
  const anomaly = measureAgainst(features, unpacked, comparisons);
  if (!anomaly.ok) return anomaly;
  const probabilities = measureGrade(features, unpacked);
  if (!probabilities.ok) return probabilities;
  return succeed({
    ...(anomaly.value && { anomaly: anomaly.value }),
    ...(probabilities.value && { probabilities: probabilities.value }),
    ...(features.embedding && { embedding: features.embedding }),
  });
}

function measureAgainst(
  features: Features,
  unpacked: UnpackedPack,
  comparisons: readonly Comparison[],
): Result<AnomalyNumbers | undefined, PackFault> {
  const excess = excessOf(comparisons, unpacked, (own) =>
    measureAnomaly(own, unpacked, { comparisons: [], excess: 0 }),
  );
  const found = measureAnomaly(features, unpacked, { comparisons, excess });
  if (!found.ok || found.value === undefined) return found;
  return succeed({ ...found.value, rawScore: found.value.rawScore - excess });
}

/** The distances to baselines. */
interface OfBaselines {
  readonly comparisons: readonly Comparison[];
  readonly excess: number;
}

function measureAnomaly(
  features: Features,
  { pack, bank, examples }: UnpackedPack,
  { comparisons, excess }: OfBaselines,
): Result<AnomalyNumbers | undefined, PackFault> {
  const { cells } = features;
  const { anomaly } = pack;
  if (anomaly === undefined || cells === undefined) return succeed(undefined);
  if (bank === undefined && comparisons.length === 0) return succeed(undefined);
  const { grid } = anomaly.patches;
  if (cells.rows !== grid.width * grid.height) return fail(wrongRows(cells, grid));
  for (const known of [...(bank === undefined ? [] : [bank]), ...comparisons.map((each) => each.bank)])
    if (cells.columns !== known.columns) return fail(wrongColumns(cells, known));
  const { neighbours } = anomaly;
  const search = (leftOut: Uint8Array) => jointDistances(cells, bank, comparisons, { neighbours, leftOut });
  const terms = { pack, anomaly };
  if (examples === undefined) return succeed(anomalyNumbers(features, terms, search));
  return succeed(learnedNumbers(features, terms, { cells, examples, search, excess }));
}

interface LearnedSearch {
  readonly cells: Vectors;
  readonly examples: ExampleBanks;
  readonly search: (leftOut: Uint8Array) => Float32Array;
  readonly excess: number;
}

/** The numbers of a pack that learned from corrections. */
function learnedNumbers(features: Features, terms: AnomalyTerms, learned: LearnedSearch): AnomalyNumbers {
  const counted = countedCells(features, terms);
  const distances = distancesWithExamples(counted, terms.anomaly, learned);
  const found = learningValues(distances, counted, terms.anomaly, learned.excess);
  const score = exampleScore(found, counted, terms.anomaly);
  if (found.map === undefined) return { distances: found.values, rawScore: score };
  const map = found.map.map((value, cell) => (counted.ignored[cell] === 1 ? -Infinity : value));
  return {
    distances: distances.toNormal,
    rawScore: score,
    map,
    ...(terms.anomaly.map?.kinds !== undefined && features.map !== undefined && { kinds: features.map }),
  };
}

/** Distances to what is normal are also measured where the pack's map leaves out a cell that is near to a fault. */
function distancesWithExamples(
  { ignored, leftOut }: CountedCells,
  { calibration }: PackAnomaly,
  { cells, examples, search }: LearnedSearch,
): CellDistances {
  const nearest = (bank: MemoryBank) => bankDistances(cells, bank, { neighbours: 1, leftOut: ignored });
  const toFault = examples.faults && nearest(examples.faults);
  const toExample = examples.normal && nearest(examples.normal);
  const isNear = (cell: number): boolean => (toFault?.[cell] ?? Infinity) < calibration.mapThreshold;
  const skipped = leftOut.map((is, cell) => (is === 1 && !(isNear(cell) && ignored[cell] !== 1) ? 1 : 0));
  const toAll = search(skipped);
  // With several neighbours a row of an example is one of them only; by itself it says that the cell is normal.
  const toNormal = toExample === undefined ? toAll : smallest(cells.rows, [toAll, toExample]);
  return { toNormal, ...(toExample && { toExample }), ...(toFault && { toFault }) };
}

/** A pack with an anomaly part. */
export interface AnomalyTerms {
  readonly pack: Pack;
  readonly anomaly: PackAnomaly;
}

/** The numbers from the distances that `search` measures; 1 in `leftOut` is a cell that does not count. */
export function anomalyNumbers(
  features: Features,
  { pack, anomaly }: AnomalyTerms,
  search: (leftOut: Uint8Array) => Float32Array,
): AnomalyNumbers {
  const { map: mapValues } = features;
  const { score, map: source } = anomaly;
  const { ignored, leftOut, map } = countedCells(features, { pack, anomaly });
  const distances = search(leftOut);
  if (source === undefined || map === undefined || mapValues === undefined) {
    return { distances, rawScore: rawScore(distances, ignored, score) };
  }
  return {
    distances,
    rawScore: rawScore(weighted(distances, map, source), leftOut, score),
    map: map.map((value, cell) => (ignored[cell] === 1 ? -Infinity : value)),
    ...(source.kinds === undefined ? {} : { kinds: mapValues }),
  };
}

/** Which cells count by what the pack itself says. */
export function countedCells(
  { map: mapValues, placement }: Features,
  { pack, anomaly: { map: source } }: AnomalyTerms,
): CountedCells {
  const ignored = ignoredCells(packOfExtent(pack), placement);
  if (source === undefined || mapValues === undefined) return { ignored, leftOut: ignored };
  const map = rowMaxima(mapValues);
  const leftOut = ignored.map((is, cell) => (is === 1 || (map[cell] ?? outOfRange()) < source.countsFrom ? 1 : 0));
  return { ignored, leftOut, map };
}

function wrongRows({ rows }: Vectors, { width, height }: Size): PackFault {
  return { kind: 'wrong-shape', what: 'the cells', wanted: `${width}×${height} cells`, found: `${rows} cells` };
}

function wrongColumns(cells: Vectors, bank: MemoryBank): PackFault {
  return {
    kind: 'wrong-shape',
    what: 'the memory bank',
    wanted: `${cells.columns} columns, as the taps have channels`,
    found: `${bank.columns} columns`,
  };
}

/** 1 for each cell of the grid whose centre lies in a rectangle that the pack ignores. */
export function ignoredCells(pack: Pack, placement: Placement): Uint8Array {
  return pack.anomaly === undefined
    ? new Uint8Array()
    : cellsInside(pack.anomaly.ignore, { pack, anomaly: pack.anomaly }, placement);
}

/** 1 for each cell of the grid whose centre lies in one of the rectangles, which are in fractions of the picture. */
export function cellsInside(
  areas: readonly FractionRect[],
  { pack: { input }, anomaly }: AnomalyTerms,
  { plan: { source, target }, picture }: Placement,
): Uint8Array {
  const { width, height } = anomaly.patches.grid;
  const inside = new Uint8Array(width * height);
  if (areas.length === 0) return inside;
  return inside.map((_, cell) => {
    const column = (((cell % width) + 0.5) * input.widthPx) / width;
    const row = ((Math.floor(cell / width) + 0.5) * input.heightPx) / height;
    const x = (source.x + ((column - target.x) * source.width) / target.width) / picture.width;
    const y = (source.y + ((row - target.y) * source.height) / target.height) / picture.height;
    return areas.some((rect) => contains(rect, x, y)) ? 1 : 0;
  });
}

function contains(rect: FractionRect, x: number, y: number): boolean {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

function rowMaxima({ rows, columns, data }: Vectors): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) =>
    Math.max(...data.subarray(row * columns, (row + 1) * columns)),
  );
}

/** The value of each cell in the score: its distance and `weight` times its map value above `countsFrom`. */
function weighted(distances: Float32Array, map: Float32Array, { countsFrom, weight = 0 }: MapSource): Float32Array {
  return distances.map((distance, cell) => distance + weight * ((map[cell] ?? outOfRange()) - countsFrom));
}

function measureGrade(
  { embedding, gradeValues }: Features,
  { pack: { grade }, head }: UnpackedPack,
): Result<readonly number[] | undefined, PackFault> {
  if (grade === undefined) return succeed(undefined);
  if (gradeValues !== undefined) return succeed(probabilitiesOf([...gradeValues], grade));
  if (head === undefined || embedding === undefined) throw new RangeError('the features hold no grade');
  if (embedding.length === head.columns) return succeed(probabilitiesOf(headLogits(head, embedding), grade));
  return fail({
    kind: 'wrong-shape',
    what: 'the grade head',
    wanted: `${embedding.length} columns, as the embedding`,
    found: `${head.columns} columns`,
  });
}
