import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { paperPicture } from '../../support/teach-node';
import { cliArguments, rowsOf, runCli, type CliRun } from './run-cli';

let folder = '';
let taught: CliRun;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  vi.stubEnv('FIELDGRADE_HOME', folder);
  await Promise.all(['good', 'bad', 'test/good', 'test/speck', 'test/ground_truth'].map(makeFolder));
  await Promise.all([1, 2, 3].map((seed) => writePaper(`good/${seed}.png`, seed)));
  await writePaper('bad/1.png', 11, 14);
  await writeFile(join(folder, 'good/broken.jpg'), 'not a picture');
  await writePaper('test/good/1.png', 21);
  await writePaper('test/speck/1.png', 22, 14);
  await cp(join(folder, 'good/1.png'), join(folder, 'test/ground_truth/1_mask.png'));
  taught = await teach('--bad', 'bad', '--title', 'Brown paper', '--seed', '7');
  // The first run of the command line may build it.
}, 60_000);

afterAll(() => vi.unstubAllEnvs());

test('TCH-14 teach writes a pack file with which predict finds unusual pictures', async () => {
  expect(taught.stdout).toContain('“Brown paper”, version 1.0.0, is in paper.fieldpack');
  expect(taught.stdout).toContain('It learned from 3 good pictures.');
  expect(taught.stdout).toMatch(/Of 100 good pieces like these.* at most 25 are called unusual/);
  expect(taught.stdout).toContain('With 19 good pictures it would be at most 5 of 100.');
  expect(taught.stdout).toContain('It finds 1 of 1 faulty picture. AUROC 1, F1 1 at its threshold');
  expect(taught.stdout).toContain('It looks at the whole picture.');
  const pictures = ['test/good/1.png', 'test/speck/1.png'];
  const run = await runCli(['predict', ...pictures, '--pack', 'paper.fieldpack', '--json'], folder);
  expect(run.stderr).toBe('');
  expect(rowsOf(run).map((row) => row['is_anomalous'])).toEqual([false, true]);
});

test('CLI-18 teach names a picture that it cannot use, teaches with the others and shows its progress', () => {
  expect(taught.exitCode).toBe(1);
  expect(taught.stderr).toMatch(
    /Looking at pictures: 1 of 5\nLearning: step 1 of \d+\nNot used: good\/broken\.jpg\. .*JPEG/,
  );
});

test('TCH-15 teach replaces no file unless it is allowed, and says so', async () => {
  const before = await readFile(join(folder, 'paper.fieldpack'));
  const refused = await teach();
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    'paper.fieldpack exists already. Choose another name with --out, or replace it with --overwrite.\n',
  ]);
  expect(await readFile(join(folder, 'paper.fieldpack'))).toEqual(before);
});

test('TCH-15 a picture in both folders, a wrong name and an empty folder are wrong usage', async () => {
  const both = await runCli(['teach', '--good', '.', '--bad', 'bad', '--out', 'new.fieldpack'], folder);
  expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining('1 picture is good and faulty at once')]);
  for (const [out, message] of [
    ['new.zip', 'must end in .fieldpack'],
    ['nowhere/new.fieldpack', 'There is no folder nowhere'],
  ] as const) {
    const run = await runCli(['teach', '--good', 'good', '--out', out], folder);
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining(message)]);
  }
  await writeFile(join(await makeFolder('unusable'), 'a.jpg'), 'not a picture');
  const none = await runCli(['teach', '--good', 'unusable', '--out', 'new.fieldpack'], folder);
  expect([none.exitCode, none.stderr]).toEqual([
    1,
    expect.stringContaining('None of the good pictures could be used.'),
  ]);
});

test('CLI-18 Ctrl-C stops teach, and no file is written', async () => {
  const run = await stopWhileReading('stopped.fieldpack');
  expect([run.exitCode, run.stdout]).toEqual([130, '']);
  expect(run.stderr).toContain('Stopped. Nothing was written.');
  expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);
});

test('TCH-16 evaluate prints the figures of labelled pictures', async () => {
  const run = await runCli(['evaluate', 'test', '--pack', 'paper.fieldpack', '--json'], folder);
  expect(JSON.parse(run.stdout)).toMatchObject({
    ...{ good: 1, bad: 1, auroc: 1, f1: 1, f1_max: 1, found: 1 },
    ...{ missed: [], false_alarms: [], without_verdict: [], failed: [], version: '1.0.0' },
  });
  const swapped = await makeFolder('swapped');
  await cp(join(folder, 'test/good'), join(swapped, 'bad'), { recursive: true });
  await cp(join(folder, 'test/speck'), join(swapped, 'normal'), { recursive: true });
  const wrong = await runCli(['evaluate', 'swapped', '--pack', 'paper.fieldpack'], folder);
  expect(wrong.stdout).toContain('AUROC 0; F1 0 at the threshold of the pack, 0.667 at the best one');
  expect(wrong.stdout).toContain('Missed: bad/1.png.');
  expect(wrong.stdout).toContain('Good, but called unusual: normal/1.png.');
});

test('CLI-19 evaluate leaves out masks and pictures in no folder, and refuses a pack with an empty bank', async () => {
  const run = await runCli(['evaluate', 'test', '--pack', 'paper.fieldpack', '--json'], folder);
  expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('ground_truth/1_mask.png')]);
  const other = await makeFolder('other');
  await cp(join(folder, 'test/good'), join(other, 'clean'), { recursive: true });
  await cp(join(folder, 'test/speck'), join(other, 'specked'), { recursive: true });
  await cp(join(folder, 'test/ground_truth'), join(other, 'masks'), { recursive: true });
  const named = await runCli(['evaluate', 'other', '--pack', 'paper.fieldpack', '--json'], folder);
  expect(JSON.parse(named.stdout)).toMatchObject({ good: 1, bad: 1, found: 1, missed: [], false_alarms: [] });
  expect(named.stderr).toContain('masks/1_mask.png');
  const untaught = await runCli(['evaluate', 'test', '--pack', 'surface'], folder);
  expect([untaught.exitCode, untaught.stderr]).toEqual([1, expect.stringContaining('has not been taught yet')]);
  const unlabelled = await runCli(['evaluate', 'good', '--pack', 'paper.fieldpack'], folder);
  expect([unlabelled.exitCode, unlabelled.stderr]).toEqual([
    2,
    expect.stringContaining('No labelled pictures in good'),
  ]);
});

async function makeFolder(name: string): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  return join(folder, name);
}

async function writePaper(name: string, seed: number, speckPx = 0): Promise<void> {
  const { width, height, data } = paperPicture(seed, 240, speckPx);
  await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toFile(join(folder, name));
}

function teach(...more: readonly string[]): Promise<CliRun> {
  return runCli(
    ['teach', '--good', 'good', '--out', 'paper.fieldpack', '--close-look', 'off', '--runtime', 'native', ...more],
    folder,
  );
}

function stopWhileReading(out: string): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...cliArguments, 'teach', '--good', 'good', '--out', out], { cwd: folder });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
      if (text.includes('Looking')) child.kill('SIGINT');
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, ...output }));
  });
}
