/** A faster backend (WebGPU) is used only if it computes the same golden numbers as the trusted one, and is faster. */
import type { BackendChoice } from '../domain/inspection';
import type { CancelledFault, LoadFault } from '../domain/operation';
import { fail, succeed, type Result } from '../domain/result';
import type { ExtractTools, OpenPack } from './extract';
import { disagreement } from './golden';
import { extractGolden, openPack, type CheckedPack } from './open-pack';
import type { SessionPool } from './session-pool';
import type { UnpackedPack } from './unpack';

/** A pack in use, and the pool to which its session is given back. */
export interface ActivePack {
  readonly open: OpenPack;
  readonly pool: SessionPool;
  readonly backend: BackendChoice;
}

/** `candidate` opens the pool of a backend that may be faster; it rejects where there is none. */
export interface Backends {
  readonly trusted: SessionPool;
  readonly candidate: (() => Promise<SessionPool>) | undefined;
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
    return succeed({ open, pool: trusted, backend: { backend, fallbackReason: tried.fault.reason } });
  }
  await trusted.release(unpacked.networkSha256);
  return tried.ok ? tried : fail({ kind: 'cancelled' });
}

/** Why the candidate is not used; `reason` is stored with every verdict. */
type CandidateFault = { readonly kind: 'refused'; readonly reason: string } | CancelledFault;

async function tryCandidate(
  trusted: CheckedPack,
  openPool: () => Promise<SessionPool>,
  tools: ExtractTools,
): Promise<Result<ActivePack, CandidateFault>> {
  try {
    const pool = await openPool();
    return await compareOn(pool, trusted, tools);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
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
    return fault.kind === 'cancelled' ? fail(fault) : refuse(`${backend}: ${reasonOf(fault)}`);
  }
  const fault = await faultOf(opened.value, trusted, tools);
  if (fault === undefined) return succeed({ open: opened.value.open, pool, backend: { backend } });
  await pool.release(unpacked.networkSha256);
  return fault.kind === 'cancelled' ? fail(fault) : refuse(`${backend}: ${fault.reason}`);
}

async function faultOf(
  candidate: CheckedPack,
  trusted: CheckedPack,
  tools: ExtractTools,
): Promise<CandidateFault | undefined> {
  const wrong = disagreement(candidate.goldenNumbers, trusted.goldenNumbers, trusted.open.unpacked.pack);
  if (wrong !== undefined) return { kind: 'refused', reason: reasonOf(wrong) };
  const trustedMs = await bestNetworkMs(trusted.open, tools, { first: 0, giveUpAboveMs: Infinity });
  if (!trustedMs.ok) return trustedMs.fault.kind === 'cancelled' ? trustedMs.fault : undefined;
  const plan = { first: timedRuns, giveUpAboveMs: giveUpFactor * trustedMs.value };
  const candidateMs = await bestNetworkMs(candidate.open, tools, plan);
  if (!candidateMs.ok) return candidateMs.fault;
  if (candidateMs.value < trustedMs.value) return undefined;
  const reason = `slower here, ${candidateMs.value.toFixed(1)} ms against ${trustedMs.value.toFixed(1)} ms`;
  return { kind: 'refused', reason };
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
    if (!features.ok) return features.fault.kind === 'cancelled' ? fail(features.fault) : refuse(features.fault.kind);
    bestMs = Math.min(bestMs, features.value.timings.networkMs);
    if (bestMs > giveUpAboveMs) break;
  }
  return succeed(bestMs);
}

function refuse(reason: string): Result<never, CandidateFault> {
  return fail({ kind: 'refused', reason });
}

function reasonOf(fault: LoadFault): string {
  switch (fault.kind) {
    case 'golden-disagrees':
      return `wrong numbers, ${fault.what} is off by ${fault.worst.toPrecision(2)} (allowed ${fault.tolerance})`;
    case 'bad-network':
      return fault.detail;
    default:
      return fault.kind;
  }
}
