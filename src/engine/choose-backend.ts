/** Whether a faster backend may be trusted: it must say the same of the golden picture, and be faster at it. */
import type { PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { examine, type ExamineTools } from './examine';
import { goldenPicture, rivalFault } from './golden';
import { openPack, type ProvenPack } from './open-pack';
import type { ReadyPack } from './ready-pack';
import type { SessionPool } from './session-pool';

/** Runs of the golden picture on each backend, after one that warmed it up. */
const raceRuns = 3;

/** A backend this many times slower in one run is not given another: a software GPU takes seconds for each. */
const hopelessTimes = 5;

/** The pack opened on `pool`'s backend if it agrees with `trusted` and beats it; otherwise the reason in words. */
export async function tryRival(
  trusted: ProvenPack,
  pool: SessionPool,
  tools: ExamineTools,
): Promise<Result<ProvenPack, string>> {
  const { parts } = trusted.ready;
  const name = pool.runtime.backend;
  const opened = await openPack(parts, pool, tools);
  if (!opened.ok) return fail(`${name}: ${reasonOf(opened.fault)}`);
  const reason = await reasonAgainst(opened.value, trusted, tools);
  if (reason === undefined) return opened;
  await pool.release(parts.networkSha256);
  return fail(`${name}: ${reason}`);
}

async function reasonAgainst(rival: ProvenPack, trusted: ProvenPack, tools: ExamineTools): Promise<string | undefined> {
  const fault = rivalFault(rival.golden.numbers, trusted.golden.numbers, trusted.ready.parts.pack);
  if (fault !== undefined) return reasonOf(fault);
  const trustedMs = await bestNetworkMs(trusted.ready, tools, Infinity);
  if (!trustedMs.ok) return undefined;
  const rivalMs = await bestNetworkMs(rival.ready, tools, hopelessTimes * trustedMs.value);
  if (!rivalMs.ok) return rivalMs.fault;
  if (rivalMs.value < trustedMs.value) return undefined;
  return `slower here, ${rivalMs.value.toFixed(1)} ms against ${trustedMs.value.toFixed(1)} ms`;
}

/** The fastest of a few runs: the one least disturbed by other work. A run over `hopelessMs` ends the race. */
async function bestNetworkMs(
  ready: ReadyPack,
  tools: ExamineTools,
  hopelessMs: number,
): Promise<Result<number, string>> {
  const picture = goldenPicture(ready.parts);
  let bestMs = Infinity;
  for (let run = 0; run < raceRuns; run++) {
    const examined = await examine(picture, ready, tools);
    if (!examined.ok) return fail(examined.fault.kind);
    bestMs = Math.min(bestMs, examined.value.networkMs);
    if (bestMs > hopelessMs) break;
  }
  return succeed(bestMs);
}

function reasonOf(fault: PackFault): string {
  switch (fault.kind) {
    case 'golden-disagrees':
      return `wrong numbers, ${fault.what} is off by ${fault.worst.toPrecision(2)} (allowed ${fault.tolerance})`;
    case 'bad-network':
      return fault.detail;
    default:
      return fault.kind;
  }
}
