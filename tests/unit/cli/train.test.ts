import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createAppEngine } from '../../../node-host/app-engine';
import { decodePicture } from '../../../node-host/decode-picture';
import { openNamedPack } from '../../../node-host/named-pack';
import { sha256Hex } from '../../../node-host/sha256';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import { teachingSeed } from '../../../src/domain/teaching';
import { datasetInsights } from '../../../src/learning/dataset-insights';
import { seededRandom } from '../../../src/math/seeded-random';
import { zipOf } from '../../support/field-pack-file';
import { loadFolder } from '../../support/predict-node';
import { cliArguments, rowsOf, runCli } from './run-cli';

/** Four pictures of each class: fine noise, and stripes. */
async function madeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-train-'));
  const random = seededRandom(4);
  for (const label of ['noise', 'stripes']) {
    await mkdir(join(folder, 'data', label), { recursive: true });
    for (let at = 0; at < 4; at++) {
      const [width, height] = [64 + at, 48];
      const value = (x: number) => (label === 'noise' ? 255 * random() : x % 8 < 4 ? 40 : 200 + 20 * random());
      const pixels = Buffer.from(
        Array.from({ length: width * height }, (_, pixel) => Math.floor(value(pixel % width))),
      );
      const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
        .png()
        .toBuffer();
      await writeFile(join(folder, 'data', label, `${at}.png`), png);
    }
  }
  return folder;
}

test('TCH-75 TCH-78 TCH-79 a folder has insights and trains the pack that the app trains, which predicts', async () => {
  const folder = await madeFolder();
  const insights = await runCli(['insights', 'data', '--json'], folder);
  expect(insights).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(insights.stdout)).toMatchObject({
    pictures: 8,
    classes: [
      { label: 'noise', pictures: 4 },
      { label: 'stripes', pictures: 4 },
    ],
    width: { min: 64, mean: 65.5, max: 67 },
    imbalance: 1,
  });
  const trained = await runCli(['train', 'data', '--out', 'x.fieldpack'], folder);
  expect(trained.stdout).toContain('is in x.fieldpack');
  expect(trained.stdout).toMatch(/stripes +4 +100% +100%/);
  expect(trained.exitCode).toBe(0);
  await expectBytesOfApp(folder);
  const predicted = await runCli(['predict', 'data/stripes/0.png', '--pack', 'x.fieldpack', '--json'], folder);
  expect(rowsOf(predicted)[0]).toMatchObject({ grade: 'stripes' });
}, 120_000);

test('TCH-16 evaluate counts how often a trained pack finds the class, also in a ZIP file', async () => {
  const folder = await madeFolder();
  await runCli(['train', 'data', '--out', 'x.fieldpack', '--runtime', 'native'], folder);
  const noise = new Uint8Array(await readFile(join(folder, 'data/noise/0.png')));
  const stripes = new Uint8Array(await readFile(join(folder, 'data/stripes/1.png')));
  const files = [
    ['noise/0.png', noise],
    ['stripes/1.png', stripes],
    ['Stripes/wrong.png', noise],
    ['else/a.png', noise],
  ] as const;
  await writeFile(join(folder, 'test.zip'), await zipOf(files));
  const run = await runCli(['evaluate', 'test.zip', '--pack', 'x.fieldpack', '--json'], folder);
  expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('else/a.png')]);
  expect(JSON.parse(run.stdout)).toMatchObject({
    ...{ kind: 'classes', pictures: 3, accuracy: expect.closeTo(2 / 3, 6) as number },
    classes: [
      { label: 'noise', pictures: 1, precision: 0.5, recall: 1 },
      { label: 'stripes', pictures: 2, precision: 1, recall: 0.5 },
    ],
    confusion: [
      [1, 0],
      [1, 1],
    ],
    misclassified: [{ name: 'Stripes/wrong.png', label: 'stripes', found: 'noise' }],
    without_verdict: [],
  });
  const text = await runCli(['evaluate', 'data', '--pack', 'x.fieldpack'], folder);
  expect(text.stdout).toContain('8 pictures of known classes judged with');
  expect(text.stdout).toContain('The class of 100% was found.');
  await mkdir(join(folder, 'other/good'), { recursive: true });
  await writeFile(join(folder, 'other/good/a.png'), noise);
  const none = await runCli(['evaluate', 'other', '--pack', 'x.fieldpack'], folder);
  expect([none.exitCode, none.stderr]).toEqual([
    2,
    expect.stringContaining('a folder with its name: noise and stripes'),
  ]);
}, 120_000);

test('TCH-80 train names what it cannot use, replaces no file and explains faults in words', async () => {
  const folder = await madeFolder();
  await writeFile(join(folder, 'data/noise/broken.jpg'), 'not a picture');
  await writeFile(join(folder, 'old.fieldpack'), 'old');
  const train = (data: string, out: string, ...more: readonly string[]) =>
    runCli(['train', data, '--out', out, '--runtime', 'native', ...more], folder);
  const refused = await train('data', 'old.fieldpack');
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('replace it with --overwrite')]);
  expect(await readFile(join(folder, 'old.fieldpack'), 'utf8')).toBe('old');
  const replaced = await train('data', 'old.fieldpack', '--overwrite', '--json');
  expect([replaced.exitCode, replaced.stderr]).toEqual([
    1,
    expect.stringMatching(/Not used: noise\/broken\.jpg\. .*not a picture/),
  ]);
  expect(JSON.parse(replaced.stdout)).toMatchObject({
    kind: 'classes',
    classes: [{ label: 'noise', pictures: 4 }, {}],
  });
  const nothing = await train('nowhere', 'x.fieldpack');
  expect([nothing.exitCode, nothing.stderr]).toEqual([2, expect.stringContaining('There is no nowhere.')]);
  for (const at of [1, 2, 3]) await rm(join(folder, `data/stripes/${at}.png`));
  const few = await train('data', 'x.fieldpack');
  expect([few.exitCode, few.stderr]).toEqual([1, expect.stringContaining('Only 1 of stripes: at least 3 pictures')]);
}, 180_000);

test('TCH-80 Ctrl-C stops train, and no file is written', async () => {
  const folder = await madeFolder();
  const child = spawn(process.execPath, [...cliArguments, 'train', 'data', '--out', 'x.fieldpack'], { cwd: folder });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (text.includes('Looking')) child.kill('SIGINT');
  });
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  expect([exitCode, stderr]).toEqual([130, expect.stringContaining('Stopped. Nothing was written.')]);
  expect(await readdir(folder)).toEqual(['data']);
}, 60_000);

test('TCH-78 equal files with different classes and unreadable files are named', () => {
  const size = { width: 4, height: 2 };
  const insights = datasetInsights([
    { name: 'a/1.png', label: 'a', sha256: 'x', size },
    { name: 'b/1.png', label: 'b', sha256: 'x', size },
    { name: 'a/2.png', label: 'a', sha256: 'y', size },
    { name: 'b/2.png', label: 'b', fault: { kind: 'truncated', format: 'png' } },
  ]);
  const unreadable = [{ name: 'b/2.png', fault: { kind: 'truncated', format: 'png' } }];
  expect(insights).toMatchObject({ pictures: 3, unreadable, imbalance: 2 });
  expect(insights.duplicates).toEqual([{ names: ['a/1.png', 'b/1.png'], isContradictory: true }]);
});

/** The pack of the command line is that of the engine with the seed that the app uses. */
async function expectBytesOfApp(folder: string): Promise<void> {
  const named = await openNamedPack(join(folder, 'x.fieldpack'), 'models');
  if (!named.ok) throw new Error(named.fault.kind);
  const engine = await createAppEngine();
  await loadFolder(engine, 'models/surface');
  const pictures = [];
  for (const label of ['noise', 'stripes']) {
    for (const fileName of ['0.png', '1.png', '2.png', '3.png']) {
      const bytes = await readFile(join(folder, 'data', label, fileName));
      const decoded = await decodePicture(bytes);
      const look = decoded.ok ? await engine.look({ packId: 'surface', picture: decoded.value }) : decoded;
      if (!look.ok) throw new Error(look.fault.kind);
      const { embedding } = look.value;
      pictures.push({ name: `${label}/${fileName}`, fileName, label, sha256: sha256Hex(bytes), embedding });
    }
  }
  const { id, version, taught } = named.value.pack;
  const identity = { id, version, title: 'x', taughtAt: taught?.taughtAt ?? '' };
  const options = {
    identity,
    seed: teachingSeed,
    isOrdered: false,
    isTogether: true,
    classOrder: ['noise', 'stripes'],
  };
  const trained = await engine.train({ packId: 'surface', pictures, options });
  if (!trained.ok) throw new Error(trained.fault.kind);
  const text = ({ manifest }: PackBytes): string => new TextDecoder().decode(manifest);
  expect(text(named.value.bytes)).toBe(text(trained.value.bytes));
}
