/** A database and its server are often started together: the server waits for it. */
import type { Kysely } from 'kysely';
import type { Log } from '../http/log';
import { migrate } from './migrate';
import type { Database } from './schema';
import { failureKindOf } from './failure-kind';

/** How often to try, and the pause between two tries. */
export interface RetryPlan {
  readonly tries: number;
  readonly pause: () => Promise<void>;
}

/** Migrates as soon as the database answers. Throws the error of the last try. */
export async function migrateWhenReady(
  db: Kysely<Database>,
  log: Log,
  { tries, pause }: RetryPlan,
): Promise<readonly string[]> {
  try {
    return await migrate(db);
  } catch (error) {
    if (tries <= 1 || failureKindOf(error) !== 'unavailable') throw error;
    log.warn({ error: String(error), triesLeft: tries - 1 }, 'database does not answer yet');
    await pause();
    return migrateWhenReady(db, log, { tries: tries - 1, pause });
  }
}
