/** Learns from corrections of cells that are made from a seed, as `training/trainer/packs/learning_fixture.py` makes them. */
import type { AreaExample } from '../../src/domain/example';
import type { PackBytes } from '../../src/domain/loaded-pack';
import { parsePackText } from '../../src/domain/parse-pack';
import { compareWith, type Baseline } from '../../src/engine/baseline/compare';
import { alwaysContinue, type Features } from '../../src/engine/extract';
import { applyExamples } from '../../src/engine/learn/apply-examples';
import type { ExamplePicture } from '../../src/engine/learn/learning-terms';
import { measure } from '../../src/engine/measure';
import { exampleBanks, readRows, type UnpackedPack } from '../../src/engine/unpack';
import { exampleRowsOf } from '../../src/learning/defect-bank';
import { prepareBank, type Vectors } from '../../src/learning/memory-bank';
import { sha256 } from '../../src/platform/sha256';
import { baseOf, featuresOf, madeCells, madeHost } from './teach-made-cells';

/** A case of `tests/fixtures/parity/learning.json`. The area of every example is the upper half of its picture. */
export interface ExampleCase {
  readonly title: string;
  readonly seed: number;
  readonly side: number;
  readonly columns: number;
  readonly kinds: readonly ('normal' | 'fault')[];
  readonly top: number;
  readonly levels: number;
  readonly withMap: boolean;
  /** Each picture is the first one, an eighth darker than the one before, and its last cell is unusual. */
  readonly alarm: boolean;
  /** Of each picture. `aligned`: the picture itself with other cells in the upper quarter. `elsewhere`: other cells. */
  readonly baseline: 'none' | 'aligned' | 'elsewhere';
  readonly bankRows: number;
  readonly calibration: { readonly threshold: number; readonly softness: number; readonly mapThreshold: number };
}

export interface LearningNumbers {
  readonly normalRows: number;
  readonly normalSha256: string;
  readonly faultRows: number;
  readonly faultSha256: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const ownMap = { output: 'spots', threshold: 0.6, softness: 0.2, countsFrom: 0.4, weight: 0.3 };

/** Throws if nothing is learned. */
export async function learnMadeCells(each: ExampleCase): Promise<LearningNumbers> {
  const base = madeBase(each);
  const features = each.kinds.map((_, at) => madeFeatures(each, at));
  const identity = { id: 'taught-0badcafe', version: '1.0.0', title: 'Made', taughtAt: '2026-11-26T10:00:00.000Z' };
  const pictures = features.map((own, at) => ({
    ...{ recordId: String(at), name: `${at}.jpg`, features: own },
    baselines: madeBaselines(each, at),
  }));
  const examples = each.kinds.map(exampleOf);
  const golden = features[0] ?? madeFeatures(each, 0);
  const learned = await applyExamples(
    { base, golden, identity, examples, pictures },
    { host: madeHost, checkpoint: alwaysContinue },
  );
  if (!learned.ok) throw new Error(JSON.stringify(learned.fault));
  const { bytes } = learned.value;
  const after = unpackedOf(bytes, base);
  const normal = (bytes.files['bank'] ?? new ArrayBuffer(0)).slice(4 * each.columns * each.bankRows);
  const faults = bytes.files['defects'] ?? new ArrayBuffer(0);
  return {
    normalRows: normal.byteLength / (4 * each.columns),
    normalSha256: await sha256(normal),
    faultRows: faults.byteLength / (4 * each.columns),
    faultSha256: await sha256(faults),
    before: pictures.map((picture) => scoreBy(base, picture)),
    after: pictures.map((picture) => scoreBy(after, picture)),
  };
}

function exampleOf(kind: AreaExample['kind'], at: number): AreaExample {
  const area = { x: 0, y: 0, width: 1, height: 0.5 };
  const moment = `2026-11-26T10:00:0${at}.000Z`;
  const record = { recordId: String(at), correctionId: String(at), pictureSha256: '0'.repeat(64) };
  return { id: `${kind}-${at}`, at: moment, ...record, kind, areas: [area] };
}

function madeFeatures(each: ExampleCase, at: number): Features {
  const cells = each.alarm ? alarmCells(each, at) : madeCells(1000 * each.seed + at, each.side ** 2, each);
  return placed(each, cells, 1000 * each.seed + 500 + at);
}

/** `mapSeed`: of the cells whose first column is the map. */
function placed(each: ExampleCase, cells: Vectors, mapSeed: number): Features {
  const whole = { x: 0, y: 0, ...inputOf(each) };
  const features = { ...featuresOf(cells), placement: { plan: { source: whole, target: whole }, picture: whole } };
  if (!each.withMap) return features;
  const others = madeCells(mapSeed, each.side ** 2, each);
  const data = others.data.filter((_, index) => index % each.columns === 0);
  return { ...features, map: { rows: cells.rows, columns: 1, data } };
}

function madeBaselines(each: ExampleCase, at: number): readonly Baseline[] {
  if (each.baseline === 'none') return [];
  const seed = 1000 * each.seed + 700 + at;
  const others = madeCells(seed, each.side ** 2, each);
  const own = madeCells(1000 * each.seed + at, each.side ** 2, each);
  const quarter = Math.floor(each.side / 4) * each.side * each.columns;
  const data = others.data.map((value, index) =>
    each.baseline === 'aligned' && index >= quarter ? (own.data[index] ?? NaN) : value,
  );
  return [{ id: `baseline ${at}`, features: placed(each, { ...others, data }, seed + 100) }];
}

/** The mask is drawn on the network's input: 4 × 4 pixels for each cell. */
function inputOf({ side }: ExampleCase) {
  return { width: 4 * side, height: 4 * side };
}

function alarmCells(each: ExampleCase, at: number): Vectors {
  const { data, ...size } = madeCells(1000 * each.seed, each.side ** 2, each);
  const last = data.length - each.columns;
  return { ...size, data: data.map((value, index) => Math.fround((1 - 0.125 * at) * value) + (index < last ? 0 : 2)) };
}

function madeBase(each: ExampleCase): UnpackedPack {
  const base = baseOf({ ...each, pictures: 0, baseRows: each.bankRows, earlier: [], half: false });
  const { anomaly } = base.pack;
  if (anomaly === undefined || base.bank === undefined) throw new Error('the base has a bank');
  const calibration = { ...anomaly.calibration, ...each.calibration };
  const { width, height } = inputOf(each);
  const changed = { ...anomaly, calibration, ...(each.withMap && { map: ownMap }) };
  return {
    ...base,
    pack: { ...base.pack, anomaly: changed, input: { ...base.pack.input, widthPx: width, heightPx: height } },
    files: { bank: Float32Array.from(base.bank.data).buffer },
  };
}

function unpackedOf({ manifest, files }: PackBytes, base: UnpackedPack): UnpackedPack {
  const parsed = parsePackText(madeHost.decodeText(manifest));
  if (!parsed.ok || parsed.value.anomaly === undefined) throw new Error('the pack has no anomaly part');
  const { bank, defects } = parsed.value.anomaly;
  const read = (rows: number, file: string) => readRows({ ...bank, rows }, files[file] ?? new ArrayBuffer(0));
  const known = read(bank.rows, bank.file);
  const examples = exampleBanks(exampleRowsOf(known, bank.sources ?? []), defects && read(defects.rows, defects.file));
  return { ...base, pack: parsed.value, bank: prepareBank(known), ...(examples && { examples }) };
}

function scoreBy(unpacked: UnpackedPack, { features, baselines = [] }: ExamplePicture): number {
  const measured = measure(features, unpacked, compareWith(baselines, features, unpacked.pack));
  return measured.ok && measured.value.anomaly !== undefined ? measured.value.anomaly.rawScore : NaN;
}
