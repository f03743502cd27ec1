/** Which files of a models folder ship, tested on copies of imported packs. */
import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { shippedPackFiles } from '../../../scripts/vite/shipped-packs';

let modelsDir: string;

beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'fieldgrade-models-'));
  await cp('tests/fixtures/parity/imported', modelsDir, { recursive: true });
  return () => rm(modelsDir, { recursive: true });
});

test('OFF-15 index, manifests, files and cards ship, and no file that no pack names', async () => {
  await writeFile(join(modelsDir, 'keras-softmax/notes.txt'), 'mine');
  const files = await shippedPackFiles(modelsDir);
  expect(files).toContain('index.json');
  expect(files.filter((path) => path.startsWith('torchvision-features/'))).toEqual(
    ['bank.bin', 'golden.bin', 'model-card.md', 'network.onnx', 'pack.json'].map(
      (file) => `torchvision-features/${file}`,
    ),
  );
  expect(files).not.toContain('keras-softmax/notes.txt');
});

test('OFF-18 a pack on offer whose folder is gone stops the build', async () => {
  await rm(join(modelsDir, 'keras-softmax'), { recursive: true });
  await expect(shippedPackFiles(modelsDir)).rejects.toThrow(
    'models/index.json offers models/keras-softmax/pack.json, which is not there: run `python -m trainer offer` in training/.',
  );
});

test('OFF-18 a manifest that was changed by hand stops the build until the index knows it', async () => {
  await appendFile(join(modelsDir, 'keras-softmax/pack.json'), '\n');
  await expect(shippedPackFiles(modelsDir)).rejects.toThrow(
    'models/keras-softmax/pack.json was changed after models/index.json was written: run `python -m trainer offer` in training/.',
  );
});

test('OFF-18 an invalid index stops the build', async () => {
  await writeFile(join(modelsDir, 'index.json'), '{"packs": [{"id": "a"}]}');
  await expect(shippedPackFiles(modelsDir)).rejects.toThrow('models/index.json: {"kind":"bad-field"');
});
