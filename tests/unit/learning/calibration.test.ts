import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibratedMap, calibratedScore, rawScore, severityOf } from '../../../src/learning/calibration';

const calibration = { threshold: 5, mapThreshold: 6, softness: 0.5, falseAlarmRate: 0.05, normals: 20 };
const bands = [
  { name: 'Normal', title: 'Normal', upTo: 0.3, action: 'pass' },
  { name: 'Potential', title: 'Potential', upTo: 0.5, action: 'monitor' },
  { name: 'Faulty', title: 'Faulty', upTo: 1, action: 'critical' },
];
const raw = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test('ENG-11 the score is 0.5 at its threshold, and the map at the map threshold', () => {
  expect(calibratedScore(5, calibration)).toBe(0.5);
  expect(
    calibratedMap(Float32Array.from([6]), { threshold: calibration.mapThreshold, softness: calibration.softness })[0],
  ).toBe(0.5);
});

test('ENG-11 a softness below the threshold scales only the scores under 0.5', () => {
  const twoSided = { ...calibration, softnessBelow: 0.25 };
  expect(calibratedScore(5, twoSided)).toBe(0.5);
  expect(calibratedScore(5.5, twoSided)).toBe(calibratedScore(5.5, calibration));
  expect(calibratedScore(4.75, twoSided)).toBe(calibratedScore(4.5, calibration));
});

test('ENG-11 the score never falls when the distance rises, and stays between 0 and 1', () => {
  fc.assert(
    fc.property(raw, raw, (a, b) => {
      const low = calibratedScore(Math.min(a, b), calibration);
      const high = calibratedScore(Math.max(a, b), calibration);
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThan(0);
      expect(high).toBeLessThan(1);
    }),
  );
});

test('ENG-11 two scores far above the threshold still differ', () => {
  expect(calibratedScore(12, calibration)).toBeGreaterThan(calibratedScore(11.9, calibration));
});

test('ENG-12 an upper bound belongs to its own band', () => {
  expect(severityOf(0.3, bands).name).toBe('Normal');
  expect(severityOf(0.5, bands).name).toBe('Potential');
  expect(severityOf(0.500001, bands).name).toBe('Faulty');
});

test('ENG-21 ignored cells do not count in the raw score', () => {
  const distances = Float32Array.from([1, 9, 3, 5]);
  const ignored = Uint8Array.from([0, 1, 0, 0]);
  expect(rawScore(distances, ignored, { kind: 'max' })).toBe(5);
  expect(rawScore(distances, ignored, { kind: 'top-mean', count: 2 })).toBe(4);
  expect(rawScore(distances, ignored, { kind: 'top-mean', count: 99 })).toBe(3);
});
