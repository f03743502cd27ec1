/** A faster backend (WebGPU) is used only if it computes the same golden numbers as the trusted one, and is faster. */
import type { BackendChoice, BackendFallback } from '../domain/inspection';
import type { CancelledFault, LoadFault } from '../domain/operation';
import type { PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { ExtractTools, OpenPack } from './extract';
import { disagreement } from './golden';
import { extractGolden, openPack, type CheckedPack } from './open-pack';
import type { OnnxRuntime } from './onnx-runtime';
import type { SessionPool } from './session-pool';
import type { UnpackedPack } from './unpack';

/** A pack in use, and the pool to which its session is given back. */
export interface ActivePack {
  readonly open: OpenPack;
  readonly pool: SessionPool;
  readonly backend: BackendChoice;
}

/** Opens the sessions of a backend, or returns why there is none. */
export type OpenPool = () => Promise<Result<SessionPool, BackendFallback>>;

/** Opens the pool once. A failure is not cached: the next call tries again. */
export function lazyPool(
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

/** `candidate` opens the pool of a backend that may be faster. */
export interface Backends {
  readonly trusted: SessionPool;
  readonly candidate: OpenPool | undefined;
}

/** Timed runs of the golden picture on each backend; the check before them has warmed both up. */
const timedRuns = 3;

/** A backend that is this many times slower in one run gets no further run: a software GPU takes seconds for each. */
const giveUpFactor = 5;

/** Opens the pack on the trusted backend, then on the candidate, and keeps the faster one that is right. */
export async function openOnBestBackend(
  unpacked: UnpackedPack,
  { trusted, candidate }: Backends,
  tools: ExtractTools,
): Promise<Result<ActivePack, LoadFault>> {
  const checked = await openPack(unpacked, trusted, tools);
  if (!checked.ok) return checked;
  const { open } = checked.value;
  const { backend } = trusted.runtime;
  if (candidate === undefined) return succeed({ open, pool: trusted, backend: { backend } });
  const tried = await tryCandidate(checked.value, candidate, tools);
  if (!tried.ok && tried.fault.kind === 'refused') {
    return succeed({ open, pool: trusted, backend: { backend, fallback: tried.fault.fallback } });
  }
  await trusted.release(unpacked.networkSha256);
  return tried.ok ? tried : fail({ kind: 'cancelled' });
}

/** Why the candidate is not used; `fallback` is stored with every verdict. */
type CandidateFault = { readonly kind: 'refused'; readonly fallback: BackendFallback } | CancelledFault;

async function tryCandidate(
  trusted: CheckedPack,
  openPool: OpenPool,
  tools: ExtractTools,
): Promise<Result<ActivePack, CandidateFault>> {
  try {
    const pool = await openPool();
    return pool.ok ? await compareOn(pool.value, trusted, tools) : refuse(pool.fault);
  } catch (error) {
    return refuse({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
  }
}

async function compareOn(
  pool: SessionPool,
  trusted: CheckedPack,
  tools: ExtractTools,
): Promise<Result<ActivePack, CandidateFault>> {
  const { unpacked } = trusted.open;
  const { backend } = pool.runtime;
  const opened = await openPack(unpacked, pool, tools);
  if (!opened.ok) {
    const { fault } = opened;
    return fault.kind === 'cancelled' ? fail(fault) : refuse(fallbackOf(fault));
  }
  const fault = await faultOf(opened.value, trusted, tools);
  if (fault === undefined) return succeed({ open: opened.value.open, pool, backend: { backend } });
  await pool.release(unpacked.networkSha256);
  return fail(fault);
}

async function faultOf(
  candidate: CheckedPack,
  trusted: CheckedPack,
  tools: ExtractTools,
): Promise<CandidateFault | undefined> {
  const wrong = disagreement(candidate.goldenNumbers, trusted.goldenNumbers, trusted.open.unpacked.pack);
  if (wrong !== undefined) return { kind: 'refused', fallback: fallbackOf(wrong) };
  const trustedMs = await bestNetworkMs(trusted.open, tools, { first: 0, giveUpAboveMs: Infinity });
  if (!trustedMs.ok) return trustedMs.fault.kind === 'cancelled' ? trustedMs.fault : undefined;
  const plan = { first: timedRuns, giveUpAboveMs: giveUpFactor * trustedMs.value };
  const candidateMs = await bestNetworkMs(candidate.open, tools, plan);
  if (!candidateMs.ok) return candidateMs.fault;
  if (candidateMs.value < trustedMs.value) return undefined;
  return {
    kind: 'refused',
    fallback: { kind: 'slower', candidateMs: candidateMs.value, trustedMs: trustedMs.value },
  };
}

/** The fastest of a few runs, which is the one least disturbed by other work. A run over `giveUpAboveMs` is the last. */
async function bestNetworkMs(
  open: OpenPack,
  tools: ExtractTools,
  { first, giveUpAboveMs }: { readonly first: number; readonly giveUpAboveMs: number },
): Promise<Result<number, CandidateFault>> {
  let bestMs = Infinity;
  for (let run = first; run < first + timedRuns; run++) {
    const features = await extractGolden(open, tools, { done: run, total: 2 * timedRuns });
    if (!features.ok) {
      const { fault } = features;
      return fault.kind === 'cancelled' ? fail(fault) : refuse({ kind: 'failed', detail: fault.kind });
    }
    bestMs = Math.min(bestMs, features.value.timings.networkMs);
    if (bestMs > giveUpAboveMs) break;
  }
  return succeed(bestMs);
}

function refuse(fallback: BackendFallback): Result<never, CandidateFault> {
  return fail({ kind: 'refused', fallback });
}

function fallbackOf(fault: PackFault): BackendFallback {
  switch (fault.kind) {
    case 'golden-disagrees':
      return { kind: 'wrong-numbers', what: fault.what, worst: fault.worst, tolerance: fault.tolerance };
    case 'bad-network':
      return { kind: 'failed', detail: fault.detail };
    default:
      return { kind: 'failed', detail: fault.kind };
  }
}
