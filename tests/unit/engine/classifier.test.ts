import { expect, test } from 'vitest';
import type { GradeVerdict } from '../../../src/domain/inspection';
import type { Activation, PackGrade } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import { createNodeEngine } from '../../../node-host/node-engine';
import { flatPicture, floatBytes, makePack, plainInput, type PackPlan } from '../../support/make-pack';

const red = flatPicture(20, 10, [255, 0, 0]);
const blue = flatPicture(20, 10, [0, 0, 255]);

test('ENG-19 reads NHWC probabilities computed by the network', async () => {
  const plan = classifier('nhwc', ['red', 'green', 'blue'], { kind: 'probabilities' });
  const grade = await gradeOf(plan, 'nhwc-softmax', red);
  expect(grade.label).toBe('red');
  expect(grade.confidence).toBeCloseTo(Math.E / (Math.E + 2), 5);
});

test('ENG-19 reads one sigmoid of either polarity', async () => {
  const plan = classifier('nhwc', ['A', 'B'], { kind: 'probability', positive: 'A' });
  const reversed = classifier('nhwc', ['A', 'B'], { kind: 'probability', positive: 'B' });
  expect((await gradeOf(plan, 'one-sigmoid', red)).label).toBe('A');
  expect((await gradeOf(plan, 'one-sigmoid', blue)).label).toBe('B');
  expect((await gradeOf(reversed, 'one-sigmoid', red)).label).toBe('B');
});

test('ENG-19 reads NCHW logits with a temperature', async () => {
  const plan = classifier('nchw', ['red', 'green', 'blue'], { kind: 'softmax', temperature: 0.5 });
  const grade = await gradeOf(plan, 'nchw-logits', blue);
  expect(grade.label).toBe('blue');
  expect(grade.confidence).toBeCloseTo(Math.exp(2) / (Math.exp(2) + 2), 5);
});

test('ENG-19 computes the grade from the embedding with the head of the pack', async () => {
  const plan: PackPlan = {
    input: plainInput(16, 'nchw'),
    network: { file: 'network', input: 'image', embedding: 'embedding' },
    grade: {
      ...gradePart(['dark', 'reddish'], { kind: 'softmax', temperature: 1 }),
      source: { kind: 'head', file: 'head' },
    },
  };
  const head = floatBytes([0, 0, 0, 4, 0, 0, 1, 0]);
  const grade = await gradeOf(plan, 'tiny-backbone', red, { head });
  expect(grade.probabilities[1]?.probability).toBeCloseTo(1 / (1 + Math.exp(-3)), 5);
});

test('PACK-6 refuses a classifier whose outputs are not as many as its labels', async () => {
  const plan = classifier('nchw', ['red', 'blue'], { kind: 'softmax', temperature: 1 });
  const loaded = await createNodeEngine().load(makePack(plan, 'nchw-logits'));
  expect(loaded).toMatchObject({ ok: false, fault: { kind: 'wrong-shape', wanted: '2 numbers' } });
});

async function gradeOf(
  plan: PackPlan,
  network: string,
  picture: Picture,
  files: Record<string, Uint8Array> = {},
): Promise<GradeVerdict> {
  const engine = createNodeEngine();
  const loaded = await engine.load(makePack(plan, network, files));
  expect(loaded).toMatchObject({ ok: true });
  const verdict = await engine.inspect({ packId: 'made-up', picture, decodeMs: 0 });
  if (!verdict.ok || verdict.value.verdict.grade === undefined) throw new Error(JSON.stringify(verdict));
  return verdict.value.verdict.grade;
}

function classifier(layout: 'nchw' | 'nhwc', names: readonly string[], activation: Activation): PackPlan {
  return {
    input: plainInput(8, layout),
    network: { file: 'network', input: 'image', grade: 'grade' },
    grade: gradePart(names, activation),
  };
}

function gradePart(names: readonly string[], activation: Activation): PackGrade {
  const labels = names.map((name) => ({ name, title: name }));
  return { source: { kind: 'network' }, activation, labels, reject: [], indicative: false };
}
