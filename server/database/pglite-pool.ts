/** The one embedded connection as a pool, with a semaphore: transactions of two callers never mix. */
import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { createSemaphore } from '../../src/domain/semaphore';

/** A pool with the one connection of `pglite`. `connect()` resolves in the order of the calls. */
export function createPglitePool(pglite: PGlite): PostgresPool {
  const connection = createSemaphore(1);
  return {
    connect: async () => clientOf(pglite, await connection.acquire()),
    end: async () => {
      await connection.acquire();
      await pglite.close();
    },
  };
}

function clientOf(pglite: PGlite, release: () => void): PostgresPoolClient {
  async function query(sql: unknown, parameters: readonly unknown[] = []) {
    if (typeof sql !== 'string') throw new Error('The embedded database has no cursors: read in pages.');
    const { rows, command = '', rowCount = 0 } = await pglite.query(sql, [...parameters]);
    return { rows, command, rowCount };
  }
  // The overloads of `query` name types that only a driver has.
  return { query, release } as PostgresPoolClient;
}
