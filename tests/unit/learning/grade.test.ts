import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Activation, PackGrade } from '../../../src/domain/pack';
import { gradeOf, gradeRefusal, headLogits, probabilitiesOf } from '../../../src/learning/grade';

test('ENG-14 the first rule that applies refuses the picture; the most probable label is kept', () => {
  const grade = {
    ...gradeWith({ kind: 'probabilities' }),
    reject: [
      { kind: 'label', label: 'b', reason: 'not a sheet' },
      { kind: 'confidence-below', value: 0.9, reason: 'unsure' },
    ] as const,
  };
  expect(gradeRefusal([0.2, 0.8], grade)).toEqual({
    code: 'not a sheet',
    evidence: { measure: 'confidence', value: 0.8 },
    nearest: { label: 'b', title: 'Grade B', confidence: 0.8 },
  });
  expect(gradeRefusal([0.8, 0.2], grade)).toEqual({
    code: 'unsure',
    evidence: { measure: 'confidence', value: 0.8, atLeast: 0.9 },
    nearest: { label: 'a', title: 'Grade A', group: 'A', confidence: 0.8 },
    likeliest: [
      { label: 'a', title: 'Grade A', share: 0.8 },
      { label: 'b', title: 'Grade B', share: 0.2 },
    ],
  });
  expect(gradeRefusal([0.95, 0.05], grade)).toBeUndefined();
  expect(gradeOf([0.95, 0.05], grade)).toMatchObject({ label: 'a', group: 'A', confidence: 0.95 });
});

test('ENG-19 softmax sums to 1, and a higher temperature lowers the confidence', () => {
  const logits = fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(logits, (values) => {
      const sharp = probabilitiesOf(values, gradeWith({ kind: 'softmax', temperature: 1 }));
      const soft = probabilitiesOf(values, gradeWith({ kind: 'softmax', temperature: 3 }));
      expect(sharp.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(Math.max(...soft)).toBeLessThanOrEqual(Math.max(...sharp) + 1e-12);
    }),
  );
});

test('ENG-19 one sigmoid is the probability of the positive label', () => {
  expect(probabilitiesOf([0], gradeWith({ kind: 'sigmoid', positive: 'a', temperature: 1 }))).toEqual([0.5, 0.5]);
  const [a = 0, b = 0] = probabilitiesOf([2], gradeWith({ kind: 'sigmoid', positive: 'b', temperature: 2 }));
  expect(b).toBeCloseTo(1 / (1 + Math.exp(-1)), 9);
  expect(a + b).toBeCloseTo(1, 9);
  expect(probabilitiesOf([0.75], gradeWith({ kind: 'probability', positive: 'a' }))).toEqual([0.75, 0.25]);
});

test('ENG-19 the head is weights row after row, then biases', () => {
  const head = { outputs: 2, columns: 3, data: Float32Array.from([1, 2, 3, 0, 0, 1, 10, 20]) };
  expect(headLogits(head, Float32Array.from([1, 1, 2]))).toEqual([19, 22]);
});

function gradeWith(activation: Activation): PackGrade {
  return {
    source: { kind: 'network' },
    activation,
    labels: [
      { name: 'a', title: 'Grade A', group: 'A' },
      { name: 'b', title: 'Grade B' },
    ],
    reject: [],
    indicative: true,
  };
}
