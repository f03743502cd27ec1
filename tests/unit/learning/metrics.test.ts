import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auroc, bestF1, type ScoredCase } from '../../../src/learning/metrics';

const cases = fc.array(fc.record({ score: fc.integer({ min: 0, max: 6 }), isAnomalous: fc.boolean() }), {
  minLength: 2,
  maxLength: 20,
});

test('ENG-15 AUROC equals the share of correctly ordered pairs, ties counting half', () => {
  fc.assert(
    fc.property(cases, (scored) => {
      const wanted = pairwiseAuroc(scored);
      if (Number.isFinite(wanted)) expect(auroc(scored)).toBeCloseTo(wanted, 9);
    }),
  );
});

test('ENG-15 F1-max equals the best of all scores as the threshold', () => {
  fc.assert(
    fc.property(cases, (scored) => {
      const wanted = Math.max(0, ...scored.map(({ score }) => f1At(scored, score)));
      expect(bestF1(scored).f1).toBeCloseTo(wanted, 9);
    }),
  );
});

function pairwiseAuroc(scored: readonly ScoredCase[]): number {
  const positives = scored.filter(({ isAnomalous }) => isAnomalous);
  const negatives = scored.filter(({ isAnomalous }) => !isAnomalous);
  const wins = positives.flatMap((p) => negatives.map((n) => (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

function f1At(scored: readonly ScoredCase[], threshold: number): number {
  const called = scored.filter(({ score }) => score >= threshold);
  const hits = called.filter(({ isAnomalous }) => isAnomalous).length;
  const positives = scored.filter(({ isAnomalous }) => isAnomalous).length;
  return (2 * hits) / (called.length + positives);
}
