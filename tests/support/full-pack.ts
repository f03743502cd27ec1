import type { Pack } from '../../src/domain/pack';

const hash = 'a'.repeat(64);

/** A manifest that uses every part of the format once; its files do not exist. */
export const fullPack: Pack = {
  format: 1,
  id: 'full-pack',
  version: '1.2.3',
  title: 'Full',
  summary: 'Every field once.',
  notice: 'For tests.',
  trainedOn: { grade: { rendered: 400, real: 0 }, anomaly: { rendered: 0, real: 12 } },
  taught: {
    basePackId: 'surface',
    baseVersion: '0.1.1',
    seed: 7,
    taughtAt: '2026-11-26T10:00:00.000Z',
    pictures: { normal: 2, faulty: 1 },
    previousSha256: hash,
  },
  licence: 'Apache-2.0',
  card: 'model-card.md',
  files: {
    network: { path: '../shared/net.onnx', bytes: 10, sha256: hash },
    bank: { path: 'bank.bin', bytes: 2 * 4 * 2, sha256: hash },
    head: { path: 'head.bin', bytes: 3 * (5 + 1) * 4, sha256: hash },
    golden: { path: 'golden.bin', bytes: 4 * 3 * 3, sha256: hash },
  },
  input: {
    widthPx: 224,
    heightPx: 192,
    fit: { kind: 'contain', pad: [0, 127.5, 255] },
    filter: 'triangle',
    colour: 'bgr',
    scale: 1 / 255,
    mean: [0.1, 0.2, 0.3],
    std: [1, 1, 1],
    layout: 'nhwc',
    tiles: { columns: 3, rows: 2, overlap: 4 },
  },
  preconditions: [
    { measure: 'grey-bits', atMost: 8, code: 'bit-depth' },
    { measure: 'contrast', low: 0.02, high: 0.98, atLeast: 20, code: 'nothing-visible' },
    { measure: 'sharpness', quantile: 0.95, low: 0.02, high: 0.98, atLeast: 0.02, code: 'too-blurred' },
    { measure: 'coloured', chroma: 24, atLeast: 0.1, code: 'palette-not-read' },
    {
      measure: 'colours',
      chroma: 24,
      weights: Array.from({ length: 76 }, () => 0.5),
      bias: -1,
      atLeast: 0,
      code: 'not-thermal',
      advice: 'Choose another picture.',
    },
    { measure: 'bank-distance', every: 7, quantile: 0.75, atMost: 2, code: 'unlike-known' },
  ],
  network: { file: 'network', input: 'image', embedding: 'embedding' },
  anomaly: {
    patches: {
      taps: [
        { output: 's4', neighbourhood: 3, norm: 'l2', weight: 0.5 },
        { output: 's8', neighbourhood: 1, norm: 'none', weight: 1 },
      ],
      grid: { width: 28, height: 24 },
      chosenWeights: { measuredBy: 's4', limit: 1.4, columns: [1, 3], even: [1, 0.5], uneven: [0, 2] },
    },
    bank: {
      file: 'bank',
      rows: 2,
      columns: 4,
      type: 'float16',
      sources: [
        { kind: 'base', name: 'surface 0.1.1', rows: 1 },
        { kind: 'picture', name: 'one.jpg', rows: 1 },
      ],
    },
    neighbours: 1,
    score: { kind: 'top-mean', count: 5 },
    calibration: {
      threshold: 1,
      mapThreshold: 1.1,
      softness: 0.2,
      falseAlarmRate: 1 / 3,
      normals: 2,
      placedBy: 'prior',
      normalScores: [0.8, 0.9],
    },
    severity: [
      { name: 'Normal', title: 'Normal', upTo: 0.3, action: 'pass' },
      { name: 'Overloway', title: 'Serious', upTo: 0.8, action: 'inspect' },
      { name: 'Faulty', title: 'Critical', upTo: 1, action: 'critical' },
    ],
    minBoxShare: 0.001,
    ignore: [{ x: 0, y: 0, width: 1, height: 0.1 }],
    map: { output: 'spots', threshold: -2, softness: 1, countsFrom: -6, weight: 0.1 },
    categories: {
      elongation: { at: 3, softness: 0.3 },
      length: { at: 0.2, softness: 0.3 },
      compact: { name: 'loose_joint', title: 'Loose joint' },
      slender: { name: 'point_overload', title: 'Point overload' },
      long: { name: 'full_wire_overload', title: 'Full wire overload' },
    },
  },
  grade: {
    source: { kind: 'head', file: 'head' },
    activation: { kind: 'softmax', temperature: 1.5 },
    labels: [
      { name: 'a', title: 'Grade A', group: 'good' },
      { name: 'b', title: 'Grade B' },
      { name: 'none', title: 'Not a sheet' },
    ],
    reject: [
      { kind: 'label', label: 'none', reason: 'This is not a sheet.' },
      { kind: 'confidence-below', value: 0.5, reason: 'Too unsure.' },
    ],
    indicative: true,
  },
  golden: {
    picture: { file: 'golden', widthPx: 4, heightPx: 3 },
    expected: { rawScore: 0.9, probabilities: [0.5, 0.3, 0.2], embedding: [0.1] },
    tolerance: 0.001,
  },
};
