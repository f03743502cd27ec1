/** Loads packs and inspects pictures: the same in the browser's worker, on the command line and in the server. */
import type { PictureLook } from '../domain/class-teaching';
import { packOfExtent } from '../domain/close-look';
import type { GoldenNumbers } from '../domain/golden-picture';
import type { BackendFallback, InspectFault, Verdict, VerdictWithRasters } from '../domain/inspection';
import type { BackendPreference, LoadedPack, PackBytes } from '../domain/loaded-pack';
import type { OutputShapes } from '../domain/onnx-export';
import type { LessonFault } from '../domain/lesson-report';
import type { Checkpoint, LoadFault } from '../domain/operation';
import type { PackFault } from '../domain/pack';
import type { Picture } from '../domain/picture';
import { fail, succeed, type Result } from '../domain/result';
import type { TeachFault } from '../domain/teach-fault';
import { createSemaphore } from '../domain/semaphore';
import { leastDecodedSize, type Size } from '../vision/fit';
import { openOnBestBackend, type ActivePack, type OpenPool } from './choose-backend';
import type { EngineHost } from './engine-host';
import { alwaysContinue, extract, type ExtractTools, type Features } from './extract';
import { isUntaught, judge, recalibrated, type JudgeOptions } from './judge';
import { nearestNormal, type FoundNormal, type NearestSearch } from './nearest/nearest-normal';
import { namedOutputs, neededOutputs } from './network-outputs';
import type { LearnedLessonPack } from './lessons/apply-lessons';
import { learnPictures, type PictureLearning } from './lessons/learn-pictures';
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

/** Pictures to extract in turn; only one of them is in memory if they are decoded on demand. */
interface PicturesJob {
  readonly packId: string;
  readonly pictures: AsyncIterable<Picture> | Iterable<Picture>;
  /** How many there are, for the progress. */
  readonly total: number;
  readonly checkpoint?: Checkpoint;
}

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
  /** The features of each picture, in their order. The first fault ends it. */
  extractMany(job: PicturesJob): Promise<Result<readonly Features[], InspectFault>>;
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
  /** The shapes of outputs of a network that is no pack yet, for an empty picture. */
  probe(probe: NetworkProbe): Promise<Result<OutputShapes, PackFault>>;
  /** The embedding of a picture and what is said of it before training; `packId` is the base. */
  look(job: PictureJob): Promise<Result<PictureLook, TeachFault | InspectFault>>;
  /** Trains a classifier on pictures that were looked at with the same base. The taught pack is returned, not loaded. */
  train(job: TrainJob): Promise<Result<TrainedClassPack, TeachFault | InspectFault>>;
  /** Learns from corrections; `packId` is the pack as it is. The new version is returned, not loaded. */
  learn(job: LearnJob): Promise<Result<LearnedLessonPack, LessonFault | InspectFault>>;
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

/** A new engine without packs. */
export function createEngine({ host, runtime, candidate }: EngineDependencies): Engine {
  // ONNX Runtime fails when two runs overlap.
  const semaphore = createSemaphore(1);
  const trusted = createSessionPool(runtime, semaphore);
  const candidatePool = candidate && lazyPool(candidate, (opened) => createSessionPool(opened, semaphore));
  const active = new Map<string, ActivePack>();
  const tools = (checkpoint = alwaysContinue): ExtractTools => ({ host, semaphore, checkpoint });

  async function load(bytes: PackBytes, { preference = 'auto', checkpoint = alwaysContinue }: LoadOptions = {}) {
    const startedMs = host.now();
    const unpacked = await unpack(bytes, { host, checkpoint });
    if (!unpacked.ok) return unpacked;
    const backends = { trusted, candidate: preference === 'auto' ? candidatePool : undefined };
    const opened = await openOnBestBackend(unpacked.value, backends, tools(checkpoint));
    if (!opened.ok) return opened;
    const { pack } = unpacked.value;
    await unload(pack.id);
    active.set(pack.id, opened.value);
    return succeed({ pack, backend: opened.value.backend, loadMs: host.now() - startedMs });
  }
  async function unload(packId: string): Promise<void> {
    const entry = active.get(packId);
    active.delete(packId);
    await entry?.pool.release(entry.open.unpacked.networkSha256);
  }
  function extractWith(outputs: ExtractTools['outputs'], { packId, picture, checkpoint }: PictureJob) {
    const entry = active.get(packId);
    if (entry === undefined) return Promise.resolve(fail(notLoaded(packId)));
    return extract(picture, entry.open, { ...tools(checkpoint), ...(outputs && { outputs }) });
  }
  function judgeWith(features: Features, options: EngineJudgeOptions) {
    const entry = active.get(features.packId);
    return entry === undefined ? fail(notLoaded(features.packId)) : judgeFeatures(features, entry, host, options);
  }

  return {
    load,
    unload,
    extract: (job) => extractWith(namedOutputs, job),
    extractMany: (job) => extractMany(job, (picture) => extractWith(namedOutputs, { packId: job.packId, picture })),
    judge: (features, options = {}) => judgeWith(features, options),
    teach: ({ packId, checkpoint, ...teaching }) => {
      const entry = active.get(packId);
      if (entry === undefined) return Promise.resolve(fail(notLoaded(packId)));
      return teachPictures(teaching, entry.open, tools(checkpoint));
    },
    nearest: async ({ packId, picture, checkpoint, ...search }) => {
      const features = await extractWith(neededOutputs, { packId, picture, ...(checkpoint && { checkpoint }) });
      const entry = active.get(packId);
      if (!features.ok || entry === undefined) return features.ok ? fail(notLoaded(packId)) : features;
      const featuresOf = async (known: Picture): Promise<Features | undefined> => {
        const extracted = await extractWith(neededOutputs, { packId, picture: known });
        return extracted.ok ? extracted.value : undefined;
      };
      return succeed(await nearestNormal(features.value, entry.open.unpacked, { ...search, featuresOf }));
    },
    measureGolden: (bytes) => measureGolden(bytes, trusted, tools()),
    probe: (probe) => probeNetwork(probe, runtime, semaphore),
    look: ({ packId, picture, checkpoint }) => {
      const entry = active.get(packId);
      if (entry === undefined) return Promise.resolve(fail(notLoaded(packId)));
      return lookAtPicture(picture, entry.open, tools(checkpoint));
    },
    train: ({ packId, checkpoint, onPoint, ...teaching }) => {
      const entry = active.get(packId);
      if (entry === undefined) return Promise.resolve(fail(notLoaded(packId)));
      return teachClasses(teaching, entry.open, { ...tools(checkpoint), ...(onPoint && { onPoint }) });
    },
    learn: ({ packId, checkpoint, ...learning }) => {
      const entry = active.get(packId);
      if (entry === undefined) return Promise.resolve(fail(notLoaded(packId)));
      return learnPictures(learning, entry.open, tools(checkpoint));
    },
    leastSize: (packId, original) => leastSizeFor(active.get(packId), original),
    inspect: async ({ packId, picture, checkpoint = alwaysContinue, ...options }) => {
      const entry = active.get(packId);
      if (entry !== undefined && isUnjudgeable(entry, options)) return fail({ kind: 'pack-not-taught', packId });
      const features = await extractWith(neededOutputs, { packId, picture, checkpoint });
      if (!features.ok) return features;
      if (!(await checkpoint({ step: 'judge', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
      return judgeWith(features.value, options);
    },
  };
}

function leastSizeFor(entry: ActivePack | undefined, original: Size): Size {
  if (entry === undefined) return original;
  const { widthPx, heightPx, fit } = packOfExtent(entry.open.unpacked.pack).input;
  return leastDecodedSize(original, { width: widthPx, height: heightPx }, fit);
}

function notLoaded(packId: string): InspectFault {
  return { kind: 'pack-not-loaded', packId };
}

/** Nothing is known that the picture could be judged by. */
function isUnjudgeable({ open }: ActivePack, { baselines = [], isBaseline = false }: JudgeOptions): boolean {
  return isUntaught(open.unpacked) && baselines.length === 0 && !isBaseline;
}

/** Opens the pool once. A failure is not cached: the next call tries again. */
function lazyPool(
  open: () => Promise<Result<OnnxRuntime, BackendFallback>>,
  createPool: (runtime: OnnxRuntime) => SessionPool,
): OpenPool {
  let opened: ReturnType<OpenPool> | undefined;
  const openOnce = async (): Promise<Result<SessionPool, BackendFallback>> => {
    const runtime = await open();
    return runtime.ok ? succeed(createPool(runtime.value)) : runtime;
  };
  return () => {
    const opening = (opened ??= openOnce());
    const forget = () => (opened = undefined);
    opening.then(({ ok }) => (ok ? undefined : forget()), forget);
    return opening;
  };
}

async function extractMany(
  { pictures, total, checkpoint = alwaysContinue }: PicturesJob,
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
