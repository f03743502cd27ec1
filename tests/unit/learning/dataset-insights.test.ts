import { expect, test } from 'vitest';
import { noClass } from '../../../src/domain/teaching';
import { datasetInsights, type PictureFacts } from '../../../src/learning/dataset-insights';

const size = { width: 8, height: 6 };

function looked(name: string, label: string, embedding: readonly number[]): PictureFacts {
  return { name, label, size, blur: 0.2, embedding: Float32Array.from(embedding) };
}

test('TCH-91 a file without a class that cannot be read is named, and belongs to no class', () => {
  const insights = datasetInsights([
    looked('a1', 'A', [1, 0, 0]),
    looked('a2', 'A', [0, 1, 0]),
    looked('b1', 'B', [0, 0, 1]),
    { name: 'text', label: noClass, fault: { kind: 'not-a-picture' } },
    looked('later', noClass, [-1, -1, 0]),
  ]);
  expect(insights.unreadable).toEqual([{ name: 'text', fault: { kind: 'not-a-picture' } }]);
  expect(insights.classes.map(({ label, pictures }) => [label, pictures])).toEqual([
    ['A', 2],
    ['B', 1],
  ]);
  expect(insights.imbalance).toBe(2);
});

test('TCH-91 a picture without a class is found as a copy, and contradicts no class', () => {
  const alike = (label: string, other: string) =>
    datasetInsights([
      looked('one', label, [1, 0, 0]),
      looked('two', other, [1, 0, 0]),
      looked('far', 'A', [-1, 2, 3]),
      looked('else', 'A', [-1, -2, -3]),
    ]);
  expect(alike('A', noClass).nearDuplicates).toEqual([{ names: ['one', 'two'], isContradictory: false }]);
  expect(alike('A', 'B').nearDuplicates).toEqual([{ names: ['one', 'two'], isContradictory: true }]);
});
