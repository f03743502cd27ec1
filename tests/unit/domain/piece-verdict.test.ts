import { expect, test } from 'vitest';
import { decidingPhoto, type PhotoVerdict } from '../../../src/domain/piece-verdict';

const labels = ['RSS1', 'RSS2', 'RSS3'];

test('CAP-11 the worst confident photo decides', () => {
  expect(decidingPhoto([graded('RSS1', 0.99), graded('RSS3', 0.71), graded('RSS2', 0.98)], labels)).toBe(1);
});

test('CAP-11 a doubtful photo does not lower the grade', () => {
  expect(decidingPhoto([graded('RSS1', 0.9), graded('RSS3', 0.69)], labels)).toBe(0);
});

test('CAP-11 without a confident photo the most confident one decides', () => {
  expect(decidingPhoto([graded('RSS3', 0.5), graded('RSS2', 0.6), graded('RSS1', 0.55)], labels)).toBe(1);
});

test('CAP-11 a refused photo decides only where all are refused', () => {
  const refused: PhotoVerdict = { refused: { code: 'not-a-sheet' } };
  expect(decidingPhoto([refused, graded('RSS2', 0.5)], labels)).toBe(1);
  expect(decidingPhoto([refused, refused], labels)).toBe(1);
  expect(decidingPhoto([], labels)).toBeUndefined();
});

test('CAP-11 without grades the highest score decides', () => {
  expect(decidingPhoto([scored(0.4), scored(0.8), scored(0.6)], labels)).toBe(1);
});

function graded(label: string, confidence: number): PhotoVerdict {
  return { grade: { label, confidence } };
}

function scored(score: number): PhotoVerdict {
  return { anomaly: { score } };
}
