import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { runCli } from './run-cli';

test('PKF-11 export-onnx writes a file that ONNX Runtime opens, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  const run = await runCli(['export-onnx', '--pack', 'transformer-thermal', '--out', 'thermal.onnx'], folder);
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toContain('1 × 3 × 256 × 256');
  const session = await ort.InferenceSession.create(await readFile(join(folder, 'thermal.onnx')));
  expect(session.outputNames).toEqual(['score', 'raw_score', 'map']);
  const again = await runCli(['export-onnx', '--pack', 'transformer-thermal', '--out', 'thermal.onnx'], folder);
  expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining('--overwrite')]);
});

test('PKF-13 export-onnx of a pack with an empty bank says so and writes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  const run = await runCli(['export-onnx', '--pack', 'surface', '--out', 'surface.onnx'], folder);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe(
    'Nothing was written. The pack surface has not learned anything yet. Teach it with pictures first, then export the new pack.\n',
  );
  await expect(readFile(join(folder, 'surface.onnx'))).rejects.toThrow('ENOENT');
});
