import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { rowsOf, runCli } from './run-cli';

const networks = resolve('tests/fixtures/parity/imported');
const picture = resolve('public/samples/thermal-2.jpg');

test('IMP-1 IMP-3 import-onnx writes a pack that predicts, and says what it assumed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  await writeFile(join(folder, 'labels.txt'), 'good\nbad\nunsure\n');
  const network = join(networks, 'timm-classifier', 'network.onnx');
  const args = ['import-onnx', network, '--out', 'leaf.fieldpack', '--golden', picture, '--labels', 'labels.txt'];
  const run = await runCli(args, folder);
  expect([run.exitCode, run.stdout]).toEqual([0, expect.stringMatching(/Good [\d.]+%|good [\d.]+ ?%/i)]);
  expect(run.stderr).toContain('--normalisation: imagenet (assumed)');
  expect(run.stderr).toContain('--side: 16 (from the file)');
  const [row] = rowsOf(await runCli(['predict', picture, '--pack', 'leaf.fieldpack', '--json'], folder));
  expect(row).toMatchObject({ grade: expect.stringMatching(/^(Good|Bad|Unsure)$/) as string });
});

test('IMP-2 import-onnx makes an anomaly pack of an anomalib model', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  const network = join(networks, 'anomalib-two', 'network.onnx');
  const run = await runCli(['import-onnx', network, '--out', 'map.fieldpack', '--golden', picture], folder);
  expect([run.exitCode, run.stdout]).toEqual([0, expect.stringMatching(/score 0\.\d{3}/)]);
  const [row] = rowsOf(await runCli(['predict', picture, '--pack', 'map.fieldpack', '--json'], folder));
  expect(row).toMatchObject({ grade: null, is_anomalous: expect.any(Boolean) as boolean });
});

test('IMP-4 import-onnx refuses a cut-off file with the reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  await writeFile(join(folder, 'cut.onnx'), Uint8Array.of(8, 8, 58, 200));
  const run = await runCli(['import-onnx', 'cut.onnx', '--out', 'cut.fieldpack', '--golden', picture], folder);
  expect([run.exitCode, run.stderr]).toEqual([1, expect.stringContaining('This is not an ONNX model')]);
});

test('IMP-9 import-onnx takes mean and deviation of each channel, and refuses a deviation of 0', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  const network = join(networks, 'timm-classifier', 'network.onnx');
  const args = [
    'import-onnx',
    network,
    '--golden',
    picture,
    '--labels',
    'good,bad,unsure',
    '--scale',
    '0.00392156862745098',
  ];
  const own = ['--mean', '0.485,0.456,0.406', '--std', '0.229,0.224,0.225', '--out', 'own.fieldpack'];
  const says = ({ stdout }: { readonly stdout: string }) => stdout.slice(stdout.indexOf('\n'));
  const usual = await runCli([...args.slice(0, 6), '--out', 'usual.fieldpack'], folder);
  expect(says(await runCli([...args, ...own], folder))).toBe(says(usual));
  const refused = await runCli([...args, '--mean', '0,0,0', '--std', '1,0,1', '--out', 'x.fieldpack'], folder);
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('must be above 0')]);
}, 60_000);
