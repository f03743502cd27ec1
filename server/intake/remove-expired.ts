/** Now and then, what was begun and given up is forgotten. */
import type { ServerDependencies } from '../dependencies';
import { removeExpiredParts } from './blob-parts';

const everyMs = 3_600_000;

/** Sweeps each hour until it is stopped. A failure is tried again in an hour. */
export function startCleanup({ db, log, now }: ServerDependencies): { readonly stop: () => void } {
  const sweep = () => {
    removeExpiredParts(db, now()).catch((error: unknown) => log.warn({ error: String(error) }, 'sweeping failed'));
  };
  const timer = setInterval(sweep, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
