/** From a picture to its features: resize, network, cells. */
import type { InspectFault } from '../domain/inspection';
import type { Checkpoint } from '../domain/operation';
import { extentInput, joinedGrid, tileSpans, withTiles } from '../domain/close-look';
import type { Pack, PackAnomaly, PackInput, Tiles } from '../domain/pack';
import { originalSizeOf, type Picture } from '../domain/picture';
import { fail, succeed, type Result } from '../domain/result';
import type { Semaphore } from '../domain/semaphore';
import { emptyVectors, writeTile } from '../learning/join-tiles';
import type { Vectors } from '../learning/memory-bank';
import { cropTensor } from '../vision/crop-tensor';
import { planFit, type FitPlan, type Size } from '../vision/fit';
import { planesToTensor, resizeForInput, type InputTensor, type PlacedPlanes } from '../vision/to-tensor';
import type { EngineHost } from './engine-host';
import { denseOutputs, neededOutputs, type NetworkOutputs } from './network-outputs';
import type { OnnxSession } from './onnx-runtime';
import { measurePicture, type PictureMeasures } from './preconditions';
import { readCells, readWhole, type CellFeatures, type WholeFeatures } from './read-features';
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
  /** The look by which the cells were extracted; absent: the whole picture as one input. */
  readonly tiles?: Tiles;
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

/** For work without progress reports and cancellation. */
export const alwaysContinue: Checkpoint = () => Promise.resolve(true);

/** The features of one picture: of its tiles, joined, where the pack has a close look. */
export async function extract(
  picture: Picture,
  { unpacked, session }: OpenPack,
  tools: ExtractTools,
): Promise<Result<Features, ExtractFault>> {
  const { pack } = unpacked;
  const { host } = tools;
  const startedMs = host.now();
  const prepared = prepare(picture, pack);
  const resizeMs = host.now() - startedMs;
  const ran = await runParts(prepared, pack, { session, ...tools });
  if (!ran.ok) return ran;
  const { networkMs, ...features } = ran.value;
  return succeed({
    packId: pack.id,
    networkSha256: unpacked.networkSha256,
    placement: placementOf(picture, prepared.input),
    ...(pack.input.tiles && { tiles: pack.input.tiles }),
    measures: prepared.measures,
    ...features,
    timings: { resizeMs, networkMs, cellsMs: host.now() - startedMs - resizeMs - networkMs },
  });
}

/** Pictures to extract in turn; only one of them is in memory if they are decoded on demand. */
export interface PicturesToExtract {
  readonly pictures: AsyncIterable<Picture> | Iterable<Picture>;
  /** How many there are, for the progress. */
  readonly total: number;
  readonly checkpoint?: Checkpoint;
}

/** The features of each picture, in their order. The first fault ends it. */
export async function extractMany(
  { pictures, total, checkpoint = alwaysContinue }: PicturesToExtract,
  extractOne: (picture: Picture) => Promise<Result<Features, InspectFault>>,
): Promise<Result<readonly Features[], InspectFault>> {
  const all: Features[] = [];
  for await (const picture of pictures) {
    if (!(await checkpoint({ step: 'extract', done: all.length, total }))) return fail({ kind: 'cancelled' });
    const features = await extractOne(picture);
    if (!features.ok) return features;
    all.push(features.value);
  }
  return succeed(all);
}

/** A picture as tensors. */
interface Prepared {
  /** The input block of `tensor`: that of the pack, or of the extent of the tiles. */
  readonly input: PackInput;
  readonly tensor: InputTensor;
  /** The whole picture at the size of the network's input; made only where it is needed. */
  readonly whole: () => InputTensor;
  readonly measures: PictureMeasures;
}

function prepare(picture: Picture, pack: Pack): Prepared {
  const { input: whole } = withTiles(pack, undefined);
  let resized: PlacedPlanes | undefined;
  const placed = () => (resized ??= resizeForInput(picture, whole));
  const wholeTensor = () => planesToTensor(placed(), whole);
  const measures = pack.preconditions === undefined ? [] : measurePicture(picture, placed().planes, pack);
  const grid = pack.anomaly?.patches.grid;
  if (pack.input.tiles === undefined || grid === undefined) {
    const tensor = wholeTensor();
    return { input: whole, tensor, whole: () => tensor, measures };
  }
  const input = extentInput(pack.input, grid);
  return { input, tensor: planesToTensor(resizeForInput(picture, input), input), whole: wholeTensor, measures };
}

function placementOf(decoded: Picture, input: PackInput): Placement {
  const picture = originalSizeOf(decoded);
  return { plan: planFit(picture, { width: input.widthPx, height: input.heightPx }, input.fit), picture };
}

interface RunTools extends ExtractTools {
  readonly session: OnnxSession;
}

type RunFeatures = CellFeatures & WholeFeatures & { readonly networkMs: number };

/** Runs the network on the whole picture, or on each tile and, where it gives more than cells, on the whole picture. */
async function runParts(prepared: Prepared, pack: Pack, tools: RunTools): Promise<Result<RunFeatures, ExtractFault>> {
  const { outputs = neededOutputs } = tools;
  const wanted = outputs(pack);
  const { tiles } = pack.input;
  if (tiles === undefined || pack.anomaly === undefined) {
    const run = await runNetwork(prepared.whole(), wanted, pack, tools);
    return run.ok ? readBoth(run.value, pack) : run;
  }
  const dense = denseOutputs(pack);
  const cells = await runTiles(prepared, { tiles, anomaly: pack.anomaly, dense }, pack, tools);
  const others = wanted.filter((name) => !dense.includes(name));
  if (!cells.ok || others.length === 0) return cells;
  const run = await runNetwork(prepared.whole(), others, pack, tools);
  if (!run.ok) return run;
  const whole = readWhole(run.value.outputs, pack);
  if (!whole.ok) return fail({ kind: 'pack-fault', fault: whole.fault });
  return succeed({ ...cells.value, ...whole.value, networkMs: cells.value.networkMs + run.value.networkMs });
}

function readBoth({ outputs, networkMs }: NetworkRun, pack: Pack): Result<RunFeatures, ExtractFault> {
  const cells = readCells(outputs, pack);
  if (!cells.ok) return fail({ kind: 'pack-fault', fault: cells.fault });
  const whole = readWhole(outputs, pack);
  if (!whole.ok) return fail({ kind: 'pack-fault', fault: whole.fault });
  return succeed({ ...cells.value, ...whole.value, networkMs });
}

interface TilePlan {
  readonly tiles: Tiles;
  readonly anomaly: PackAnomaly;
  readonly dense: readonly string[];
}

/** The cells of all tiles on one grid. */
async function runTiles(
  { tensor, input }: Prepared,
  { tiles, anomaly, dense }: TilePlan,
  pack: Pack,
  tools: RunTools,
): Promise<Result<CellFeatures & { readonly networkMs: number }, ExtractFault>> {
  const { grid } = anomaly.patches;
  const joined = joinedGrid(grid, tiles);
  const cellPx = { width: input.widthPx / joined.width, height: input.heightPx / joined.height };
  let cells: Vectors | undefined;
  let map: Vectors | undefined;
  let networkMs = 0;
  for (const down of tileSpans(tiles.rows, grid.height, tiles.overlap)) {
    for (const across of tileSpans(tiles.columns, grid.width, tiles.overlap)) {
      const part = {
        x: across.start * cellPx.width,
        y: down.start * cellPx.height,
        width: pack.input.widthPx,
        height: pack.input.heightPx,
      };
      const run = await runNetwork(cropTensor(tensor, input.layout, part), dense, pack, tools);
      if (!run.ok) return run;
      networkMs += run.value.networkMs;
      const read = readCells(run.value.outputs, pack);
      if (!read.ok) return fail({ kind: 'pack-fault', fault: read.fault });
      const place = { across, down, tileGrid: grid, joinedGrid: joined };
      cells = added(cells, read.value.cells, place);
      map = added(map, read.value.map, place);
    }
  }
  return succeed({ ...(cells && { cells }), ...(map && { map }), networkMs });
}

/** The joined vectors with those of a tile; made with the first tile, when the number of columns is known. */
function added(
  joined: Vectors | undefined,
  tile: Vectors | undefined,
  place: Parameters<typeof writeTile>[2],
): Vectors | undefined {
  if (tile === undefined) return joined;
  const vectors = joined ?? emptyVectors(place.joinedGrid, tile.columns);
  writeTile(vectors, tile, place);
  return vectors;
}

interface NetworkRun {
  readonly outputs: NetworkOutputs;
  readonly networkMs: number;
}

/** The runtime reports failures by throwing anything; here they become a fault. */
function runNetwork(
  tensor: InputTensor,
  outputs: readonly string[],
  { network }: Pack,
  { session, host, semaphore, checkpoint }: RunTools,
): Promise<Result<NetworkRun, ExtractFault>> {
  return semaphore.run(async () => {
    if (!(await checkpoint({ step: 'extract', done: 0, total: 1 }))) return fail({ kind: 'cancelled' } as const);
    const startedMs = host.now();
    try {
      const found = await session.run({ [network.input]: tensor }, outputs);
      return succeed({ outputs: found, networkMs: host.now() - startedMs });
    } catch (error) {
      return fail({ kind: 'network-failed', detail: error instanceof Error ? error.message : String(error) } as const);
    }
  });
}
