/** Loads packs and inspects pictures: the same in the browser's worker, on the command line and in the server. */
import type { PictureLook } from '../domain/class-teaching';
import { packOfExtent } from '../domain/close-look';
import type { GoldenNumbers } from '../domain/golden-picture';
import type { BackendFallback, InspectFault, Verdict, VerdictWithRasters } from '../domain/inspection';
import type { BackendPreference, LoadedPack, PackBytes } from '../domain/loaded-pack';
import type { OutputShapes } from '../domain/onnx-export';
import type { LearningFault } from '../domain/learning-report';
import type { Checkpoint, LoadFault } from '../domain/operation';
import type { PackFault } from '../domain/pack';
import type { Picture } from '../domain/picture';
import { fail, succeed, type Result } from '../domain/result';
import type { TeachFault } from '../domain/teach-fault';
import { createSemaphore, type Semaphore } from '../domain/semaphore';
import { leastDecodedSize, type Size } from '../vision/fit';
import { lazyPool, openOnBestBackend, type ActivePack, type OpenPool } from './choose-backend';
import type { EngineHost } from './engine-host';
import {
  alwaysContinue,
  extract,
  extractMany,
  type ExtractTools,
  type Features,
  type PicturesToExtract,
} from './extract';
import { isUntaught, judge, recalibrated, type JudgeOptions } from './judge';
import { nearestNormal, type FoundNormal, type NearestSearch } from './nearest/nearest-normal';
import { namedOutputs, neededOutputs } from './network-outputs';
import type { LearnedPack } from './learn/apply-examples';
import type { KeptByPack } from './learn/kept-pictures';
import { learnPictures, type PictureLearning } from './learn/learn-pictures';
import type { OnnxRuntime } from './onnx-runtime';
import { measureGolden } from './measure-golden';
import { probeNetwork, type NetworkProbe } from './probe-network';
import { provenanceOf } from './provenance';
import { createSessionPool, type SessionPool } from './session-pool';
import { lookAtPicture, teachClasses, type ClassTeachInput } from './teach/teach-classes';
import type { ClassTrainTools, TrainedClassPack } from './teach/train-classes';
import { teachPictures, type PictureTeaching, type TaughtFromPictures } from './teach/teach-pictures';
import { unpack } from './unpack';

interface LoadOptions {
  readonly preference?: BackendPreference;
  readonly checkpoint?: Checkpoint;
}

/** One decoded picture. */
interface PictureJob {
  readonly packId: string;
  readonly picture: Picture;
  readonly checkpoint?: Checkpoint;
}

/** A part of a picture for which the nearest normal patch is sought. */
interface NearestJob extends PictureJob, Omit<NearestSearch, 'featuresOf'> {}

interface TeachJob extends PictureTeaching {
  readonly packId: string;
  readonly checkpoint?: Checkpoint;
}

interface TrainJob extends ClassTeachInput, Pick<ClassTrainTools, 'onPoint'> {
  readonly packId: string;
  readonly checkpoint?: Checkpoint;
}

interface LearnJob extends PictureLearning {
  readonly packId: string;
  readonly checkpoint?: Checkpoint;
}

interface EngineJudgeOptions extends JudgeOptions {
  /** What the host needed to decode the picture, for the timings of the verdict; 0 by default. */
  readonly decodeMs?: number;
}

/** Expected failures are values; a rejection or an exception is a bug. */
export interface Engine {
  /** Verifies and opens a pack. It replaces a pack with the same id once its golden numbers are right. */
  load(bytes: PackBytes, options?: LoadOptions): Promise<Result<LoadedPack, LoadFault>>;
  /** The features of a picture, with every output that the pack names. Works for a pack with an empty memory bank. */
  extract(job: PictureJob): Promise<Result<Features, InspectFault>>;
  /** The features of several pictures. */
  extractMany(job: PicturesToExtract & Pick<PictureJob, 'packId'>): Promise<Result<readonly Features[], InspectFault>>;
  /** The verdict on features that this pack's network computed, under the pack's calibration or another. */
  judge(features: Features, options?: EngineJudgeOptions): Result<VerdictWithRasters, InspectFault>;
  /** The least size to which a picture of this size may be decoded for the pack; its own size if the pack is not loaded. */
  leastSize(packId: string, original: Size): Size;
  /** `extract`, then `judge`. */
  inspect(job: PictureJob & EngineJudgeOptions): Promise<Result<VerdictWithRasters, InspectFault>>;
  /** The normal patch that a part of a picture is nearest to; undefined where nothing normal is known for it. */
  nearest(job: NearestJob): Promise<Result<FoundNormal | undefined, InspectFault>>;
  /** Teaches an anomaly pack with pictures; `packId` is the base. The taught pack is returned, not loaded. */
  teach(job: TeachJob): Promise<Result<TaughtFromPictures, TeachFault | InspectFault>>;
  /** The shapes of the outputs of a network that is not yet in a pack, for an empty picture. */
  probe(probe: NetworkProbe): Promise<Result<OutputShapes, PackFault>>;
  /** The embedding, size and blur of a picture; `packId` is the base. */
  look(job: PictureJob): Promise<Result<PictureLook, TeachFault | InspectFault>>;
  /** Trains a classifier on pictures that were embedded with the same base. The taught pack is returned, not loaded. */
  train(job: TrainJob): Promise<Result<TrainedClassPack, TeachFault | InspectFault>>;
  /** Learns from corrections; `packId` is the pack as it is. The new version is returned, not loaded. */
  learn(job: LearnJob): Promise<Result<LearnedPack, LearningFault | InspectFault>>;
  /** The numbers that a pack gives for its golden picture, whatever it expects. The pack is not loaded. */
  measureGolden(bytes: PackBytes): Promise<Result<GoldenNumbers, PackFault>>;
  /** Closes the pack; its network too, unless another pack uses it. */
  unload(packId: string): Promise<void>;
}

/** `candidate` opens a runtime that may be faster (WebGPU), or returns why there is none. */
export interface EngineDependencies {
  readonly host: EngineHost;
  readonly runtime: OnnxRuntime;
  readonly candidate?: () => Promise<Result<OnnxRuntime, BackendFallback>>;
}

/** The packs that are loaded, and what they run on. */
interface EngineState {
  readonly host: EngineHost;
  readonly runtime: OnnxRuntime;
  readonly semaphore: Semaphore;
  readonly trusted: SessionPool;
  readonly candidate: OpenPool | undefined;
  readonly active: Map<string, ActivePack>;
  readonly kept: KeptByPack;
}

/** A new engine without packs. */
export function createEngine({ host, runtime, candidate }: EngineDependencies): Engine {
  // ONNX Runtime fails when two runs overlap.
  const semaphore = createSemaphore(1);
  const state: EngineState = {
    ...{ host, runtime, semaphore, active: new Map(), kept: new WeakMap() },
    trusted: createSessionPool(runtime, semaphore),
    candidate: candidate && lazyPool(candidate, (opened) => createSessionPool(opened, semaphore)),
  };
  return {
    load: (bytes, options = {}) => load(state, bytes, options),
    unload: (packId) => unload(state, packId),
    extract: (job) => extractWith(state, namedOutputs, job),
    extractMany: (job) =>
      extractMany(job, (picture) => extractWith(state, namedOutputs, { packId: job.packId, picture })),
    judge: (features, options = {}) => judgeWith(state, features, options),
    inspect: (job) => inspect(state, job),
    nearest: (job) => nearest(state, job),
    leastSize: (packId, original) => leastSizeFor(state.active.get(packId), original),
    measureGolden: (bytes) => measureGolden(bytes, state.trusted, toolsOf(state)),
    probe: (probe) => probeNetwork(probe, runtime, semaphore),
    teach: ({ packId, checkpoint, ...teaching }) =>
      withPack(state, packId, ({ open }) => teachPictures(teaching, open, toolsOf(state, checkpoint))),
    look: ({ packId, picture, checkpoint }) =>
      withPack(state, packId, ({ open }) => lookAtPicture(picture, open, toolsOf(state, checkpoint))),
    train: ({ packId, checkpoint, onPoint, ...teaching }) =>
      withPack(state, packId, ({ open }) =>
        teachClasses(teaching, open, { ...toolsOf(state, checkpoint), ...(onPoint && { onPoint }) }),
      ),
    learn: ({ packId, checkpoint, ...learning }) =>
      withPack(state, packId, ({ open }) =>
        learnPictures(learning, open, { ...toolsOf(state, checkpoint), kept: state.kept }),
      ),
  };
}

function toolsOf({ host, semaphore }: EngineState, checkpoint = alwaysContinue): ExtractTools {
  return { host, semaphore, checkpoint };
}

/** Runs `work` with a pack that is loaded. */
async function withPack<Value, Fault>(
  { active }: EngineState,
  packId: string,
  work: (entry: ActivePack) => Promise<Result<Value, Fault>>,
): Promise<Result<Value, Fault | InspectFault>> {
  const entry = active.get(packId);
  return entry === undefined ? fail(notLoaded(packId)) : work(entry);
}

async function load(
  state: EngineState,
  bytes: PackBytes,
  { preference = 'auto', checkpoint }: LoadOptions,
): Promise<Result<LoadedPack, LoadFault>> {
  const { host, trusted, candidate } = state;
  const startedMs = host.now();
  const tools = toolsOf(state, checkpoint);
  const unpacked = await unpack(bytes, tools);
  if (!unpacked.ok) return unpacked;
  const backends = { trusted, candidate: preference === 'auto' ? candidate : undefined };
  const opened = await openOnBestBackend(unpacked.value, backends, tools);
  if (!opened.ok) return opened;
  const { pack } = unpacked.value;
  await unload(state, pack.id);
  state.active.set(pack.id, opened.value);
  return succeed({ pack, backend: opened.value.backend, loadMs: host.now() - startedMs });
}

async function unload({ active }: EngineState, packId: string): Promise<void> {
  const entry = active.get(packId);
  active.delete(packId);
  await entry?.pool.release(entry.open.unpacked.networkSha256);
}

function extractWith(
  state: EngineState,
  outputs: ExtractTools['outputs'],
  { packId, picture, checkpoint }: PictureJob,
) {
  return withPack(state, packId, ({ open }) =>
    extract(picture, open, { ...toolsOf(state, checkpoint), ...(outputs && { outputs }) }),
  );
}

function judgeWith({ active, host }: EngineState, features: Features, options: EngineJudgeOptions) {
  const entry = active.get(features.packId);
  return entry === undefined ? fail(notLoaded(features.packId)) : judgeFeatures(features, entry, host, options);
}

async function inspect(
  state: EngineState,
  { packId, picture, checkpoint = alwaysContinue, ...options }: PictureJob & EngineJudgeOptions,
): Promise<Result<VerdictWithRasters, InspectFault>> {
  const entry = state.active.get(packId);
  if (entry !== undefined && isUnjudgeable(entry, options)) return fail({ kind: 'pack-not-taught', packId });
  const features = await extractWith(state, neededOutputs, { packId, picture, checkpoint });
  if (!features.ok) return features;
  if (!(await checkpoint({ step: 'judge', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
  return judgeWith(state, features.value, options);
}

function nearest(
  state: EngineState,
  { packId, picture, checkpoint, ...search }: NearestJob,
): Promise<Result<FoundNormal | undefined, InspectFault>> {
  const featuresOf = (of: Picture, job: Pick<PictureJob, 'checkpoint'> = {}) =>
    extractWith(state, neededOutputs, { packId, picture: of, ...job });
  return withPack(state, packId, async ({ open }) => {
    const features = await featuresOf(picture, checkpoint && { checkpoint });
    if (!features.ok) return features;
    const featuresOfKnown = async (known: Picture): Promise<Features | undefined> => {
      const extracted = await featuresOf(known);
      return extracted.ok ? extracted.value : undefined;
    };
    return succeed(await nearestNormal(features.value, open.unpacked, { ...search, featuresOf: featuresOfKnown }));
  });
}

function leastSizeFor(entry: ActivePack | undefined, original: Size): Size {
  if (entry === undefined) return original;
  const { widthPx, heightPx, fit } = packOfExtent(entry.open.unpacked.pack).input;
  return leastDecodedSize(original, { width: widthPx, height: heightPx }, fit);
}

function notLoaded(packId: string): InspectFault {
  return { kind: 'pack-not-loaded', packId };
}

/** The bank is empty and no baseline was given. */
function isUnjudgeable({ open }: ActivePack, { baselines = [], isBaseline = false }: JudgeOptions): boolean {
  return isUntaught(open.unpacked) && baselines.length === 0 && !isBaseline;
}

function judgeFeatures(
  features: Features,
  { open, backend }: ActivePack,
  host: EngineHost,
  { decodeMs = 0, ...options }: EngineJudgeOptions,
): Result<VerdictWithRasters, InspectFault> {
  const unpacked = recalibrated(open.unpacked, options.calibration);
  const startedMs = host.now();
  const judged = judge(features, unpacked, options);
  if (!judged.ok) return judged;
  const { refused, grade, anomaly, changed, baselines } = judged.value;
  const verdict: Verdict = {
    picture: features.placement.picture,
    ...(refused && { refused }),
    ...(grade && { grade }),
    ...(anomaly && { anomaly: anomaly.verdict }),
    ...(changed && { changed }),
    timings: timingsOf(decodeMs, features, host.now() - startedMs),
    provenance: { ...provenanceOf(unpacked, backend), ...(baselines && { baselines }) },
  };
  return succeed({ verdict, ...(anomaly && { rasters: anomaly.rasters }) });
}

/** The cells count as judging, although `extract` computes them. */
function timingsOf(decodeMs: number, { timings }: Features, judgedMs: number): Verdict['timings'] {
  const { resizeMs, networkMs, cellsMs } = timings;
  const judgeMs = cellsMs + judgedMs;
  return { decodeMs, resizeMs, networkMs, judgeMs, totalMs: decodeMs + resizeMs + networkMs + judgeMs };
}
