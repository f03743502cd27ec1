/** Now and then, what was begun and given up is forgotten. */
import type { ServerWorld } from '../world';
import { sweepParts } from './blob-parts';

const everyMs = 3_600_000;

/** Sweeps each hour until it is stopped. A failure is tried again in an hour. */
export function startSweeping({ db, log, now }: ServerWorld): { readonly stop: () => void } {
  const sweep = () => {
    sweepParts(db, now()).catch((error: unknown) => log.warn({ error: String(error) }, 'sweeping failed'));
  };
  const timer = setInterval(sweep, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
