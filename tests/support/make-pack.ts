/** Packs made from the tiny networks of `tests/fixtures/onnx`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { Pack, PackAnomaly, PackFile, PackInput } from '../../src/domain/pack';
import type { Picture } from '../../src/domain/picture';

/** The parts of a manifest that a test chooses; files, format, and words are filled in. */
export type PackPlan = Partial<Omit<Pack, 'files' | 'format'>> & Pick<Pack, 'input' | 'network'>;

/** A pack with its files, hashes right. `files` besides `network` and `golden` (an 8 × 8 grey picture). */
export function makePack(plan: PackPlan, network: string, files: Readonly<Record<string, Uint8Array>> = {}): PackBytes {
  const all = { network: fixtureNetwork(network), golden: new Uint8Array(8 * 8 * 3).fill(128), ...files };
  const pack: Pack = {
    format: 1,
    id: 'made-up',
    version: '1.0.0',
    title: 'Made up',
    summary: 'For a test.',
    licence: 'Apache-2.0',
    card: 'model-card.md',
    golden: { picture: { file: 'golden', widthPx: 8, heightPx: 8 }, expected: {}, tolerance: 1e-4 },
    ...plan,
    files: Object.fromEntries(Object.entries(all).map(([name, bytes]) => [name, describeFile(name, bytes)])),
  };
  return {
    manifest: toBuffer(new TextEncoder().encode(JSON.stringify(pack))),
    files: Object.fromEntries(Object.entries(all).map(([name, bytes]) => [name, toBuffer(bytes)])),
  };
}

/** An input block: stretch, RGB, 0–1, no mean. */
export function plainInput(sidePx: number, layout: PackInput['layout']): PackInput {
  const size = { widthPx: sidePx, heightPx: sidePx };
  const numbers = { scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] };
  return { ...size, fit: { kind: 'stretch' }, filter: 'triangle', colour: 'rgb', ...numbers, layout };
}

/** A pack whose network gives the grade: softmax over `labels`, nothing rejected. */
export function gradePlan(...labels: readonly string[]): PackPlan {
  return {
    input: plainInput(8, 'nchw'),
    network: { file: 'network', input: 'image', grade: 'grade' },
    grade: {
      source: { kind: 'network' },
      activation: { kind: 'softmax', temperature: 1 },
      labels: labels.map((name) => ({ name, title: name })),
      reject: [],
      indicative: false,
    },
  };
}

/** Distances of the mean colour of each cell from the one row of the bank. */
export const colourAnomaly: PackAnomaly = {
  patches: { taps: [{ output: 'fine', neighbourhood: 1, norm: 'none', weight: 1 }], grid: { width: 8, height: 8 } },
  bank: { file: 'bank', rows: 1, columns: 3, type: 'float32' },
  neighbours: 1,
  score: { kind: 'max' },
  calibration: { threshold: 0.4, mapThreshold: 0.4, softness: 0.05, falseAlarmRate: 0.05, normals: 20 },
  severity: [
    { name: 'Normal', title: 'Normal', upTo: 0.5, action: 'pass' },
    { name: 'Faulty', title: 'Faulty', upTo: 1, action: 'critical' },
  ],
  minBoxShare: 0.001,
  ignore: [],
};

/** Little-endian float32 bytes. */
export function floatBytes(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** A picture of one colour, opaque by default. */
export function flatPicture(width: number, height: number, rgba: readonly number[]): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([...rgba, 255].slice(0, 4), at);
  return { width, height, data };
}

/** Paints a rectangle into `picture`. */
export function paintRect(
  picture: Picture,
  rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  rgb: readonly number[],
): Picture {
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let x = rect.x; x < rect.x + rect.width; x++) picture.data.set([...rgb, 255], 4 * (y * picture.width + x));
  }
  return picture;
}

function fixtureNetwork(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/onnx/${name}.onnx`, import.meta.url));
}

function describeFile(name: string, bytes: Uint8Array): PackFile {
  return { path: `${name}.bin`, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
