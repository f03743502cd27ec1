/**
 * Packs as ONNX files, run by plain ONNX Runtime: of this process, and of Python where it is installed (`FIELDGRADE_PYTHON`). Nothing
 * of Fieldgrade takes part but the resize, which is outside the graph.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { createNodeEngine } from '../../node-host/node-engine';
import type { AnomalyVerdict, VerdictWithRasters } from '../../src/domain/inspection';
import type { Pack, PackInput } from '../../src/domain/pack';
import type { Picture } from '../../src/domain/picture';
import { withTiles } from '../../src/domain/close-look';
import { enlarge } from '../../src/math/bilinear';
import { exportPack, exportProbe } from '../../src/onnx/export/export-pack';
import { givenInput, hasWholeInput } from '../../src/onnx/export/metadata';
import { toTensor, type InputTensor } from '../../src/vision/to-tensor';
import { exportedCases, packOf, type ExportedCase } from '../support/exported-packs';

/** The engine computes in double precision from the tap outputs on, as the graph does; the network in single precision. */
const tolerance = 2e-5;

interface Exported {
  readonly name: string;
  readonly pack: Pack;
  readonly model: Uint8Array;
  readonly inputs: Readonly<Record<string, InputTensor>>;
  readonly wanted: VerdictWithRasters;
}

/** The numbers of a run by output. */
type Outputs = Readonly<Record<string, readonly number[]>>;

let exported: readonly Exported[] = [];

beforeAll(async () => {
  exported = await Promise.all((await exportedCases()).map(exportCase));
}, 240_000);

test('PKF-11 plain ONNX Runtime in Node gives the numbers of the engine', async () => {
  for (const each of exported) {
    const session = await ort.InferenceSession.create(each.model, { intraOpNumThreads: 1 });
    const feeds = Object.entries(each.inputs).map(
      ([name, { data, dims }]) => [name, new ort.Tensor('float32', data, dims)] as const,
    );
    const found = await session.run(Object.fromEntries(feeds));
    const outputs = Object.entries(found).map(([name, { data }]) => [name, Array.from(data as Float32Array)] as const);
    expectEqual(each, Object.fromEntries(outputs));
  }
});

const python = process.env['FIELDGRADE_PYTHON'] ?? 'python3';
const hasPython = spawnSync(python, ['-c', 'import numpy, onnx, onnxruntime']).status === 0;

describe.skipIf(!hasPython)('Python with onnx and onnxruntime', () => {
  test('PKF-11 PKF-12 accepts every exported file, gives the numbers of the engine, and reads what a caller must know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fieldgrade-onnx-'));
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(exported.map((each, at) => writeCase(folder, each, at))));
    const run = spawnSync(python, [join('tests', 'support', 'run_onnx.py'), folder], { encoding: 'utf8' });
    expect(run.stderr + run.stdout).toBe('');
    const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as readonly PythonResult[];
    exported.forEach((each, at) => {
      const { values, metadata, domains } = results[at] ?? { values: {}, metadata: {}, domains: ['none'] };
      expectEqual(each, values);
      expect(domains, each.name).toEqual(['']);
      expect(metadata, each.name).toMatchObject({ pack_id: each.pack.id, licence: each.pack.licence });
      expect(metadata['how_to_use'], each.name).toContain(metadata['input_size']?.replace('x', ' x '));
    });
  });
});

interface PythonResult {
  readonly values: Outputs;
  readonly metadata: Readonly<Record<string, string>>;
  readonly domains: readonly string[];
}

async function exportCase({ name, bytes, picture }: ExportedCase): Promise<Exported> {
  const pack = packOf(bytes.manifest);
  const engine = createNodeEngine({ threads: 1 });
  const loaded = await engine.load(bytes);
  if (!loaded.ok) throw new Error(`${name}: ${JSON.stringify(loaded.fault)}`);
  const wanted = await engine.inspect({ packId: pack.id, picture });
  if (!wanted.ok) throw new Error(`${name}: ${JSON.stringify(wanted.fault)}`);
  const shapes = await engine.probe(exportProbe(pack, bytes.files));
  if (!shapes.ok) throw new Error(`${name}: ${JSON.stringify(shapes.fault)}`);
  const model = exportPack({ pack, files: bytes.files, shapes: shapes.value });
  if (!model.ok) throw new Error(`${name}: ${model.fault.kind}`);
  const whole = hasWholeInput(pack) && { whole: given(picture, withTiles(pack, undefined).input) };
  const inputs = { picture: given(picture, givenInput(pack)), ...whole };
  return { name, pack, model: model.value, inputs, wanted: wanted.value };
}

/** The resized picture as the caller of an exported file gives it: red, green, blue, 0–255, `[1, 3, H, W]`. */
function given(picture: Picture, input: PackInput): InputTensor {
  const plain = { colour: 'rgb', scale: 1, mean: [0, 0, 0], std: [1, 1, 1], layout: 'nchw' } as const;
  return toTensor(picture, { ...input, ...plain });
}

function writeCase(folder: string, { model, inputs }: Exported, at: number) {
  writeFileSync(join(folder, `${at}.onnx`), model);
  const written = Object.entries(inputs).map(([name, { dims, data }]) => {
    writeFileSync(join(folder, `${at}-${name}.bin`), data);
    return [name, { file: `${at}-${name}.bin`, dims }] as const;
  });
  return { model: `${at}.onnx`, inputs: Object.fromEntries(written) };
}

function expectEqual({ name, pack, wanted }: Exported, found: Outputs): void {
  const { anomaly, grade } = wanted.verdict;
  expect(Object.keys(found).toSorted(), name).toEqual([
    ...(anomaly === undefined ? [] : ['map']),
    ...(grade === undefined ? [] : ['probabilities']),
    ...(anomaly === undefined ? [] : ['raw_score', 'score']),
  ]);
  expectScore(name, found, anomaly);
  const shares = grade?.probabilities.map(({ probability }) => probability) ?? [];
  expectNear(`${name}: probabilities`, found['probabilities'] ?? [], shares);
  const { rasters } = wanted;
  // With bars around the picture, the engine's map is of the picture alone.
  if (rasters === undefined || pack.input.fit.kind !== 'stretch') return;
  const { widthPx: width, heightPx: height } = givenInput(pack);
  expectNear(`${name}: map`, found['map'] ?? [], enlarge(rasters.map, { width, height }).data);
}

function expectScore(name: string, found: Outputs, anomaly: AnomalyVerdict | undefined): void {
  if (anomaly === undefined) return;
  expectNear(`${name}: raw score`, found['raw_score'] ?? [], [anomaly.rawScore]);
  expectNear(`${name}: score`, found['score'] ?? [], [anomaly.score]);
}

function expectNear(what: string, found: readonly number[], wanted: ArrayLike<number>): void {
  expect(found.length, what).toBe(wanted.length);
  const worst = found.reduce((most, value, at) => Math.max(most, Math.abs(value - (wanted[at] ?? NaN))), 0);
  expect(worst, what).toBeLessThan(tolerance);
}
