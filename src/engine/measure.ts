/** From features to plain numbers, with what the pack has learned: distances, raw score, probabilities. */
import { packOfExtent } from '../domain/close-look';
import type { FractionRect, MapSource, Pack, PackAnomaly, PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { rawScore } from '../learning/calibration';
import { headLogits, probabilitiesOf } from '../learning/grade';
import type { MemoryBank, Vectors } from '../learning/memory-bank';
import type { Size } from '../vision/fit';
import { outOfRange } from '../math/out-of-range';
import { jointDistances, type Comparison } from './baseline/compare';
import { excessOf } from './baseline/excess';
import type { Features, Placement } from './extract';
import type { UnpackedPack } from './unpack';

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
  const found = measureAnomaly(features, unpacked, comparisons);
  if (!found.ok || found.value === undefined || comparisons.length === 0) return found;
  const excess = excessOf(comparisons, unpacked, (own) => measureAnomaly(own, unpacked, []));
  return succeed({ ...found.value, rawScore: found.value.rawScore - excess });
}

function measureAnomaly(
  features: Features,
  { pack, bank }: UnpackedPack,
  comparisons: readonly Comparison[],
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
  return succeed(anomalyNumbers(features, { pack, anomaly }, search));
}

/** A pack with an anomaly part. */
export interface AnomalyTerms {
  readonly pack: Pack;
  readonly anomaly: PackAnomaly;
}

/** The numbers from the distances that `search` measures; 1 in `leftOut` is a cell that does not count. */
export function anomalyNumbers(
  { map: mapValues, placement }: Features,
  { pack, anomaly }: AnomalyTerms,
  search: (leftOut: Uint8Array) => Float32Array,
): AnomalyNumbers {
  const ignored = ignoredCells(packOfExtent(pack), placement);
  const { score, map: source } = anomaly;
  if (source === undefined || mapValues === undefined) {
    const distances = search(ignored);
    return { distances, rawScore: rawScore(distances, ignored, score) };
  }
  const map = rowMaxima(mapValues);
  const leftOut = ignored.map((is, cell) => (is === 1 || (map[cell] ?? outOfRange()) < source.countsFrom ? 1 : 0));
  const distances = search(leftOut);
  return {
    distances,
    rawScore: rawScore(weighted(distances, map, source), leftOut, score),
    map: map.map((value, cell) => (ignored[cell] === 1 ? -Infinity : value)),
    ...(source.kinds === undefined ? {} : { kinds: mapValues }),
  };
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
export function ignoredCells({ input, anomaly }: Pack, { plan: { source, target }, picture }: Placement): Uint8Array {
  if (anomaly === undefined) return new Uint8Array();
  const { patches, ignore } = anomaly;
  const { width, height } = patches.grid;
  const ignored = new Uint8Array(width * height);
  if (ignore.length === 0) return ignored;
  return ignored.map((_, cell) => {
    const column = (((cell % width) + 0.5) * input.widthPx) / width;
    const row = ((Math.floor(cell / width) + 0.5) * input.heightPx) / height;
    const x = (source.x + ((column - target.x) * source.width) / target.width) / picture.width;
    const y = (source.y + ((row - target.y) * source.height) / target.height) / picture.height;
    return ignore.some((rect) => contains(rect, x, y)) ? 1 : 0;
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
