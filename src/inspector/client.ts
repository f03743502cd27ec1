/** The page's handle to the inspector worker: starts it when needed, survives its loss, ends it when idle. */
import { transfer } from 'comlink';
import type { InspectFault } from '../domain/inspection';
import type { BackendWish, LoadedPack, PackBytes } from '../domain/loaded-pack';
import type { PackFault } from '../domain/pack';
import { fail, type Result } from '../domain/result';
import type { InspectedPicture, InspectJob } from './contract';
import { watchWorker, type Answer, type Schedule, type StartedWorker, type WorkerLife } from './worker-life';

/** When a worker is given up or renewed. */
export interface WorkerLimits {
  /** An idle worker is ended: its memory is wanted elsewhere. */
  readonly idleMs: number;
  /** Longest wait for any answer. */
  readonly silenceMs: number;
  /** A cancelled picture that is already running may take this long before its worker is ended. */
  readonly cancelGraceMs: number;
  /** A worker is renewed after so many pictures: the WASM heap never shrinks (onnxruntime #21673). */
  readonly picturesPerWorker: number;
}

/** What a client is made of. `readPack` gives fresh buffers each time: they are transferred. */
export interface InspectorClientParts {
  readonly startWorker: () => StartedWorker;
  readonly readPack: (packId: string) => Promise<PackBytes | undefined>;
  readonly schedule: Schedule;
  readonly limits: WorkerLimits;
}

/** The inspector, seen from the page. */
export interface InspectorClient {
  prepare(packId: string): Promise<Result<LoadedPack, InspectFault>>;
  inspect(job: InspectJob, signal?: AbortSignal): Promise<Result<InspectedPicture, InspectFault>>;
  /** Holds from the next load on; packs loaded under the other wish are loaded anew. */
  setBackendWish(wish: BackendWish): void;
  /** What is loaded is not used any more: packs have changed. Pictures under way are finished. */
  renew(): void;
  close(): void;
}

type Loaded = Result<LoadedPack, InspectFault>;

/** One worker and what is loaded in it. `busy` counts the calls under way. */
interface Session {
  readonly life: WorkerLife;
  readonly loads: Map<string, Promise<Loaded>>;
  readonly wish: BackendWish;
  busy: number;
  loading: number;
  pictures: number;
}

/** A client without a worker: the first call starts one. */
export function createInspectorClient(parts: InspectorClientParts): InspectorClient {
  const { schedule, limits } = parts;
  let wish: BackendWish = 'auto';
  let current: Session | undefined;
  let lastPackId: string | undefined;
  let mayReplay = true;
  let stopIdle = (): void => undefined;

  function session(): Session {
    return (current ??= start());
  }
  function start(): Session {
    const life = watchWorker({ started: parts.startWorker(), schedule, silenceMs: limits.silenceMs, onLost });
    const started: Session = { life, loads: new Map(), wish, busy: 0, loading: 0, pictures: 0 };
    function onLost(): void {
      if (current === started) current = undefined;
      // Trying a GPU may hang or end a worker: not again on this page.
      if (started.loading > 0) wish = 'wasm';
      replay();
    }
    return started;
  }
  /** Once after a loss, so that the next picture finds the pack loaded; a worker that dies of it is left dead. */
  function replay(): void {
    if (!mayReplay || lastPackId === undefined) return;
    mayReplay = false;
    void prepare(lastPackId);
  }
  function retire(old: Session, detail: string): void {
    if (current === old) current = undefined;
    if (old.busy === 0) old.life.end(detail);
  }
  function rest(used: Session): void {
    stopIdle();
    if (used !== current || used.pictures >= limits.picturesPerWorker) retire(used, 'renewed');
    else if (used.busy === 0) stopIdle = schedule(() => retire(used, 'idle'), limits.idleMs);
  }
  async function during<Value>(work: (used: Session) => Promise<Value>): Promise<Value> {
    const used = session();
    stopIdle();
    used.busy += 1;
    try {
      return await work(used);
    } finally {
      used.busy -= 1;
      rest(used);
    }
  }
  function prepare(packId: string): Promise<Loaded> {
    lastPackId = packId;
    return during((used) => loadOnce(used, packId, parts.readPack));
  }
  async function run(job: InspectJob, used: Session): Promise<Result<InspectedPicture, InspectFault>> {
    const loaded = await loadOnce(used, job.packId, parts.readPack);
    if (!loaded.ok) return loaded;
    const answer = await used.life.call<Result<InspectedPicture, InspectFault>>((remote) =>
      remote.inspect(transfer(job, [job.bytes])),
    );
    used.pictures += 1;
    mayReplay ||= answer.kind === 'answered';
    const result = unwrapAnswer(answer);
    if (isLostGpu(result, loaded.value)) setBackendWish('wasm');
    return result;
  }
  function setBackendWish(wanted: BackendWish): void {
    wish = wanted;
    if (current !== undefined && current.wish !== wanted) retire(current, 'another backend is wanted');
  }
  /** A picture that waits is dropped. One that runs cannot be stopped: unless others wait, its worker is ended. */
  function cancel(jobId: string, used: Session, isSettled: () => boolean): void {
    void used.life.call((remote) => remote.cancel(jobId));
    schedule(() => {
      if (isSettled() || used.busy > 1) return;
      if (current === used) current = undefined;
      used.life.end('cancelled');
    }, limits.cancelGraceMs);
  }

  return {
    prepare,
    setBackendWish,
    renew: () => current && retire(current, 'packs have changed'),
    async inspect(job, signal) {
      lastPackId = job.packId;
      if (signal?.aborted === true) return fail({ kind: 'cancelled' });
      const used = session();
      return untilAborted(
        during(() => run(job, used)),
        signal,
        (isSettled) => cancel(job.jobId, used, isSettled),
      );
    },
    close() {
      stopIdle();
      current?.life.end('closed');
      current = undefined;
    },
  };
}

/** Loads the pack into the worker unless it is there; a failure is not remembered. */
function loadOnce(used: Session, packId: string, readPack: InspectorClientParts['readPack']): Promise<Loaded> {
  const known = used.loads.get(packId);
  if (known !== undefined) return known;
  const loading = load(used, packId, readPack);
  used.loads.set(packId, loading);
  void loading.then((loaded) => {
    if (!loaded.ok) used.loads.delete(packId);
  });
  return loading;
}

async function load(used: Session, packId: string, readPack: InspectorClientParts['readPack']): Promise<Loaded> {
  const bytes = await readPack(packId);
  if (bytes === undefined) return fail({ kind: 'pack-not-loaded', packId });
  const buffers = [bytes.manifest, ...Object.values(bytes.files)];
  used.loading += 1;
  const answer = await used.life.call<Result<LoadedPack, PackFault>>((remote) =>
    remote.load(transfer(bytes, buffers), used.wish),
  );
  used.loading -= 1;
  if (answer.kind === 'lost') return fail({ kind: 'worker-lost', detail: answer.detail });
  return answer.value.ok ? answer.value : fail({ kind: 'pack-fault', fault: answer.value.fault });
}

function unwrapAnswer<Value>(answer: Answer<Result<Value, InspectFault>>): Result<Value, InspectFault> {
  return answer.kind === 'answered' ? answer.value : fail({ kind: 'worker-lost', detail: answer.detail });
}

/** A GPU that was taken away fails every run from then on (gpuweb #5291). */
function isLostGpu(result: Result<unknown, InspectFault>, { backend }: LoadedPack): boolean {
  return !result.ok && result.fault.kind === 'network-failed' && backend.backend === 'webgpu';
}

/** `work`, or `cancelled` as soon as the signal says so; `onAbort` may ask whether the work has settled since. */
function untilAborted<Value>(
  work: Promise<Result<Value, InspectFault>>,
  signal: AbortSignal | undefined,
  onAbort: (isSettled: () => boolean) => void,
): Promise<Result<Value, InspectFault>> {
  if (signal === undefined) return work;
  let isSettled = false;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      resolve(fail({ kind: 'cancelled' }));
      onAbort(() => isSettled);
    };
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => {
      isSettled = true;
      signal.removeEventListener('abort', abort);
    });
  });
}
