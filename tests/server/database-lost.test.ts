import { sql } from 'kysely';
import { Client, type PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { openDatabase } from '../../server/database/open-database';
import { freshDatabase, hasPostgres } from '../support/fresh-database';

test.skipIf(!hasPostgres)(
  'DRL-21 a connection that breaks between two queries of a transaction fails the transaction and not the process',
  async () => {
    const fresh = await freshDatabase();
    const { db, pool, close } = await openDatabase(
      { kind: 'postgres', url: fresh.url, connections: 1 },
      () => undefined,
    );
    const broken = new Promise<void>((resolve) =>
      pool?.once('connect', (client: PoolClient) => client.once('end', () => resolve())),
    );
    const transaction = db.transaction().execute(async (lost) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(lost);
      await endBackend(fresh.url, rows[0]?.pid ?? 0);
      await broken;
      await sql`select 1`.execute(lost);
    });
    await expect(transaction).rejects.toThrow(/not queryable|terminat/);
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await close();
    await fresh.drop();
  },
);

/** What a killed PostgreSQL does to each of its connections. */
async function endBackend(url: string, pid: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('select pg_terminate_backend($1)', [pid]);
  await client.end();
}
