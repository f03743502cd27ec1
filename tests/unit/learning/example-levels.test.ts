import { expect, test } from 'vitest';
import { movedBands, movedThreshold, rateAt, type SaidScore } from '../../../src/learning/example-levels';
import { calibratedScore } from '../../../src/learning/calibration';

const calibration = { threshold: 2, mapThreshold: 2, softness: 0.4, falseAlarmRate: 0.05, normals: 3 };
const fault = (rawScore: number): SaidScore => ({ rawScore, said: { isAnomalous: true, level: 'Serious' } });
const normal = (rawScore: number): SaidScore => ({ rawScore, said: { isAnomalous: false, level: 'Normal' } });

test('LRN-8 the threshold moves as little as the fewest wrong pictures need', () => {
  expect(movedThreshold([fault(1.9), normal(1.2), fault(2.5)], calibration)).toBe(1.9);
  expect(movedThreshold([normal(2.1), fault(2.5)], calibration)).toBeCloseTo(2.1, 5);
  expect(movedThreshold([normal(1.2), fault(2.5)], calibration)).toBe(2);
});

test('LRN-8 the threshold moves by at most half a softness, and over no fault that was found', () => {
  expect(movedThreshold([fault(1.7)], calibration)).toBe(2);
  expect(movedThreshold([normal(2.1), normal(2.15), fault(2.05)], calibration)).toBe(2);
});

test('LRN-8 the rate of a moved threshold is that of the scores of the normals', () => {
  expect(rateAt(1.5, { ...calibration, normalScores: [1, 1.6, 1.7] })).toBe(3 / 4);
  expect(rateAt(1.5, calibration)).toBe(0.05);
});

test('LRN-8 a severity limit moves to what people stated, within its bounds; the one at the threshold stays', () => {
  const bands = [
    { name: 'Normal', title: 'Normal', upTo: 0.5, action: '' },
    { name: 'Serious', title: 'Serious', upTo: 0.8, action: '' },
    { name: 'Critical', title: 'Critical', upTo: 1, action: '' },
  ];
  const said = (rawScore: number, level: string): SaidScore => ({ rawScore, said: { isAnomalous: true, level } });
  const moved = movedBands([said(2.4, 'Critical'), said(2.1, 'Serious')], bands, calibration);
  const [first, second, last] = moved.map(({ upTo }) => upTo);
  expect([first, last]).toEqual([0.5, 1]);
  expect(second).toBeCloseTo(calibratedScore(2.4, calibration), 5);
  expect(second).toBeLessThan(calibratedScore(2.4, calibration));
  expect(movedBands([said(2.2, 'Critical')], bands, calibration)[1]?.upTo).toBe(0.8);
});
