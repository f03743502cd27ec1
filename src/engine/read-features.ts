/** From the outputs of the network to the features of a picture. */
import type { Pack, PackFault } from '../domain/pack';
import { succeed, type Result } from '../domain/result';
import { gradeOutputs } from '../domain/grade-outputs';
import type { Vectors } from '../learning/memory-bank';
import { patchCells } from '../learning/patch-cells';
import { mapOutput, tapOutputs, vectorOf, type NetworkOutputs } from './network-outputs';

/** What the dense outputs give: one row per cell. */
export interface CellFeatures {
  /** Absent without an anomaly part. */
  readonly cells?: Vectors;
  /** Absent if the distances are the map. */
  readonly map?: Vectors;
}

/** What the other outputs give: one vector for the picture. */
export interface WholeFeatures {
  readonly embedding?: Float32Array;
  readonly gradeValues?: Float32Array;
}

export function readCells(outputs: NetworkOutputs, pack: Pack): Result<CellFeatures, PackFault> {
  const cells = cellsOf(outputs, pack);
  if (!cells.ok) return cells;
  const map = mapOf(outputs, pack);
  if (!map.ok) return map;
  return succeed({ ...(cells.value && { cells: cells.value }), ...(map.value && { map: map.value }) });
}

export function readWhole(outputs: NetworkOutputs, pack: Pack): Result<WholeFeatures, PackFault> {
  const gradeValues = gradeValuesOf(outputs, pack);
  if (!gradeValues.ok) return gradeValues;
  const { embedding: name } = pack.network;
  const embedding = name === undefined ? undefined : outputs[name]?.data;
  return succeed({ ...(embedding && { embedding }), ...(gradeValues.value && { gradeValues: gradeValues.value }) });
}

function cellsOf(outputs: NetworkOutputs, pack: Pack): Result<Vectors | undefined, PackFault> {
  if (pack.anomaly === undefined) return succeed(undefined);
  const taps = tapOutputs(outputs, pack);
  return taps.ok ? succeed(patchCells(taps.value, pack.anomaly.patches)) : taps;
}

/** The pack's own map on the grid of the cells. */
function mapOf(outputs: NetworkOutputs, pack: Pack): Result<Vectors | undefined, PackFault> {
  if (pack.anomaly?.map === undefined) return succeed(undefined);
  const { map, patches } = pack.anomaly;
  const found = mapOutput(outputs, map, pack);
  if (!found.ok) return found;
  const taps = [{ output: map.output, neighbourhood: 1, norm: 'none', weight: 1 }] as const;
  return succeed(patchCells([found.value], { taps, grid: patches.grid }));
}

function gradeValuesOf(outputs: NetworkOutputs, { grade, network }: Pack): Result<Float32Array | undefined, PackFault> {
  if (grade?.source.kind !== 'network') return succeed(undefined);
  return vectorOf(outputs, network.grade, gradeOutputs(grade));
}
