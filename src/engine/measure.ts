/** From the network's outputs to plain numbers: probabilities, distances, raw score. What they mean is `judge.ts`. */
import type { Pack, PackAnomaly, PackFault, PackGrade } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { rawScore } from '../learning/calibration';
import { gradeOutputs, headLogits, probabilitiesOf, type LinearHead } from '../learning/grade';
import { bankDistances, type Vectors } from '../learning/memory-bank';
import { patchCells } from '../learning/patch-cells';
import type { FitPlan } from '../vision/fit';
import { ignoredCells } from './ignored-cells';
import { mapOutput, outputNamed, tapOutputs, vectorOf, type NetworkOutputs } from './network-outputs';
import type { PackParts } from './ready-pack';

/** The picture's distances to the memory bank: one per cell of the grid, and what they come to. */
export interface AnomalyNumbers {
  readonly distances: Float32Array;
  readonly raw: number;
  /** Raw values of the pack's own map, one per cell; absent where the distances are the map. */
  readonly places?: Float32Array;
  /** What the map's kinds say, a row per cell and a column per kind; absent where it has none. */
  readonly kinds?: Vectors;
}

/** All numbers of one picture. */
export interface PictureNumbers {
  readonly anomaly?: AnomalyNumbers;
  readonly probabilities?: readonly number[];
  readonly embedding?: Float32Array;
}

/** Where the network looked: needed to find the cells that the pack ignores. */
export interface Viewed {
  readonly plan: FitPlan;
  readonly picture: { readonly width: number; readonly height: number };
}

/** The numbers of one picture from the outputs of its run. */
export function measure(outputs: NetworkOutputs, parts: PackParts, viewed: Viewed): Result<PictureNumbers, PackFault> {
  const anomaly = measureAnomaly(outputs, parts, viewed);
  if (!anomaly.ok) return anomaly;
  const probabilities = measureGrade(outputs, parts);
  if (!probabilities.ok) return probabilities;
  const name = parts.pack.network.embedding;
  return succeed({
    ...(anomaly.value === undefined ? {} : { anomaly: anomaly.value }),
    ...(probabilities.value === undefined ? {} : { probabilities: probabilities.value }),
    ...(name === undefined || outputs[name] === undefined ? {} : { embedding: outputs[name].data }),
  });
}

function measureAnomaly(
  outputs: NetworkOutputs,
  { pack, bank }: PackParts,
  viewed: Viewed,
): Result<AnomalyNumbers | undefined, PackFault> {
  if (pack.anomaly === undefined || bank === undefined) return succeed(undefined);
  const taps = tapOutputs(outputs, pack);
  if (!taps.ok) return taps;
  const cells = patchCells(taps.value, pack.anomaly.patches);
  if (cells.columns !== bank.columns) {
    return fail({
      kind: 'wrong-shape',
      what: 'the memory bank',
      wanted: `${cells.columns} columns, as the taps have channels`,
      found: `${bank.columns} columns`,
    });
  }
  const map = measureMap(outputs, pack);
  if (!map.ok) return map;
  const ignored = ignoredCells(pack.anomaly, { width: pack.input.widthPx, height: pack.input.heightPx }, viewed);
  const distances = bankDistances(cells, bank, pack.anomaly.neighbours);
  const kinds = pack.anomaly.map?.kinds === undefined ? undefined : map.value;
  return succeed({
    ...scoreCells(distances, { ignored, places: map.value && highest(map.value) }, pack.anomaly),
    ...(kinds === undefined ? {} : { kinds }),
  });
}

/** The raw values of the pack's own map, where it has one: a row per cell, a column per channel. */
function measureMap(outputs: NetworkOutputs, pack: Pack): Result<Vectors | undefined, PackFault> {
  if (pack.anomaly?.map === undefined) return succeed(undefined);
  const found = mapOutput(outputs, pack.anomaly.map, pack);
  if (!found.ok) return found;
  const taps = [{ output: pack.anomaly.map.output, neighbourhood: 1, norm: 'none', weight: 1 }] as const;
  return succeed(patchCells([found.value], { taps, grid: pack.anomaly.patches.grid }));
}

/** The highest number of each row. */
function highest({ rows, columns, data }: Vectors): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) =>
    Math.max(...data.subarray(row * columns, (row + 1) * columns)),
  );
}

interface Cells {
  readonly ignored: Uint8Array;
  readonly places: Float32Array | undefined;
}

function scoreCells(measured: Float32Array, { ignored, places }: Cells, anomaly: PackAnomaly): AnomalyNumbers {
  const distances = measured.map((distance, cell) => (ignored[cell] === 1 ? 0 : distance));
  if (places === undefined || anomaly.map === undefined) {
    return { distances, raw: rawScore(distances, ignored, anomaly.score) };
  }
  const { countsFrom, weight = 0 } = anomaly.map;
  const over = places.map((value) => value - countsFrom);
  const left = ignored.map((is, cell) => (is === 1 || (over[cell] ?? -1) < 0 ? 1 : 0));
  const weighed = distances.map((distance, cell) => distance + weight * (over[cell] ?? 0));
  const shown = places.map((value, cell) => (ignored[cell] === 1 ? -Infinity : value));
  return { distances, raw: rawScore(weighed, left, anomaly.score), places: shown };
}

function measureGrade(
  outputs: NetworkOutputs,
  { pack, head }: PackParts,
): Result<readonly number[] | undefined, PackFault> {
  const { grade, network } = pack;
  if (grade === undefined) return succeed(undefined);
  if (head !== undefined && network.embedding !== undefined) {
    return measureHead(outputs, network.embedding, head, grade);
  }
  const values = vectorOf(outputs, network.grade ?? '', gradeOutputs(grade));
  return values.ok ? succeed(probabilitiesOf([...values.value], grade)) : values;
}

function measureHead(
  outputs: NetworkOutputs,
  name: string,
  head: LinearHead,
  grade: PackGrade,
): Result<readonly number[], PackFault> {
  const embedding = outputNamed(outputs, name).data;
  if (embedding.length === head.columns) return succeed(probabilitiesOf(headLogits(head, embedding), grade));
  return fail({
    kind: 'wrong-shape',
    what: 'the grade head',
    wanted: `${embedding.length} columns, as the embedding`,
    found: `${head.columns} columns`,
  });
}
