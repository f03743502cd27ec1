import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../support/server-process';

/** Two starts, which take half a minute beside other files. */
const longTest = { timeout: 600_000 };

test('DRL-3 the drill server restarts on its port after kill -9', longTest, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-data-'));
  const server = await startServer({ env: { DATA_DIR: dataDir }, isFirstStart: true });
  try {
    expect(await firstPage(server.url)).toContain('<title>');
    await server.kill();
    await expect(fetch(server.url)).rejects.toThrow();
    await server.restart();
    expect(await firstPage(server.url)).toContain('<title>');
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  } finally {
    await server.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('INT-41 an upload that a killed server left behind is removed at the next start', longTest, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-data-'));
  const spoolDir = join(dataDir, 'incoming');
  await mkdir(spoolDir);
  await writeFile(join(spoolDir, 'half-received'), 'PK');
  const server = await startServer({ env: { DATA_DIR: dataDir } });
  try {
    expect(await readdir(spoolDir)).toEqual([]);
  } finally {
    await server.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
});

async function firstPage(url: string): Promise<string> {
  const answer = await fetch(url);
  return answer.text();
}
