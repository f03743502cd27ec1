import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { datasetInsights } from '../../../src/learning/dataset-insights';
import { seededRandom } from '../../../src/math/seeded-random';
import { rowsOf, runCli } from './run-cli';

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

test('TCH-78 TCH-79 insights and training of a folder, and the trained pack predicts', async () => {
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
  const predicted = await runCli(['predict', 'data/stripes/0.png', '--pack', 'x.fieldpack', '--json'], folder);
  expect(rowsOf(predicted)[0]).toMatchObject({ grade: 'stripes' });
}, 120_000);

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
