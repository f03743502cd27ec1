import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { freshDatabase, hasPostgres } from '../support/fresh-database';
import { findPostgres, startPostgres } from '../support/postgres';

describe.skipIf(!hasPostgres)('DRL-2 a PostgreSQL of the test', () => {
  test('gives each test an empty database', async () => {
    const first = await freshDatabase();
    const second = await freshDatabase();
    await ask(first.url, 'CREATE TABLE seen (id int)');
    await expect(ask(second.url, 'SELECT * FROM seen')).rejects.toThrow('does not exist');
    await Promise.all([first.drop(), second.drop()]);
  });

  test('keeps committed rows when it is killed and restarted', async () => {
    const postgres = await startPostgres(findPostgres() ?? '');
    try {
      await ask(postgres.urlOf('postgres'), 'CREATE TABLE kept AS SELECT 7 AS number');
      await postgres.stop('killed');
      await expect(ask(postgres.urlOf('postgres'), 'SELECT number FROM kept')).rejects.toThrow('ECONNREFUSED');
      await postgres.start();
      expect(await ask(postgres.urlOf('postgres'), 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
    } finally {
      await postgres.remove();
    }
  });
});

async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
