/** The import of networks in TypeScript against the Python reference, whose packs are in `tests/fixtures/parity/imported`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createNodeEngine, nodeHost } from '../../node-host/node-engine';
import {
  normalisationNamed,
  type ImportAnswers,
  type ImportTask,
  type NormalisationName,
} from '../../src/domain/model-import';
import type { Pack } from '../../src/domain/pack';
import { describeNetwork } from '../../src/onnx/import/describe-network';
import { guessAnswers } from '../../src/onnx/import/guess';
import { importModel } from '../../src/onnx/import/imported-pack';
import { packOf } from '../support/exported-packs';

const folder = 'tests/fixtures/parity/imported';
const classes = (output: string, labels: readonly string[], activation: 'softmax' | 'none'): ImportTask => ({
  ...{ kind: 'classifier', output, labels, activation },
});
/** The answers that the Python reference was given; the other ones are the guesses of the file. */
const cases: readonly (readonly [string, ImportTask, NormalisationName])[] = [
  ['timm-classifier', classes('logits', ['a', 'b', 'c'], 'softmax'), 'imagenet'],
  ['keras-softmax', classes('dense_1', ['a', 'b', 'c'], 'none'), 'imagenet'],
  ['keras-sigmoid', classes('dense_1', ['fine', 'faulty'], 'none'), 'imagenet'],
  ['anomalib-two', classes('pred_score', ['fine', 'faulty'], 'none'), 'zero-one'],
];

test.each(cases)(
  'IMP-1 the same answers for %s make the manifest of the Python reference',
  async (kind, task, name) => {
    const wanted = JSON.parse(readFileSync(join(folder, kind, 'pack.json'), 'utf8')) as Pack;
    const { pack } = await imported(kind, { ...settingsOf(wanted, name), task });
    const { golden, input, ...others } = pack;
    expect({ ...others, notice: undefined }).toEqual({
      ...wanted,
      notice: undefined,
      golden: undefined,
      input: undefined,
    });
    expect(input).toEqual(wanted.input);
    expect(golden.picture).toEqual(wanted.golden.picture);
    const expected = wanted.golden.expected.probabilities ?? [];
    expect(golden.expected.probabilities?.length).toBe(expected.length);
    golden.expected.probabilities?.forEach((share, at) => expect(share).toBeCloseTo(expected[at] ?? NaN, 5));
  },
);

test('IMP-2 an anomalib model gives its own score and map', async () => {
  const task: ImportTask = { kind: 'anomaly', score: 'pred_score', map: 'anomaly_map', threshold: 0.5 };
  const wanted = JSON.parse(readFileSync(join(folder, 'anomalib-two', 'pack.json'), 'utf8')) as Pack;
  const { pack, bytes } = await imported('anomalib-two', { ...settingsOf(wanted, 'zero-one'), task });
  expect(pack.golden.expected.rawScore).toBeCloseTo(wanted.golden.expected.probabilities?.[1] ?? NaN, 5);
  const engine = createNodeEngine({ threads: 1 });
  expect(await engine.load(bytes)).toMatchObject({ ok: true });
  const { golden } = pack;
  const picture = {
    width: golden.picture.widthPx,
    height: golden.picture.heightPx,
    data: new Uint8ClampedArray(4 * golden.picture.widthPx * golden.picture.heightPx).fill(90),
  };
  const judged = await engine.inspect({ packId: pack.id, picture });
  if (!judged.ok) throw new Error(JSON.stringify(judged.fault));
  expect(judged.value.rasters?.map).toMatchObject({ width: 4, height: 4 });
  expect(judged.value.verdict.anomaly?.rawScore).toBeGreaterThan(0);
});

test.each(cases)('IMP-3 the file of %s lets one guess its answers', (kind, task, name) => {
  const described = describeNetwork(networkOf(kind));
  if (!described.ok) throw new Error(described.fault.kind);
  const guesses = guessAnswers(described.value);
  expect(guesses.widthPx).toEqual({ value: 16, from: 'file' });
  expect(guesses.kind.value).toBe(kind === 'anomalib-two' ? 'anomaly' : 'classifier');
  if (task.kind !== 'classifier') return;
  expect(guesses.output.value).toBe(task.output);
  expect(guesses.activation).toEqual({ value: task.activation, from: 'file' });
  expect(guesses.labelCount).toBe(task.labels.length);
  expect(guesses.normalisation.value).toBe(described.value.layout === 'nhwc' ? 'minus-one-one' : name);
});

function networkOf(kind: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, kind, 'network.onnx')));
}

function settingsOf({ title, input }: Pack, name: NormalisationName): Omit<ImportAnswers, 'task'> {
  if (typeof title !== 'string') throw new Error('a title in one language');
  const { widthPx, heightPx, fit } = input;
  return { title, widthPx, heightPx, fit, colour: 'rgb', normalisation: normalisationNamed(name, 3) };
}

async function imported(kind: string, answers: ImportAnswers) {
  const network = networkOf(kind);
  const described = describeNetwork(network);
  if (!described.ok) throw new Error(described.fault.kind);
  const rgb = new Uint8Array(readFileSync(join(folder, kind, 'golden.bin')));
  const engine = createNodeEngine({ threads: 1 });
  const made = await importModel(
    {
      ...{ network, description: described.value, answers },
      golden: { widthPx: 20, heightPx: 12, rgb },
      identity: { id: kind, version: '0.1.0' },
    },
    { ...nodeHost, probe: (probe) => engine.probe(probe), measureGolden: (bytes) => engine.measureGolden(bytes) },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  return { bytes: made.value.bytes, pack: packOf(made.value.bytes.manifest) };
}
