/** Packs of every form, with a picture for each: what the ONNX export is compared on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture } from '../../node-host/decode-picture';
import { createNodeEngine, nodeHost } from '../../node-host/node-engine';
import { findPack, readPack } from '../../node-host/pack-folder';
import { sha256Hex } from '../../node-host/sha256';
import type { CloseLook } from '../../src/domain/anomaly-teaching';
import type { Example } from '../../src/domain/example';
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { Activation, FractionRect, Pack } from '../../src/domain/pack';
import { parsePackText } from '../../src/domain/parse-pack';
import type { Picture } from '../../src/domain/picture';
import { succeed } from '../../src/domain/result';
import { without } from '../../src/domain/without';
import { seededRandom } from '../../src/math/seeded-random';
import { engineWith, normalSources, paperPicture, source, teachOptions } from './teach-node';

/** One comparison. */
export interface ExportedCase {
  readonly name: string;
  readonly bytes: PackBytes;
  readonly picture: Picture;
}

/** Everything that a pack can be made of occurs at least once. */
export async function exportedCases(): Promise<readonly ExportedCase[]> {
  const [rubber, thermal, surface] = await Promise.all(
    ['rubber-sheet', 'transformer-thermal', 'surface'].map((id) => shipped(join('models', id))),
  );
  if (rubber === undefined || thermal === undefined || surface === undefined) throw new Error('a pack is missing');
  const sheet = await fixturePicture('sheet-rss3.png');
  const paper = await taught('off');
  const hot = await fixturePicture('thermal-transformer-1.png');
  return [
    { name: 'shipped rubber sheets', bytes: rubber, picture: sheet },
    { name: 'shipped transformers', bytes: thermal, picture: hot },
    { name: 'a normal transformer', bytes: thermal, picture: await fixturePicture('thermal-transformer-0.png') },
    { name: 'taught, faulty', bytes: paper, picture: paperPicture(7, 240, 30) },
    { name: 'taught, normal', bytes: paper, picture: paperPicture(8, 240) },
    { name: 'taught with 2 × 2 tiles', bytes: await taught(2), picture: paperPicture(9, 500, 12) },
    { name: 'tiles beside a grade', bytes: changed(rubber, withTilesAndGrade), picture: sheet },
    { name: 'ignored areas and more neighbours', bytes: changed(thermal, withIgnoredAreas), picture: hot },
    { name: 'another grid, colours and fit', bytes: changed(thermal, withOtherGrid), picture: hot },
    ...headCases(surface),
    ...(await exampleCases(paper, thermal, hot)),
    ...(await importedCases()),
  ];
}

/** Every kind of grade head on the shipped embedding, with random weights. */
function headCases(surface: PackBytes): readonly ExportedCase[] {
  const picture = paperPicture(3, 240, 20);
  const heads: readonly (readonly [string, Activation, number])[] = [
    ['softmax', { kind: 'softmax', temperature: 1.7 }, 4],
    ['cumulative', { kind: 'cumulative', temperature: 0.6 }, 5],
    ['sigmoid', { kind: 'sigmoid', positive: 'b', temperature: 2 }, 2],
  ];
  return heads.flatMap(([kind, activation, labels]) =>
    [false, true].map((isScaled) => ({
      name: `head ${kind}${isScaled ? ' with scaling' : ''}`,
      bytes: withHead(surface, activation, { labels, isScaled }),
      picture,
    })),
  );
}

const embeddingColumns = 1048;

function withHead(
  surface: PackBytes,
  activation: Activation,
  { labels, isScaled }: { readonly labels: number; readonly isScaled: boolean },
): PackBytes {
  const random = seededRandom(labels);
  const numbers = (count: number, spread: number) =>
    Float32Array.from({ length: count }, () => spread * (random() - 0.5)).buffer;
  const outputs = activation.kind === 'sigmoid' ? 1 : labels - (activation.kind === 'cumulative' ? 1 : 0);
  const head = numbers(outputs * (embeddingColumns + 1), isScaled ? 8 : 1);
  const scaling = numbers(2 * embeddingColumns, 3);
  const source = { kind: 'head', file: 'head', ...(isScaled && { scaling: 'scaling' }) } as const;
  const names = Array.from({ length: labels }, (_, at) => String.fromCharCode(97 + at));
  const files = { ...surface.files, head, ...(isScaled && { scaling }) };
  return changed({ ...surface, files }, (pack) => ({
    ...without(pack, 'anomaly'),
    grade: {
      source,
      activation,
      labels: names.map((name) => ({ name, title: name })),
      ...{ reject: [], indicative: false },
    },
  }));
}

/** With learned corrections: normal areas, faults, both with the pack's own map, and with ignored areas. */
async function exampleCases(paper: PackBytes, thermal: PackBytes, hot: Picture): Promise<readonly ExportedCase[]> {
  const [speck, faint] = [paperPicture(900, 240, 14), paperPicture(901, 240, 1)];
  const cold = await fixturePicture('thermal-transformer-0.png');
  const middle = { x: 0.56, y: 0.56, width: 0.14, height: 0.14 };
  const learned = await learnedFrom(thermal, [
    { kind: 'normal', picture: hot, area: { x: 0.1, y: 0.1, width: 0.5, height: 0.5 } },
    { kind: 'fault', picture: cold, area: { x: 0.3, y: 0.3, width: 0.2, height: 0.2 } },
  ]);
  const normal = await learnedFrom(paper, [{ kind: 'normal', picture: speck, area: wholePicture }]);
  const fault = await learnedFrom(paper, [{ kind: 'fault', picture: faint, area: middle }]);
  return [
    { name: 'learned: normal', bytes: normal, picture: speck },
    { name: 'learned: a fault', bytes: fault, picture: faint },
    { name: 'learned with an own map, a normal area', bytes: learned, picture: hot },
    { name: 'learned with an own map, a fault', bytes: learned, picture: cold },
    { name: 'learned, with ignored areas', bytes: changed(learned, withIgnoredCorner), picture: cold },
  ];
}

const wholePicture: FractionRect = { x: 0, y: 0, width: 1, height: 1 };

interface Taught {
  readonly kind: 'normal' | 'fault';
  readonly picture: Picture;
  readonly area: FractionRect;
}

async function learnedFrom(bytes: PackBytes, given: readonly Taught[]): Promise<PackBytes> {
  const engine = createNodeEngine({ threads: 1 });
  const loaded = await engine.load(bytes);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  const learned = await engine.learn({
    packId: packOf(bytes.manifest).id,
    identity: { ...teachOptions.identity, id: 'taught-00c0ffee' },
    examples: given.map(({ kind, area }, at) => exampleOf(kind, area, String(at))),
    photos: given.map(({ picture }, at) => ({
      ...{ recordId: String(at), name: `${at}.png`, open: () => Promise.resolve(succeed(picture)) },
    })),
  });
  if (!learned.ok) throw new Error(JSON.stringify(learned.fault));
  return changed(learned.value.bytes, (pack) => pack);
}

function exampleOf(kind: Taught['kind'], area: FractionRect, recordId: string): Example {
  const source = { recordId, correctionId: recordId, pictureSha256: 'e'.repeat(64) };
  return { id: `${kind}-${recordId}`, at: '2026-11-26T10:00:00.000Z', ...source, kind, areas: [area] };
}

function withIgnoredCorner(pack: Pack): Pack {
  const { anomaly } = pack;
  if (anomaly === undefined) throw new Error('the pack has no anomaly part');
  return { ...pack, anomaly: { ...anomaly, ignore: [{ x: 0, y: 0, width: 0.4, height: 0.4 }] } };
}

function importedCases(): Promise<readonly ExportedCase[]> {
  const kinds = ['timm-classifier', 'torchvision-features', 'keras-features', 'keras-softmax', 'keras-sigmoid'];
  return Promise.all(
    [...kinds, 'anomalib-two'].map(async (kind) => ({
      name: `imported ${kind}`,
      bytes: await shipped(join('tests/fixtures/parity/imported', kind)),
      picture: paperPicture(2, 48, 9),
    })),
  );
}

/** With both, the whole picture is a second input. */
function withTilesAndGrade(pack: Pack): Pack {
  return { ...pack, input: { ...pack.input, tiles: { columns: 3, rows: 2, overlap: 4 } } };
}

function withIgnoredAreas(pack: Pack): Pack {
  const { anomaly } = pack;
  if (anomaly === undefined) throw new Error('the pack has no anomaly part');
  const score = { kind: 'top-mean', count: 900 } as const;
  return {
    ...pack,
    anomaly: { ...without(anomaly, 'map'), neighbours: 3, score, ignore: [{ x: 0, y: 0.1, width: 0.5, height: 0.4 }] },
  };
}

function withOtherGrid(pack: Pack): Pack {
  const { anomaly } = pack;
  if (anomaly === undefined) throw new Error('the pack has no anomaly part');
  const patches = { ...anomaly.patches, grid: { width: 20, height: 24 } };
  const [first, ...others] = patches.taps;
  if (first === undefined) throw new Error('the pack has no taps');
  return {
    ...pack,
    input: { ...pack.input, colour: 'bgr', fit: { kind: 'contain', pad: [10, 20, 30] } },
    anomaly: { ...anomaly, patches: { ...patches, taps: [{ ...first, neighbourhood: 5 }, ...others] } },
  };
}

/** The pack without conditions for the picture: the export has none. */
async function shipped(folder: string): Promise<PackBytes> {
  const found = await findPack(folder);
  if (found === undefined || 'fault' in found) throw new Error(`no pack in ${folder}`);
  const read = await readPack(found);
  if (!read.ok) throw new Error(`${folder} lacks a file`);
  return changed(read.value, (pack) => pack);
}

async function taught(closeLook: CloseLook): Promise<PackBytes> {
  const engine = await engineWith('surface');
  const pictures = [
    ...normalSources(4, closeLook === 'off' ? 240 : 500),
    source('bad.png', 'faulty', paperPicture(1, 240, 30)),
  ];
  const made = await engine.teach({ packId: 'surface', pictures, options: { ...teachOptions, closeLook } });
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  return changed(made.value.bytes, (pack) => pack);
}

/** The pack with another manifest. Nothing is refused, and no golden numbers are expected. */
function changed({ manifest, files }: PackBytes, change: (pack: Pack) => Pack): PackBytes {
  const pack = change(packOf(manifest));
  const { grade, golden } = pack;
  const entries = Object.entries(files).map(([name, bytes]) => {
    const path = pack.files[name]?.path ?? `${name}.bin`;
    return [name, { path, bytes: bytes.byteLength, sha256: sha256Hex(new Uint8Array(bytes)) }] as const;
  });
  const open: Pack = {
    ...without(pack, 'preconditions'),
    files: Object.fromEntries(entries),
    golden: { ...golden, expected: {} },
    ...(grade && { grade: { ...grade, reject: [] } }),
  };
  return { manifest: nodeHost.encodeText(JSON.stringify(open)), files };
}

/** The manifest of a pack. */
export function packOf(manifest: ArrayBuffer): Pack {
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}

async function fixturePicture(name: string): Promise<Picture> {
  const decoded = await decodePicture(readFileSync(join('tests/fixtures/parity', name)));
  if (!decoded.ok) throw new Error(decoded.fault.kind);
  return decoded.value;
}
