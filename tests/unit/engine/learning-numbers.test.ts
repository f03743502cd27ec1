import { expect, test } from 'vitest';
import type { PackAnomaly } from '../../../src/domain/pack';
import { exampleScore, learningValues, type CellDistances } from '../../../src/engine/learn/learning-numbers';
import { fullPack } from '../../support/full-pack';

const { anomaly } = fullPack;
if (anomaly === undefined) throw new Error('the pack has an anomaly part');
const calibration = { threshold: 2, mapThreshold: 1, softness: 0.5, falseAlarmRate: 0.05, normals: 9 };
const map = { output: 'spots', threshold: 3, softness: 1, countsFrom: 1, weight: 0.5 };
const pack: PackAnomaly = { ...anomaly, calibration, map, score: { kind: 'top-mean', count: 2 } };

const cells = (...values: readonly number[]): Float32Array => Float32Array.from(values);
/** The first three cells count by the map. */
const counted = { ignored: Uint8Array.of(0, 0, 0, 0), leftOut: Uint8Array.of(0, 0, 0, 1), map: cells(5, 5, 5, 0) };
const plain: CellDistances = { toNormal: cells(1, 1, 1, 1) };

test('LRN-3 the map of the pack is lowered in proportion to how near a normal example is', () => {
  const found = learningValues({ ...plain, toExample: cells(0, 0.25, 0.5, 9) }, counted, pack);
  expect(found.map).toEqual(cells(1, 3, 5, 0));
  expect(found.values).toEqual(cells(1, 2, 3, 0));
});

test('LRN-4 a value rises by 1 − d / k of the way to one softness above the threshold, and no farther', () => {
  const toFault = cells(0, 0.5, 1, 2);
  const found = learningValues(
    { toNormal: cells(0.5, 1, 1, 1), toFault },
    { ...counted, map: cells(1, 1, 1, 0) },
    pack,
  );
  expect(found.values).toEqual(cells(2.5, 1 + 0.5 * 1.5, 1, 0));
  expect(found.map).toEqual(cells(4, 1 + 0.5 * 3, 1, 0));
  const high = learningValues({ toNormal: cells(9, 9, 9, 9), toFault }, counted, pack);
  expect(high.values[0]).toBe(11);
});

test('LRN-4 a cell that the map leaves out is raised near a fault, and a fault lowers no score', () => {
  const few = { ...counted, leftOut: Uint8Array.of(0, 1, 1, 1) };
  const score = (toFault: Float32Array) =>
    exampleScore(learningValues({ toNormal: cells(1, 1, 1, 1), toFault }, few, pack), few, pack);
  const far = cells(9, 9, 9, 9);
  expect(score(far)).toBe(3);
  expect(score(cells(9, 0.9, 9, 9))).toBe(3);
  expect(score(cells(9, 0, 0, 9))).toBe(3);
  const quiet = { ...few, map: cells(1, 0, 0, 0) };
  const found = learningValues({ toNormal: cells(1, 1, 1, 1), toFault: cells(9, 0, 0, 0) }, quiet, pack);
  expect(exampleScore(found, quiet, pack)).toBe(2.5);
});
