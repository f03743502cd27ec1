import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readConfig } from '../../../server/config';
import { lockData } from '../../../server/database/data-lock';
import { migrateWhenReady } from '../../../server/database/migrate-when-ready';
import { openDatabase } from '../../../server/database/open-database';
import { failureKindOf } from '../../../server/database/failure-kind';
import { silentLog } from '../../../server/http/log';
import { openingMs, openMigrated } from './migrated';

test('INT-30 without settings everything is embedded, under one folder', () => {
  const config = readConfig({ PATH: '/bin', DATABASE_URL: '', BLOBS: undefined });
  expect(config).toMatchObject({
    ok: true,
    value: {
      port: 8080,
      database: { kind: 'embedded', dir: join(process.cwd(), 'server-data/database') },
      blobs: { kind: 'folder', dir: join(process.cwd(), 'server-data/blobs') },
      corsOrigins: [],
      registrationCode: undefined,
    },
  });
});

test('INT-30 PostgreSQL, S3 and limits are read', () => {
  const env = {
    DATABASE_URL: 'postgres://user@db/field',
    BLOBS: 's3://photos/field/one/',
    S3_ENDPOINT: 'https://s3.example',
    CORS_ORIGINS: 'https://a.example, https://b.example:8443',
    RATE_LIMIT: 'off',
  };
  expect(readConfig(env)).toMatchObject({
    ok: true,
    value: {
      database: { kind: 'postgres', url: 'postgres://user@db/field', connections: 10 },
      blobs: { kind: 's3', bucket: 'photos', prefix: 'field/one', endpoint: 'https://s3.example' },
      corsOrigins: ['https://a.example', 'https://b.example:8443'],
      rateLimits: 'off',
    },
  });
});

test('INT-30 each invalid setting is reported by its name', () => {
  const wrong = {
    PORT: '99999',
    DATABASE_URL: 'mysql://x',
    BLOBS: '/a/folder',
    CORS_ORIGINS: '*',
    ENGINEER_TOKEN: 'short',
    RATE_LIMIT: 'maybe',
    LOG_LEVEL: 'loud',
  };
  const config = readConfig(wrong);
  const words = config.ok ? [] : config.fault;
  for (const name of Object.keys(wrong)) expect(words.some((line) => line.startsWith(name))).toBe(true);
  expect(words).toContain('PORT must be a whole number from 0 to 65535.');
});

test('INT-31 one process at a time holds the data lock, and a dead one does not count', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldgrade-lock-'));
  const held = await lockData(dir, process.pid);
  expect(held.ok).toBe(true);
  expect(await lockData(dir, process.pid + 1)).toEqual({ ok: false, fault: { kind: 'data-locked', pid: process.pid } });
  if (held.ok) await held.value.release();
  // The last one: this process id, but of a process that began when the machine did.
  for (const left of ['4194303', '', 'nonsense', `${process.pid} 1`]) {
    await writeFile(join(dir, 'server.lock'), left);
    expect((await lockData(dir, 12)).ok).toBe(true);
    expect(await readFile(join(dir, 'server.lock'), 'utf8')).toMatch(/^12( \d+)?$/);
  }
  await rm(dir, { recursive: true });
});

test('INT-32 transactions on the one embedded connection run one after another', { timeout: openingMs }, async () => {
  const { db, close } = await openMigrated();
  const order: string[] = [];
  const counted = (name: string) =>
    db.transaction().execute(async (trx) => {
      order.push(`${name} begins`);
      await sql`select 1`.execute(trx);
      await sql`update intake_counter set sequence = sequence + 1`.execute(trx);
      order.push(`${name} ends`);
      if (name === 'b') throw new Error('undone');
    });
  const all = await Promise.allSettled(['a', 'b', 'c'].map(counted));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  const row = await db.selectFrom('intake_counter').select('sequence').executeTakeFirst();
  expect(row?.sequence).toBe(2);
  await close();
});

test('INT-24 a server that starts before its database waits for it and finally reports why', async () => {
  const url = 'postgres://nobody@127.0.0.1:1/none';
  const { db, close } = await openDatabase({ kind: 'postgres', url, connections: 2 }, () => undefined);
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  await expect(migrateWhenReady(db, silentLog, { tries: 3, pause })).rejects.toThrow('ECONNREFUSED');
  expect(pauses).toBe(2);
  await close();
});

test('INT-24 failures of the machine are distinguished from bugs, through their causes', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  expect(failureKindOf(coded('53100'))).toBe('storage-full');
  expect(failureKindOf(new Error('wrapped', { cause: coded('ENOSPC') }))).toBe('storage-full');
  expect(failureKindOf(new AggregateError([coded('ECONNREFUSED')]))).toBe('unavailable');
  for (const code of ['57P01', '08006', '53300', '57014']) expect(failureKindOf(coded(code))).toBe('unavailable');
  expect(failureKindOf(new Error('Connection terminated unexpectedly'))).toBe('unavailable');
  expect(failureKindOf(coded('23505'))).toBe('bug');
  expect(failureKindOf('a text')).toBe('bug');
});
