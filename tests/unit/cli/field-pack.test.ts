import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { modelsDir } from '../../../node-host/installation';
import { findPack, readPack } from '../../../node-host/pack-folder';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import { parsePackText } from '../../../src/domain/parse-pack';
import { packedFile } from '../../support/field-pack-file';
import { rowsOf, runCli } from './run-cli';

const picture = resolve('public/samples/thermal-2.jpg');
let folder = '';
let thermal: PackBytes;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  thermal = await packInFolder('transformer-thermal');
});

test('PKF-7 a pack file gives the results of the pack in a folder', async () => {
  // The network is in the models folder, as on every installation.
  const parsed = parsePackText(new TextDecoder().decode(thermal.manifest));
  const hash = parsed.ok ? parsed.value.files[parsed.value.network.file]?.sha256 : undefined;
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const file = await packedFile(thermal, { leaveOut: new Set([String(hash)]) });
  await writeFile(join(folder, 'thermal.fieldpack'), file);
  const runs = await Promise.all(
    ['thermal.fieldpack', 'transformer-thermal'].map((pack) =>
      runCli(['predict', picture, '--pack', pack, '--json'], folder),
    ),
  );
  const [ofFile, ofFolder] = runs.map((run) => rowsOf(run).map(withoutTime));
  expect(ofFile).toEqual(ofFolder);
  expect(file.byteLength).toBeLessThan(1e6);
});

test('PKF-7 a refused pack file and a missing one have their reason and exit code', async () => {
  const golden = new Uint8Array(thermal.files['golden'] ?? new ArrayBuffer()).map((value) => value ^ 1);
  await writeFile(
    join(folder, 'changed.fieldpack'),
    await packedFile({ ...thermal, files: { ...thermal.files, golden: golden.buffer } }),
  );
  const changed = await runCli(['predict', picture, '--pack', 'changed.fieldpack'], folder);
  expect([changed.exitCode, changed.stdout]).toEqual([1, '']);
  expect(changed.stderr).toContain('golden');
  const missing = await runCli(['predict', picture, '--pack', 'nowhere.fieldpack'], folder);
  expect([missing.exitCode, missing.stderr]).toEqual([
    2,
    'nowhere.fieldpack: There is no such file. Check the name and the folder.\n',
  ]);
});

async function packInFolder(packId: string): Promise<PackBytes> {
  const found = await findPack(join(modelsDir, packId));
  if (found === undefined || 'fault' in found) throw new Error(`there is no pack ${packId}`);
  const read = await readPack(found);
  if (!read.ok) throw new Error(`the pack ${packId} lacks a file`);
  return read.value;
}

function withoutTime(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !/time|ms$/i.test(name)));
}
