import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeLeftovers } from '../../../server/files/remove-leftovers';

test('INT-41 only files older than the limit are removed, and an absent folder has none', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldgrade-leftovers-'));
  const hourAgo = new Date(Date.now() - 3_600_001);
  for (const name of ['old', 'new']) await writeFile(join(dir, name), 'PK');
  await utimes(join(dir, 'old'), hourAgo, hourAgo);
  await removeLeftovers(join(dir, 'absent'), 0);
  await removeLeftovers(dir, 3_600_000);
  expect(await readdir(dir)).toEqual(['new']);
  await removeLeftovers(dir, 0);
  expect(await readdir(dir)).toEqual([]);
  await rm(dir, { recursive: true });
});
