/** From a picture to its features: resize, network, cells. */
import type { InspectFault } from '../domain/inspection';
import type { Checkpoint } from '../domain/operation';
import type { Pack, PackFault } from '../domain/pack';
import { originalSizeOf, type Picture } from '../domain/picture';
import { gradeOutputs } from '../domain/grade-outputs';
import { fail, succeed, type Result } from '../domain/result';
import type { Semaphore } from '../domain/semaphore';
import type { Vectors } from '../learning/memory-bank';
import { patchCells } from '../learning/patch-cells';
import { planFit, type FitPlan, type Size } from '../vision/fit';
import { planesToTensor, resizeForInput } from '../vision/to-tensor';
import type { EngineHost } from './engine-host';
import { mapOutput, neededOutputs, tapOutputs, vectorOf, type NetworkOutputs } from './network-outputs';
import type { DenseTensor, OnnxSession } from './onnx-runtime';
import { measurePicture, type PictureMeasures } from './preconditions';
import type { UnpackedPack } from './unpack';

/** Where the network's input lies on the original picture. */
export interface Placement {
  readonly plan: FitPlan;
  /** Size of the original picture, px. */
  readonly picture: Size;
}

/**
 * What the network computes of one picture, before anything is applied that was learned of other pictures. Plain data, so that
 * it can be judged again under another threshold, put into a memory bank, or compared with other pictures.
 */
export interface Features {
  readonly packId: string;
  /** Features of different networks are not comparable. */
  readonly networkSha256: string;
  readonly placement: Placement;
  /** The preconditions of the pack that are measured of the picture. */
  readonly measures: PictureMeasures;
  /** A row per cell of the pack's grid, row after row; as many columns as the memory bank. Absent without an anomaly part. */
  readonly cells?: Vectors;
  /** Raw values of the pack's own map: a row per cell, a column per kind, or one column. Absent if the distances are the map. */
  readonly map?: Vectors;
  /** The embedding of the whole picture, where it was asked for. */
  readonly embedding?: Float32Array;
  /** Numbers of the grade output of the network. Absent if a head computes the grade from the embedding. */
  readonly gradeValues?: Float32Array;
  readonly timings: ExtractTimings;
}

interface ExtractTimings {
  readonly resizeMs: number;
  readonly networkMs: number;
  readonly cellsMs: number;
}

/** A pack whose network is open. */
export interface OpenPack {
  readonly unpacked: UnpackedPack;
  readonly session: OnnxSession;
}

export type ExtractFault = Extract<InspectFault, { kind: 'pack-fault' | 'network-failed' | 'cancelled' }>;

export interface ExtractTools {
  readonly host: EngineHost;
  /** Network runs must not overlap. */
  readonly semaphore: Semaphore;
  /** Called when the network is free for this picture. */
  readonly checkpoint: Checkpoint;
  /** The network outputs to compute; those that the verdict needs by default. */
  readonly outputs?: (pack: Pack) => readonly string[];
}

/** For work that nobody watches or cancels. */
export const alwaysContinue: Checkpoint = () => Promise.resolve(true);

/** The features of one picture. */
export async function extract(
  picture: Picture,
  { unpacked, session }: OpenPack,
  { host, semaphore, checkpoint, outputs = neededOutputs }: ExtractTools,
): Promise<Result<Features, ExtractFault>> {
  const { pack } = unpacked;
  const startedMs = host.now();
  const placed = resizeForInput(picture, pack.input);
  const measures = measurePicture(picture, placed.planes, pack);
  const tensor = planesToTensor(placed, pack.input);
  const resizeMs = host.now() - startedMs;
  const run = await semaphore.run(async () => {
    if (!(await checkpoint({ step: 'extract', done: 0, total: 1 }))) return fail({ kind: 'cancelled' } as const);
    return runNetwork(session, { [pack.network.input]: tensor }, outputs(pack), host);
  });
  if (!run.ok) return run;
  const readFromMs = host.now();
  const read = readFeatures(run.value.outputs, pack);
  if (!read.ok) return fail({ kind: 'pack-fault', fault: read.fault });
  return succeed({
    packId: pack.id,
    networkSha256: unpacked.networkSha256,
    placement: placementOf(picture, pack),
    measures,
    ...read.value,
    timings: { resizeMs, networkMs: run.value.networkMs, cellsMs: host.now() - readFromMs },
  });
}

function placementOf(decoded: Picture, { input }: Pack): Placement {
  const picture = originalSizeOf(decoded);
  return { plan: planFit(picture, { width: input.widthPx, height: input.heightPx }, input.fit), picture };
}

interface NetworkRun {
  readonly outputs: NetworkOutputs;
  readonly networkMs: number;
}

/** The runtime reports failures by throwing anything; here they become a fault. */
async function runNetwork(
  session: OnnxSession,
  feeds: Readonly<Record<string, DenseTensor>>,
  outputs: readonly string[],
  host: EngineHost,
): Promise<Result<NetworkRun, ExtractFault>> {
  const startedMs = host.now();
  try {
    return succeed({ outputs: await session.run(feeds, outputs), networkMs: host.now() - startedMs });
  } catch (error) {
    return fail({ kind: 'network-failed', detail: error instanceof Error ? error.message : String(error) });
  }
}

type ReadFeatures = Pick<Features, 'cells' | 'map' | 'embedding' | 'gradeValues'>;

function readFeatures(outputs: NetworkOutputs, pack: Pack): Result<ReadFeatures, PackFault> {
  const cells = cellsOf(outputs, pack);
  if (!cells.ok) return cells;
  const map = mapOf(outputs, pack);
  if (!map.ok) return map;
  const gradeValues = gradeValuesOf(outputs, pack);
  if (!gradeValues.ok) return gradeValues;
  const { embedding: name } = pack.network;
  const embedding = name === undefined ? undefined : outputs[name]?.data;
  return succeed({
    ...(cells.value && { cells: cells.value }),
    ...(map.value && { map: map.value }),
    ...(embedding && { embedding }),
    ...(gradeValues.value && { gradeValues: gradeValues.value }),
  });
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
