import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../../../server/database/open-database';
import { openingMs } from './migrated';

test.skipIf(process.platform !== 'linux')(
  'INT-39 each commit of the embedded database flushes its log',
  { timeout: 2 * openingMs },
  async () => {
    const dir = await mkdtemp(join(tmpdir(), 'fieldgrade-durable-'));
    const flushed: string[] = [];
    const flush = fs.fsyncSync;
    const spy = vi.spyOn(fs, 'fsyncSync').mockImplementation((file) => {
      flushed.push(fs.readlinkSync(`/proc/self/fd/${file}`));
      flush(file);
    });
    const { db, close } = await openDatabase({ kind: 'embedded', dir }, () => undefined);
    await sql`create table kept (line text)`.execute(db);
    flushed.length = 0;
    for (const line of ['one', 'two', 'three']) await sql`insert into kept values (${line})`.execute(db);
    expect(flushed.filter((file) => file.includes('pg_wal')).length).toBeGreaterThanOrEqual(3);
    await close();
    spy.mockRestore();
    await rm(dir, { recursive: true });
  },
);
