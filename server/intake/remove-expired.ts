/** Removes incomplete blobs that have expired. */
import type { ServerDependencies } from '../dependencies';
import { removeExpiredParts } from './blob-parts';

const everyMs = 3_600_000;

/** Runs every hour until it is stopped. After a failure the next run tries again. */
export function startCleanup({ db, log, now }: ServerDependencies): { readonly stop: () => void } {
  const sweep = () => {
    removeExpiredParts(db, now()).catch((error: unknown) => log.warn({ error: String(error) }, 'sweeping failed'));
  };
  const timer = setInterval(sweep, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
