import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { cliArguments, rowsOf, runCli, type CliRun } from './run-cli';

const count = 200;
const pack = ['--pack', 'transformer-thermal'];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  const bytes = await sharp('public/samples/thermal-2.jpg').resize(240, 180).jpeg().toBuffer();
  const names = Array.from({ length: count }, (_, at) => `${String(at).padStart(2, '0')}.jpg`);
  await Promise.all(names.map((name) => writeFile(join(folder, name), bytes)));
});

/** Runs until standard output matches `until`, then sends `signal`. */
function runUntil(args: readonly string[], until: RegExp, signal: NodeJS.Signals): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...cliArguments, 'predict', folder, ...pack, ...args], { cwd: folder });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const was = until.test(output.stdout);
      output.stdout += text;
      if (!was && until.test(output.stdout)) child.kill(signal);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, ...output }));
  });
}

test('CLI-13 Ctrl-C ends the JSON array after the results that are there, and the exit code is 130', async () => {
  const run = await runUntil(['--json'], /"02\.jpg"|02\.jpg"/, 'SIGINT');
  const rows = rowsOf(run);
  expect([run.exitCode, rows.length >= 3, rows.length < count]).toEqual([130, true, true]);
  expect(run.stderr).toMatch(/^Stopped after \d+ of 200 pictures\.\n$/);
});

test('CLI-13 Ctrl-C before the first result leaves an empty array', async () => {
  const run = await runUntil(['--json'], /^\[/, 'SIGINT');
  expect([run.exitCode, rowsOf(run).length < count]).toEqual([130, true]);
});

test('CLI-13 Ctrl-C prints the summary of the table, and SIGTERM ends with 143', async () => {
  const run = await runUntil([], /02\.jpg/, 'SIGINT');
  expect(run.exitCode).toBe(130);
  expect(run.stdout).toMatch(/\d+ of 200 pictures done with/);
  expect((await runUntil(['--jsonl'], /02\.jpg/, 'SIGTERM')).exitCode).toBe(143);
});

test('CLI-12 --jsonl prints an object per line, the same as in the array', async () => {
  const few = ['00.jpg', 'nowhere.jpg', '01.jpg', ...pack];
  const array = await runCli(['predict', ...few, '--json'], folder);
  const lines = await runCli(['predict', ...few, '--jsonl'], folder);
  const read = lines.stdout.trimEnd().split('\n');
  const rows = read.map((line): Readonly<Record<string, unknown>> => JSON.parse(line) as Record<string, unknown>);
  const untimed = (all: readonly Readonly<Record<string, unknown>>[]) =>
    all.map((row) => ({ ...row, processing_time: 0 }));
  expect(untimed(rows)).toEqual(untimed(rowsOf(array)));
  expect([array.exitCode, lines.exitCode]).toEqual([1, 1]);
  expect((await runCli(['predict', ...few, '--json', '--jsonl'], folder)).exitCode).toBe(2);
});

test('CLI-14 a folder of views that cannot be used loses no result', async () => {
  await writeFile(join(folder, 'afile'), 'x');
  for (const out of ['afile', 'afile/deeper']) {
    const run = await runCli(['predict', '00.jpg', '01.jpg', ...pack, '--json', '--out', out], folder);
    expect(rowsOf(run).map((row) => [row['filename'], 'error' in row])).toEqual([
      ['00.jpg', false],
      ['01.jpg', false],
    ]);
    expect(run.stderr).toMatch(/^The folder .*afile.* cannot be used[^\n]*\n$/);
    expect(run.exitCode).toBe(1);
  }
});

test('CLI-14 if the views of one picture cannot be written, its result and the views of the others are kept', async () => {
  await runCli(['predict', '00.jpg', ...pack, '--jsonl', '--out', 'views/01_mask.png'], folder);
  const run = await runCli(['predict', '01.jpg', '02.jpg', ...pack, '--json', '--out', 'views'], folder);
  expect([run.exitCode, rowsOf(run).filter((row) => 'error' in row)]).toEqual([1, []]);
  expect(run.stderr).toMatch(/^The pictures of 01\.jpg could not be written to views \(EISDIR\)[^\n]*\n$/);
  expect((await readdir(join(folder, 'views'))).filter((name) => name.startsWith('02_'))).toHaveLength(4);
});

test('CLI-6 the views overwrite no picture that is inspected', async () => {
  const bytes = await readFile(join(folder, '00.jpg'));
  await writeFile(join(folder, '00_mask.png'), bytes);
  const run = await runCli(['predict', '00.jpg', '00_mask.png', ...pack, '--json', '--out', '.'], folder);
  expect([run.exitCode, rowsOf(run)]).toMatchObject([0, [{ filename: '00.jpg' }, { filename: '00_mask.png' }]]);
  expect(await readFile(join(folder, '00_mask.png'))).toEqual(bytes);
  expect(await readdir(folder)).toContain('00-2_mask.png');
});
