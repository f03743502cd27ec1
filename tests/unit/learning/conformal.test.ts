import { describe, expect, test } from 'vitest';
import { betterRates, conformalP, placeThreshold, supportedRate } from '../../../src/learning/conformal';
import { seededRandom, type Random } from '../../../src/math/seeded-random';

test('TCH-3 the p-value counts the normals that are at least as unusual', () => {
  expect(conformalP(2, [1, 2, 3])).toBe(3 / 4);
  expect(conformalP(4, [1, 2, 3])).toBe(1 / 4);
});

test('TCH-3 the stated rate is 1/(n + 1) below 19 normals, the best rate up to 5 % from there, and 1 for a single normal', () => {
  expect([1, 5, 9, 18, 19, 39, 50].map(supportedRate)).toEqual([1, 1 / 6, 1 / 10, 1 / 19, 1 / 20, 2 / 40, 2 / 51]);
  expect(betterRates(5)).toEqual([
    { normals: 9, falseAlarmRate: 1 / 10 },
    { normals: 19, falseAlarmRate: 1 / 20 },
  ]);
  expect(betterRates(19)).toEqual([]);
});

test('TCH-3 a score is anomalous exactly where its p-value is at most the stated rate, from 19 normals on', () => {
  const random = seededRandom(3);
  for (const count of [19, 25, 39, 60]) {
    const normals = Array.from({ length: count }, () => 0.3 + random());
    const { threshold, falseAlarmRate } = placeThreshold(normals);
    for (const score of Array.from({ length: 50 }, () => 0.2 + 1.3 * random())) {
      expect(score >= threshold).toBe(conformalP(score, normals) <= falseAlarmRate);
    }
    const above = normals.filter((score) => score >= threshold).length;
    expect(above).toBe(Math.floor(0.05 * (count + 1) + 1e-9) - 1);
  }
});

test('TCH-4 with few normals a prior may raise the threshold but not lower it, and the stated rate stays', () => {
  for (const scores of [[0.5], [0.5, 0.5], [0.5, 0.51, 0.49, 0.52], [0.2, 0.9, 0.4, 0.5, 0.45]]) {
    const placed = placeThreshold(scores);
    expect(placed.placedBy).toBe('prior');
    expect(placed.threshold).toBeGreaterThan(Math.max(...scores));
    expect(placed.falseAlarmRate).toBe(supportedRate(scores.length));
  }
  expect(placeThreshold(Array.from({ length: 19 }, (_, at) => 1 + at)).placedBy).toBe('conformal');
});

/** Shapes of scores: the statement holds for any. */
const shapes: readonly (readonly [name: string, draw: (random: Random) => number])[] = [
  ['even', (random) => 1 + random()],
  ['long tail', (random) => 1 - Math.log(1 - random())],
  ['very long tail', (random) => (1 - random()) ** -0.7],
  ['two kinds', (random) => (random() < 0.2 ? 2 + random() : 1 + 0.1 * random())],
];

describe('TCH-5 normal pictures are called anomalous at most as often as stated, in simulated draws', () => {
  test.each(shapes)('TCH-5 with scores of the shape: %s', (_, draw) => {
    const random = seededRandom(11);
    for (const normals of [2, 5, 9, 19, 50]) {
      const draws = 4000;
      let alarms = 0;
      for (let round = 0; round < draws; round++) {
        const scores = Array.from({ length: normals }, () => draw(random));
        if (draw(random) >= placeThreshold(scores).threshold) alarms += 1;
      }
      const rate = supportedRate(normals);
      // Four standard errors of the binomial: a wrong rate of one and a half times the stated one is found.
      expect(alarms / draws, `${normals} normals`).toBeLessThan(rate + 4 * Math.sqrt((rate * (1 - rate)) / draws));
      if (normals >= 19) expect(alarms / draws).toBeGreaterThan(rate - 4 * Math.sqrt((rate * (1 - rate)) / draws));
    }
  });
});
