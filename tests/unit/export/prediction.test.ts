import { expect, test } from 'vitest';
import type { Verdict } from '../../../src/domain/inspection';
import { confidenceWord, toPrediction } from '../../../src/export/prediction';

const base: Verdict = {
  picture: { width: 640, height: 480 },
  timings: { decodeMs: 100, resizeMs: 20, networkMs: 30, judgeMs: 50, totalMs: 200.04 },
  provenance: {
    packId: 'p',
    packVersion: '1.2.0',
    packSha256: '',
    networkSha256: '',
    engineVersion: '1.0.0',
    backend: 'node-cpu',
  },
};
const anomaly: NonNullable<Verdict['anomaly']> = {
  rawScore: 7,
  score: 0.8561234567,
  isAnomalous: true,
  level: 'Overloway',
  levelTitle: 'Overload',
  action: 'inspect',
  boxes: [
    { x: 150, y: 200, width: 80, height: 60, score: 0.92, level: 'Faulty', levelTitle: 'Faulty', action: 'critical' },
  ],
};
const grade: NonNullable<Verdict['grade']> = {
  label: 'rss1',
  title: 'RSS 1',
  group: 'Grade A',
  confidence: 0.98717,
  probabilities: [
    { label: 'rss1', title: 'RSS 1', probability: 0.98717 },
    { label: 'rss4', title: 'RSS 4', probability: 0.01283 },
  ],
  indicative: true,
};

test('CLI-4 an anomaly has the field names of the earlier systems', () => {
  expect(toPrediction('a.jpg', { ...base, anomaly })).toEqual({
    filename: 'a.jpg',
    anomaly_score: 0.856123,
    classification: 'Overloway',
    confidence: 'High',
    is_anomalous: true,
    bounding_boxes: [{ x: 150, y: 200, width: 80, height: 60, confidence: 0.92, type: 'Critical' }],
    grade: null,
    processing_time: 0.2,
    model_version: 'v1.2.0',
  });
});

test('CLI-4 a box has its category, from packs that name categories', () => {
  const category = { name: 'loose_joint', title: 'Loose joint', confidence: 0.81234 };
  const boxes = anomaly.boxes.map((box) => ({ ...box, category }));
  expect(toPrediction('a.jpg', { ...base, anomaly: { ...anomaly, boxes } }).bounding_boxes).toMatchObject([
    { type: 'Critical', category: 'loose_joint', category_confidence: 0.8123 },
  ]);
});

test('CLI-4 a graded picture has its group as classification and a percentage as confidence', () => {
  expect(toPrediction('a.jpg', { ...base, grade })).toMatchObject({
    anomaly_score: null,
    classification: 'Grade A',
    confidence: '98.72%',
    is_anomalous: null,
    grade: 'RSS 1',
  });
});

test('REF-3 the refused grade of an earlier version has no verdict and its reason', () => {
  const refused = {
    ...grade,
    label: 'none',
    title: 'Not a sheet',
    group: 'Not_Rubber',
    refused: 'This is not a sheet.',
  };
  expect(toPrediction('a.jpg', { ...base, grade: refused })).toMatchObject({
    grade: null,
    refused: 'This is not a sheet.',
    classification: null,
    confidence: null,
  });
});

test('REF-8 a refused picture has null in the fields of the verdict, and what was measured', () => {
  const evidence = { measure: 'contrast', value: 3, atLeast: 20 };
  const found = toPrediction('a.jpg', { ...base, refused: { code: 'nothing-visible', evidence } });
  expect(found).toMatchObject({ anomaly_score: null, classification: null, confidence: null, is_anomalous: null });
  expect(found).toMatchObject({ grade: null, refused: 'nothing-visible', refused_evidence: evidence });
  expect(found.bounding_boxes).toEqual([]);
});

test('REF-11 a prediction states what the pack was trained on', () => {
  const packTrainedOn = { grade: { rendered: 4000, real: 0 } };
  const found = toPrediction('a.jpg', { ...base, provenance: { ...base.provenance, packTrainedOn }, grade });
  expect(found).toMatchObject({ indicative: true, trained_on: packTrainedOn });
});

test('CLI-5 confidence words follow the distance from the threshold', () => {
  expect([0.5, 0.64, 0.36, 0.66, 0.34, 0.81, 0.19].map((score) => confidenceWord(score))).toEqual([
    'Low',
    'Low',
    'Low',
    'Medium',
    'Medium',
    'High',
    'High',
  ]);
});
