/** The inspection pipeline: the same in the browser's worker, on the command line and in the server. */
import type { BackendChoice, InspectFault, Verdict, VerdictWithRasters } from '../domain/inspection';
import type { BackendWish, LoadedPack, PackBytes } from '../domain/loaded-pack';
import type { PackFault } from '../domain/pack';
import type { Picture } from '../domain/picture';
import { fail, succeed, type Result } from '../domain/result';
import { createSemaphore } from '../domain/semaphore';
import { tryRival } from './choose-backend';
import { engineVersion } from './engine-version';
import { examine, type Examination, type ExamineTools } from './examine';
import { judge } from './judge';
import type { PictureNumbers } from './measure';
import { openPack, type ProvenPack } from './open-pack';
import type { EngineHost, OnnxRuntime } from './ports';
import type { ReadyPack } from './ready-pack';
import { createSessionPool, type SessionPool } from './session-pool';
import { unpack } from './unpack';

/**
 * One decoded picture to inspect. `decodeMs` is what the host needed for it, for the timings of the verdict; `limit` the calibrated
 * score (0–1) from which it is anomalous, 0.5 unless told.
 */
interface PictureJob {
  readonly packId: string;
  readonly picture: Picture;
  readonly decodeMs: number;
  readonly limit?: number;
  readonly isCancelled?: () => boolean;
}

/** Loads packs and inspects pictures. Expected failures are values; a rejection is a bug. */
export interface Engine {
  /** Verifies and opens a pack; one with the same id is replaced once the new one has proven itself. */
  load(bytes: PackBytes, wish?: BackendWish): Promise<Result<LoadedPack, PackFault>>;
  inspect(job: PictureJob): Promise<Result<VerdictWithRasters, InspectFault>>;
  /** Closes the pack; its network too, unless another pack uses it. */
  unload(packId: string): Promise<void>;
}

/** What an engine is made of. `rival` opens a runtime that may be faster (WebGPU); it rejects where there is none. */
export interface EngineParts {
  readonly host: EngineHost;
  readonly runtime: OnnxRuntime;
  readonly rival?: () => Promise<OnnxRuntime>;
}

/** A new engine without packs. */
export function createEngine({ host, runtime, rival }: EngineParts): Engine {
  // ONNX Runtime fails when two runs overlap.
  const semaphore = createSemaphore(1);
  const tools: ExamineTools = { host, semaphore };
  const pool = createSessionPool(runtime, semaphore);
  const rivalPool = rival === undefined ? undefined : lazyPool(rival, (made) => createSessionPool(made, semaphore));
  const active = new Map<string, ActivePack>();

  async function unload(packId: string): Promise<void> {
    const entry = active.get(packId);
    active.delete(packId);
    await entry?.pool.release(entry.ready.parts.networkSha256);
  }

  return {
    load: async (bytes, wish = 'auto') => {
      const startedMs = host.now();
      const opened = await openChosen(bytes, { tools, pool, rivalPool: wish === 'auto' ? rivalPool : undefined });
      if (!opened.ok) return opened;
      const { pack } = opened.value.ready.parts;
      await unload(pack.id);
      active.set(pack.id, opened.value);
      return succeed({ pack, backend: opened.value.backend, loadMs: host.now() - startedMs });
    },
    inspect: async (job) => {
      const entry = active.get(job.packId);
      return entry === undefined ? fail({ kind: 'pack-not-loaded', packId: job.packId }) : inspect(job, entry, tools);
    },
    unload,
  };
}

/** A pack in use, and the pool that its network must be given back to. */
interface ActivePack {
  readonly ready: ReadyPack;
  readonly pool: SessionPool;
  readonly backend: BackendChoice;
}

interface Choice {
  readonly tools: ExamineTools;
  readonly pool: SessionPool;
  readonly rivalPool: (() => Promise<SessionPool>) | undefined;
}

/** Opens the rival's pool once; a failure is not remembered. */
function lazyPool(open: () => Promise<OnnxRuntime>, make: (runtime: OnnxRuntime) => SessionPool) {
  let opened: Promise<SessionPool> | undefined;
  return (): Promise<SessionPool> => {
    opened ??= open().then(make);
    opened.catch(() => (opened = undefined));
    return opened;
  };
}

async function openChosen(bytes: PackBytes, choice: Choice): Promise<Result<ActivePack, PackFault>> {
  const parts = await unpack(bytes, choice.tools.host);
  if (!parts.ok) return parts;
  const { pool, rivalPool, tools } = choice;
  const trusted = await openPack(parts.value, pool, tools);
  if (!trusted.ok) return trusted;
  const { backend } = pool.runtime;
  if (rivalPool === undefined) return succeed({ ready: trusted.value.ready, pool, backend: { backend } });
  const race = await raceRival(trusted.value, rivalPool, tools);
  if (!race.ok) {
    return succeed({ ready: trusted.value.ready, pool, backend: { backend, fallbackReason: race.fault } });
  }
  await pool.release(parts.value.networkSha256);
  return race;
}

async function raceRival(
  trusted: ProvenPack,
  rivalPool: () => Promise<SessionPool>,
  tools: ExamineTools,
): Promise<Result<ActivePack, string>> {
  try {
    const pool = await rivalPool();
    const won = await tryRival(trusted, pool, tools);
    if (!won.ok) return won;
    return succeed({ ready: won.value.ready, pool, backend: { backend: pool.runtime.backend } });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function inspect(
  { picture, decodeMs, limit, isCancelled }: PictureJob,
  { ready, backend }: ActivePack,
  tools: ExamineTools,
): Promise<Result<VerdictWithRasters, InspectFault>> {
  const { pack, bank } = ready.parts;
  if (pack.anomaly !== undefined && bank === undefined) return fail({ kind: 'pack-not-taught', packId: pack.id });
  const examined = await examine(picture, ready, isCancelled === undefined ? tools : { ...tools, isCancelled });
  if (!examined.ok) return examined;
  const { numbers, viewed } = examined.value;
  if (!areFinite(numbers)) return fail({ kind: 'network-failed', detail: 'the result is not a number' });
  const judgedFromMs = tools.host.now();
  const { grade, anomaly } = judge(numbers, pack, viewed, limit);
  const judgeMs = examined.value.measureMs + tools.host.now() - judgedFromMs;
  const verdict: Verdict = {
    picture: viewed.picture,
    ...(grade === undefined ? {} : { grade }),
    ...(anomaly === undefined ? {} : { anomaly: anomaly.verdict }),
    timings: timingsOf(decodeMs, examined.value, judgeMs),
    provenance: provenanceOf(ready, backend),
  };
  return succeed({ verdict, ...(anomaly === undefined ? {} : { rasters: anomaly.rasters }) });
}

/** Broken arithmetic must never look like a grade: a comparison with NaN silently chooses something. */
function areFinite({ anomaly, probabilities }: PictureNumbers): boolean {
  return [...(anomaly === undefined ? [] : [anomaly.raw]), ...(probabilities ?? [])].every(Number.isFinite);
}

function timingsOf(decodeMs: number, { resizeMs, networkMs }: Examination, judgeMs: number): Verdict['timings'] {
  return { decodeMs, resizeMs, networkMs, judgeMs, totalMs: decodeMs + resizeMs + networkMs + judgeMs };
}

function provenanceOf({ parts }: ReadyPack, backend: BackendChoice): Verdict['provenance'] {
  const { pack, packSha256, networkSha256 } = parts;
  const threshold = pack.anomaly?.calibration.threshold;
  return {
    packId: pack.id,
    packVersion: pack.version,
    packSha256,
    networkSha256,
    engineVersion,
    ...(threshold === undefined ? {} : { threshold }),
    ...(pack.notice === undefined ? {} : { packNotice: pack.notice }),
    ...backend,
  };
}
