import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const schemaPath = 'models/pack.schema.json';

test('PACK-1 the check passes on the schema in the repository and fails on one that is out of date', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-schema-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(schemaPath, join(folder, schemaPath));
  expect(await checkIn(folder)).toEqual({ code: 0, stderr: '' });
  const text = await readFile(schemaPath, 'utf8');
  await writeFile(join(folder, schemaPath), text.replace('"maxLength": 100', '"maxLength": 101'));
  const outdated = await checkIn(folder);
  expect(outdated.code).toBe(1);
  expect(outdated.stderr).toContain('npm run generate:pack-schema');
}, 30_000);

function checkIn(cwd: string): Promise<{ readonly code: number; readonly stderr: string }> {
  const command = [resolve('node_modules/tsx/dist/cli.mjs'), resolve('scripts/generate-pack-schema.ts'), '--check'];
  return new Promise((done) => {
    const child = execFile(process.execPath, command, { cwd }, (_, __, stderr) => {
      done({ code: child.exitCode ?? -1, stderr });
    });
  });
}
