import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { listFolder } from '../../../cli/list-folder';
import { openDataset, readFacts, type Dataset } from '../../../node-host/open-dataset';
import { archiveStream, type ArchiveEntry } from '../../../src/archive/write-archive';
import type { LabelledFacts } from '../../../src/engine/teach/dataset-facts';
import { datasetInsights } from '../../../src/learning/dataset-insights';
import { seededRandom } from '../../../src/math/seeded-random';

type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

function noise(width: number, height: number, seed: number) {
  const random = seededRandom(seed);
  const pixels = Buffer.from(Array.from({ length: 3 * width * height }, () => Math.floor(256 * random())));
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A photo on its side and a PNG, both larger than what is read of a large file; two equal small ones; and damaged ones. */
async function madeFiles(): Promise<Files> {
  const small = new Uint8Array(await noise(6, 4, 3).png().toBuffer());
  return {
    'data/a/large.jpg': new Uint8Array(
      await noise(400, 300, 1).withMetadata({ orientation: 6 }).jpeg({ quality: 98 }).toBuffer(),
    ),
    'data/a/large.png': new Uint8Array(await noise(200, 150, 2).png().toBuffer()),
    'data/a/same.png': small,
    'data/b/same.png': small.slice(),
    'data/b/short.png': small.slice(0, 40),
    'data/b/text.jpg': new TextEncoder().encode('no picture'),
  };
}

async function zipOf(files: Files): Promise<string> {
  async function* all(): AsyncGenerator<ArchiveEntry> {
    for (const [at, [name, content]] of Object.entries(files).entries()) {
      const modifiedAt = new Date(Date.UTC(2026, 10, 26));
      yield await Promise.resolve({ name, modifiedAt, packing: at % 2 === 0 ? 'deflated' : 'stored', content });
    }
  }
  const path = join(await mkdtemp(join(tmpdir(), 'fieldgrade-dataset-')), 'data.zip');
  await writeFile(path, new Uint8Array(await new Response(archiveStream(all())).arrayBuffer()));
  return path;
}

async function folderOf(files: Files): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'fieldgrade-dataset-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return join(root, 'data');
}

/** The facts, and the names of the files that were read as a whole by `read`. */
async function factsOf(path: string) {
  const opened = await openDataset(path, async (folder) => (await listFolder(folder)).files);
  if (!opened.ok) throw new Error(opened.fault.kind);
  const whole: string[] = [];
  const files = opened.value.files.map((file): Dataset['files'][number] => ({
    ...file,
    read: () => {
      whole.push(file.name);
      return file.read();
    },
  }));
  const facts: LabelledFacts[] = [];
  for await (const each of readFacts({ ...opened.value, files })) facts.push(each);
  await opened.value.close();
  return { facts, whole };
}

test('TCH-83 sizes come from the beginnings of large files, and only files that may be equal are hashed', async () => {
  const files = await madeFiles();
  expect(Math.min(...['data/a/large.jpg', 'data/a/large.png'].map((name) => files[name]?.length ?? 0))).toBeGreaterThan(
    65_536,
  );
  for (const [path, prefix] of [
    [await zipOf(files), 'data/'],
    [await folderOf(files), ''],
  ] as const) {
    const { facts, whole } = await factsOf(path);
    expect(whole).toEqual(['a/same.png', 'b/same.png'].map((name) => prefix + name));
    expect(facts.map(({ name, size }) => [name.slice(prefix.length), size?.width, size?.height])).toEqual([
      ['a/large.jpg', 300, 400],
      ['a/large.png', 200, 150],
      ['a/same.png', 6, 4],
      ['b/same.png', 6, 4],
      ['b/short.png', undefined, undefined],
      ['b/text.jpg', undefined, undefined],
    ]);
    const { duplicates, unreadable } = datasetInsights(facts);
    expect(duplicates).toEqual([
      { names: ['a/same.png', 'b/same.png'].map((name) => prefix + name), isContradictory: true },
    ]);
    expect(unreadable.map(({ fault }) => fault.kind)).toEqual(['truncated', 'not-a-picture']);
  }
});

test('TCH-83 a damaged entry of a ZIP file is named', async () => {
  const path = await zipOf({ 'data/a/1.png': new Uint8Array(await noise(6, 4, 3).png().toBuffer()) });
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(path);
  bytes.fill(0x55, 60, 90);
  await writeFile(path, bytes);
  const { facts } = await factsOf(path);
  expect(facts).toMatchObject([{ name: 'data/a/1.png', fault: { kind: 'file-unreadable' } }]);
});

test('TCH-82 TCH-83 near-duplicates of two classes and blurred pictures are found once pictures were decoded', () => {
  const random = seededRandom(5);
  const size = { width: 8, height: 8 };
  const facts = Array.from({ length: 12 }, (_, at) => ({
    ...{ name: `${at}.jpg`, label: at % 2 === 0 ? 'a' : 'b', size, blur: at === 4 ? 0.8 : 0.3 },
    embedding: Float32Array.from({ length: 40 }, () => random() - 0.5),
  }));
  facts[7]?.embedding.set(facts[2]?.embedding ?? []);
  expect(datasetInsights(facts)).toMatchObject({
    nearDuplicates: [{ names: ['2.jpg', '7.jpg'], isContradictory: true }],
    blurred: ['4.jpg'],
    together: { count: 1, pictures: 2 },
  });
  const soft = facts.map((each) => ({ ...each, blur: 0.75 }));
  expect(datasetInsights(soft).blurred).toEqual([]);
  expect(datasetInsights([{ name: 'x', label: 'a', size }])).not.toHaveProperty('blurred');
});
