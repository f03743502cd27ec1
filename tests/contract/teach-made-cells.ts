/** Teaches with cells that are made from a seed, as `training/trainer/packs/taught_fixture.py` makes them. Runs in Node and in a browser. */
import type { Pack } from '../../src/domain/pack';
import { parsePackText } from '../../src/domain/parse-pack';
import type { EngineHost } from '../../src/engine/engine-host';
import { alwaysContinue, type Features } from '../../src/engine/extract';
import { keepFeatures } from '../../src/engine/teach/anomaly-teaching';
import { teachAnomaly } from '../../src/engine/teach/teach-anomaly';
import type { UnpackedPack } from '../../src/engine/unpack';
import { prepareBank, type Vectors } from '../../src/learning/memory-bank';
import { variety } from '../../src/learning/variety';
import { seededRandom } from '../../src/math/seeded-random';
import { sha256 } from '../../src/platform/sha256';

/** A case of `tests/fixtures/parity/taught.json`. */
export interface TaughtCase {
  readonly title: string;
  readonly seed: number;
  readonly pictures: number;
  /** Cells along each side of a picture. */
  readonly side: number;
  readonly columns: number;
  /** Cells of which the score is the mean. */
  readonly top: number;
  /** 0, or values are rounded down to steps of `1 / levels`, so that cells and distances are often equal. */
  readonly levels: number;
  readonly baseRows: number;
  readonly earlier: readonly number[];
  /** The bank has half precision. */
  readonly half: boolean;
}

/** What the pack and the report of a teaching say. */
export interface TaughtNumbers {
  readonly bankSha256: string;
  /** Rows of the base, then of each picture. */
  readonly rows: readonly number[];
  readonly scores: readonly number[];
  readonly threshold: number;
  readonly falseAlarmRate: number;
  readonly placedBy: string | undefined;
  readonly mapThreshold: number;
  readonly softness: number;
  /** Of the cells of the pictures. */
  readonly variety: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const madeHost: EngineHost = {
  now: () => performance.now(),
  sha256,
  decodeText: (bytes) => decoder.decode(bytes),
  encodeText: (text) => new Uint8Array(encoder.encode(text)).buffer,
};

/** Throws if the teaching fails. */
export async function teachMadeCells(each: TaughtCase): Promise<TaughtNumbers> {
  const made = Array.from({ length: each.pictures }, (_, at) => madeCells(1000 * each.seed + at, each.side ** 2, each));
  const pictures = made.map((cells, at) => ({
    name: String(at),
    role: 'normal' as const,
    features: keepFeatures(featuresOf(cells), each.half ? 'float16' : 'float32'),
  }));
  const identity = { id: 'taught-0badcafe', version: '1.0.0', title: 'Made', taughtAt: '2026-11-26T10:00:00.000Z' };
  const options = { identity, seed: each.seed, closeLook: 'off' as const };
  const golden = featuresOf(madeCells(1000 * each.seed, each.side ** 2, each));
  const taught = await teachAnomaly(
    { base: baseOf(each), golden, pictures, options },
    { host: madeHost, checkpoint: alwaysContinue },
  );
  if (!taught.ok) throw new Error(JSON.stringify(taught.fault));
  const { bytes, report } = taught.value;
  const scores = report.scores.map(({ rawScore }) => rawScore);
  const bank = bytes.files['bank'] ?? new ArrayBuffer();
  return { bankSha256: await sha256(bank), scores, variety: variety(made), ...numbersOf(bytes.manifest, each) };
}

function numbersOf(
  manifest: ArrayBuffer,
  { pictures }: TaughtCase,
): Omit<TaughtNumbers, 'bankSha256' | 'scores' | 'variety'> {
  const parsed = parsePackText(madeHost.decodeText(manifest));
  if (!parsed.ok || parsed.value.anomaly === undefined) throw new Error('the taught pack has no anomaly part');
  const { bank, calibration } = parsed.value.anomaly;
  const { threshold, falseAlarmRate, placedBy, mapThreshold, softness } = calibration;
  const rowsOf = (name: string) => bank.sources?.find((source) => source.name === name)?.rows ?? 0;
  const names = ['made 1.0.0', ...Array.from({ length: pictures }, (_, at) => String(at))];
  return { rows: names.map(rowsOf), threshold, falseAlarmRate, placedBy, mapThreshold, softness };
}

/** Even numbers from 0 to a highest value that differs from picture to picture. */
export function madeCells(
  seed: number,
  rows: number,
  { columns, levels }: Pick<TaughtCase, 'columns' | 'levels'>,
): Vectors {
  const random = seededRandom(seed);
  const highest = 1 + 0.5 * random();
  const data = Float32Array.from({ length: rows * columns }, () => {
    const value = highest * random();
    return levels === 0 ? value : Math.floor(value * levels) / levels;
  });
  return { rows, columns, data };
}

export function featuresOf(cells: Vectors): Features {
  const whole = { x: 0, y: 0, width: 8, height: 8 };
  return {
    packId: 'made',
    networkSha256: '0'.repeat(64),
    placement: { plan: { source: whole, target: whole }, picture: whole },
    measures: [],
    cells,
    timings: { resizeMs: 0, networkMs: 0, cellsMs: 0 },
  };
}

export function baseOf(each: TaughtCase): UnpackedPack {
  const rows = madeCells(1000 * each.seed + 999, each.baseRows, each);
  return {
    pack: basePack(each),
    packSha256: '',
    networkSha256: '0'.repeat(64),
    networkBytes: new Uint8Array(),
    goldenRgb: new Uint8Array(),
    files: {},
    ...(each.baseRows > 0 && { bank: prepareBank(rows) }),
  };
}

function basePack({ side, columns, top, baseRows, earlier, half }: TaughtCase): Pack {
  const file = (name: string) => ({ path: `${name}.bin`, bytes: 0, sha256: '0'.repeat(64) });
  return {
    format: 1,
    id: 'made',
    version: '1.0.0',
    title: 'Made',
    summary: 'For a test.',
    licence: 'Apache-2.0',
    card: 'model-card.md',
    files: {
      network: file('network'),
      bank: { ...file('bank'), bytes: (half ? 2 : 4) * columns * baseRows },
      golden: { ...file('golden'), bytes: 3 * 8 * 8 },
    },
    input: {
      ...{ widthPx: 8, heightPx: 8, fit: { kind: 'stretch' }, filter: 'triangle', colour: 'rgb', layout: 'nchw' },
      ...{ scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
    },
    network: { file: 'network', input: 'image' },
    anomaly: {
      patches: {
        taps: [{ output: 'fine', neighbourhood: 1, norm: 'none', weight: 1 }],
        grid: { width: side, height: side },
      },
      bank: { file: 'bank', rows: baseRows, columns, type: half ? 'float16' : 'float32' },
      neighbours: 1,
      score: top === 1 ? { kind: 'max' } : { kind: 'top-mean', count: top },
      calibration: {
        ...{ threshold: 1, mapThreshold: 1, softness: 1, falseAlarmRate: 1, normals: earlier.length },
        ...(earlier.length > 0 && { normalScores: earlier }),
      },
      severity: [
        { name: 'Normal', title: 'Normal', upTo: 0.5, action: 'pass' },
        { name: 'Faulty', title: 'Faulty', upTo: 1, action: 'critical' },
      ],
      minBoxShare: 0,
      ignore: [],
    },
    golden: { picture: { file: 'golden', widthPx: 8, heightPx: 8 }, expected: {}, tolerance: 1e-4 },
  };
}
