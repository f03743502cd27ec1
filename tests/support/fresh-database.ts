/** A separate database for a test, in the cluster of the vitest project. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** False where PostgreSQL is not installed: `describe.skipIf(!hasPostgres)`. */
export const hasPostgres = inject('postgresUrl') !== '';

/** An empty database. */
export interface FreshDatabase {
  /** Connection string, as `DATABASE_URL` takes it. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Creates an empty database with a unique name. Needs `hasPostgres`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const clusterUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await command(clusterUrl, `CREATE DATABASE ${name}`);
  return {
    url: clusterUrl.replace(/[^/]*$/, name),
    drop: () => command(clusterUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function command(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
