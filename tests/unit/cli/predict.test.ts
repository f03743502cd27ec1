import { copyFile, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { makePack, plainInput } from '../../support/make-pack';
import { scene, writeBadFiles, writeGoodPictures } from './pictures';
import { rowsOf, runCli, type CliRun } from './run-cli';

let folder = '';
const pack = ['--pack', 'transformer-thermal'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  await mkdir(join(folder, 'good/deeper'), { recursive: true });
  await mkdir(join(folder, 'bad'));
  await mkdir(join(folder, 'none'));
  await writeGoodPictures(join(folder, 'good'));
  await copyFile(join(folder, 'good/plain.jpg'), join(folder, 'good/deeper/plain.jpg'));
  await mkdir(join(folder, 'thermal/other'), { recursive: true });
  for (const name of ['thermal/hot.jpg', 'thermal/other/hot.jpg'])
    await copyFile('public/samples/thermal-2.jpg', join(folder, name));
});

test('CLI-1 inspects files, folders and patterns in the order given, each file once', async () => {
  const run = await predict(['good/plain.jpg', 'good/deeper', 'good/*.{png,jpg}', '--json']);
  const names = rowsOf(run).map(({ filename }) => filename);
  expect(names.slice(0, 2)).toEqual(['good/plain.jpg', 'good/deeper/plain.jpg']);
  expect(names.slice(2)).toEqual([
    'good/alpha.png',
    'good/cmyk.jpg',
    'good/grey-alpha.png',
    'good/grey.png',
    'good/one-pixel.png',
    'good/palette.png',
    'good/sixteen-bit.png',
  ]);
  expect(run.exitCode).toBe(0);
});

test('CLI-2 reports a bad file between two good ones and exits with 1', async () => {
  await writeFile(join(folder, 'words.txt'), 'just words');
  const run = await predict(['good/plain.jpg', 'words.txt', 'nowhere.jpg', 'good/grey.png', '--json']);
  const rows = rowsOf(run);
  expect(rows.map((row) => 'error' in row)).toEqual([false, true, true, false]);
  expect(rows[1]).toEqual({
    filename: 'words.txt',
    error: 'This file is not a picture. Choose a JPEG, PNG or WebP picture.',
  });
  expect(rows[2]).toEqual({
    filename: 'nowhere.jpg',
    error: 'There is no such file. Check the name and the folder.',
  });
  expect(run.exitCode).toBe(1);
});

test('CLI-3 wrong usage exits with 2 and writes nothing to standard output', async () => {
  const runs = await Promise.all([
    runCli(['predict', 'good/plain.jpg'], folder),
    predict([]),
    predict(['none']),
    runCli(['predict', 'good/plain.jpg', '--pack', 'unknown'], folder),
    predict(['good/plain.jpg', '--wrong']),
    runCli(['grade'], folder),
  ]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 2, 2, 2]);
  expect(runs.map(({ stdout }) => stdout)).toEqual(['', '', '', '', '', '']);
  expect(runs[3].stderr).toContain('Known packs: ');
  expect(runs[3].stderr).toContain('transformer-thermal');
});

test('CLI-4 prints one JSON array on standard output and nothing else', async () => {
  const run = await predict(['thermal/hot.jpg', 'good/plain.jpg', '--json']);
  expect(run.stderr).toBe('');
  const [row, refused] = rowsOf(run);
  expect(Object.keys(row ?? {})).toEqual([
    'filename',
    'anomaly_score',
    'classification',
    'confidence',
    'is_anomalous',
    'bounding_boxes',
    'grade',
    'trained_on',
    'processing_time',
    'model_version',
  ]);
  expect(refused).toMatchObject({
    classification: null,
    refused: 'not-thermal',
    message: expect.stringMatching(/^This is not/) as unknown,
  });
});

test('CLI-6 writes four pictures of the original size, none of a refused one, and does not overwrite equal names', async () => {
  const run = await predict(['thermal/hot.jpg', 'thermal/other/hot.jpg', 'good/plain.jpg', '--json', '--out', 'views']);
  expect(run.exitCode).toBe(0);
  const views = ['bounded', 'filtered', 'mask', 'overlay'];
  const wanted = ['hot-2', 'hot'].flatMap((name) => views.map((view) => `${name}_${view}.png`));
  expect((await readdir(join(folder, 'views'))).sort()).toEqual(wanted.sort());
  expect(await sharp(join(folder, 'views/hot_overlay.png')).metadata()).toMatchObject({ width: 1000, height: 750 });
});

test('CLI-7 the table has the threshold, the level and the notice', async () => {
  const run = await predict(['good/plain.jpg', 'words-missing.txt']);
  expect(run.stdout).toMatch(/^PICTURE +SCORE +LEVEL +ACTION +REGIONS +TIME\n/);
  expect(run.stdout).toContain('50 is the threshold');
  expect(run.stdout).toContain('Failed: words-missing.txt');
  expect(run.stdout).toContain('1 of 2 pictures done');
  expect(run.stdout).toContain('Note: ');
});

test('CLI-7 REF-8 a refused picture has dashes in the table, and the reason with the next step below it', async () => {
  const run = await runCli(['predict', 'good/plain.jpg', '--pack', 'rubber-sheet'], folder);
  expect(run.stdout).toMatch(/plain\.jpg +No verdict +– +– +– +– +– +[\d.]+m?s\n/);
  expect(run.stdout).toMatch(/\n {2}This does not look like a sheet\. Hold one sheet/);
});

test('CLI-8 every supported kind of file gets a verdict', async () => {
  const run = await predict(['good', '--json']);
  expect(rowsOf(run).filter((row) => 'error' in row)).toEqual([]);
  expect(rowsOf(run)).toHaveLength(11);
});

test('CLI-9 every kind of bad file gets its own message in one run', async () => {
  const messages = await writeBadFiles(join(folder, 'bad'));
  const run = await predict([...[...messages.keys()].map((name) => `bad/${name}`), 'good/plain.jpg', '--json']);
  const rows = rowsOf(run);
  for (const [at, [name, message]] of [...messages].entries()) {
    expect(rows[at]).toEqual({ filename: `bad/${name}`, error: expect.stringMatching(message) as string });
  }
  expect(rows.at(-1)).not.toHaveProperty('error');
  expect(run.exitCode).toBe(1);
});

test('CLI-10 lists the packs, and names the one that cannot be used', async () => {
  const listed = await runCli(['packs'], folder);
  expect(listed.exitCode).toBe(0);
  expect(listed.stdout).toContain('transformer-thermal');
  await mkdir(join(folder, 'packs/broken'), { recursive: true });
  await writeFile(join(folder, 'packs/broken/pack.json'), '{"format": 7}');
  const broken = await runCli(['packs', '--models', 'packs'], folder);
  expect(broken.exitCode).toBe(1);
  expect(broken.stdout).toContain('format 7');
});

test('CLI-1 inspects three hundred pictures of one folder in order', async () => {
  await mkdir(join(folder, 'many'));
  await writeTinyPack(join(folder, 'tiny/made-up'));
  const bytes = await scene().jpeg().toBuffer();
  const names = Array.from({ length: 300 }, (_, at) => `many/${String(at).padStart(3, '0')}.jpg`);
  await Promise.all(names.map((name) => writeFile(join(folder, name), bytes)));
  const run = await runCli(['predict', 'many', '--pack', 'made-up', '--models', 'tiny', '--json'], folder);
  expect(rowsOf(run).map(({ filename }) => filename)).toEqual(names);
});

function predict(args: readonly string[]): Promise<CliRun> {
  return runCli(['predict', ...args, ...pack], folder);
}

/** A classifier of a few bytes: a long run then tests the command line, not the network. */
async function writeTinyPack(to: string): Promise<void> {
  const { manifest, files } = makePack(
    {
      input: plainInput(8, 'nchw'),
      network: { file: 'network', input: 'image', grade: 'grade' },
      grade: {
        source: { kind: 'network' },
        activation: { kind: 'softmax', temperature: 1 },
        labels: ['red', 'green', 'blue'].map((name) => ({ name, title: name })),
        reject: [],
        indicative: false,
      },
    },
    'nchw-logits',
  );
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'pack.json'), new Uint8Array(manifest));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(to, `${name}.bin`), new Uint8Array(bytes));
}
