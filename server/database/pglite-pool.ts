/** One embedded connection as a pool: who asks for it waits in line, so that transactions never mix. */
import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';

/** A pool with the one connection of `pglite`. `connect()` is answered in the order of asking. */
export function createPglitePool(pglite: PGlite): PostgresPool {
  let free: Promise<void> = Promise.resolve();
  return {
    connect: async () => {
      const before = free;
      const turn = createTurn();
      free = turn.ended;
      await before;
      return clientOf(pglite, turn.end);
    },
    end: async () => {
      await free;
      await pglite.close();
    },
  };
}

function createTurn() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
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
