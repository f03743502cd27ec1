/**
 * Exports of timm, torchvision, Keras and anomalib as packs (`python -m trainer import`): the engine that app, worker and server
 * share loads them and gives the numbers that Python gave, and the command line reads pictures with them.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createNodeEngine } from '../../node-host/node-engine';
import { findPack, readPack } from '../../node-host/pack-folder';
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { Activation, Pack } from '../../src/domain/pack';
import { rowsOf, runCli } from '../unit/cli/run-cli';

const folder = resolve('tests/fixtures/parity/imported');
const kinds = [
  'timm-classifier',
  'torchvision-features',
  'keras-features',
  'keras-softmax',
  'keras-sigmoid',
  'anomalib-two',
];

test.each(kinds)('PACK-8 a pack made from an export (%s) loads, and its golden numbers agree', async (kind) => {
  expect(await createNodeEngine().load(await bytesOf(kind))).toMatchObject({ ok: true });
});

const doubled: readonly (readonly [string, Activation])[] = [
  ['keras-softmax', { kind: 'softmax', temperature: 1 }],
  ['keras-sigmoid', { kind: 'sigmoid', positive: 'faulty', temperature: 1 }],
  ['anomalib-two', { kind: 'sigmoid', positive: 'faulty', temperature: 1 }],
  ['timm-classifier', { kind: 'probabilities' }],
];

test.each(doubled)('PACK-7 refuses %s if its activation is applied twice or not at all', async (kind, activation) => {
  const loaded = await createNodeEngine().load(withActivation(await bytesOf(kind), activation));
  expect(loaded).toMatchObject({ ok: false, fault: { kind: 'golden-disagrees' } });
});

test.each(kinds)('CLI-11 Node computes the same numbers as Python for a picture with %s', async (kind) => {
  const place = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  const { golden, grade } = await manifestOf(kind);
  const { widthPx: width, heightPx: height } = golden.picture;
  const raw = await readFile(join(folder, kind, 'golden.bin'));
  await sharp(raw, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(join(place, 'golden.png'));
  const run = await runCli(['predict', 'golden.png', '--json', '--models', folder, '--pack', kind], place);
  const [row] = rowsOf(run);
  const wanted = golden.expected.probabilities ?? [];
  const best = wanted.indexOf(Math.max(...wanted));
  expect(run.exitCode).toBe(0);
  expect(row).toMatchObject(
    grade === undefined
      ? { is_anomalous: true, grade: null }
      : { grade: grade.labels[best]?.title, is_anomalous: null },
  );
});

async function bytesOf(kind: string): Promise<PackBytes> {
  const found = await findPack(join(folder, kind));
  if (found === undefined || !('pack' in found)) throw new Error(JSON.stringify(found));
  const bytes = await readPack(found);
  if (!bytes.ok) throw new Error(JSON.stringify(bytes.fault));
  return bytes.value;
}

async function manifestOf(kind: string): Promise<Pack> {
  return JSON.parse(await readFile(join(folder, kind, 'pack.json'), 'utf8')) as Pack;
}

function withActivation({ manifest, files }: PackBytes, activation: Activation): PackBytes {
  const pack = JSON.parse(new TextDecoder().decode(manifest)) as Pack;
  const changed = { ...pack, grade: { ...pack.grade, activation } };
  return { manifest: new TextEncoder().encode(JSON.stringify(changed)).buffer, files };
}
