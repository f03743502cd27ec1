import { expect, test } from 'vitest';
import { createNodeEngine } from '../../../node-host/node-engine';
import type { PackAnomaly, Precondition } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import { histogramBins } from '../../../src/vision/colour-histogram';
import { flatPicture, floatBytes, makePack, paintRect, plainInput } from '../../support/make-pack';

const anomaly: PackAnomaly = {
  patches: {
    taps: [{ output: 'fine', neighbourhood: 1, norm: 'none', weight: 1 }],
    grid: { width: 8, height: 8 },
  },
  bank: { file: 'bank', rows: 1, columns: 3, type: 'float32' },
  neighbours: 1,
  score: { kind: 'max' },
  calibration: { threshold: 0.5, mapThreshold: 0.5, softness: 0.1, falseAlarmRate: 0.05, normals: 1 },
  severity: [{ name: 'Any', title: 'Any', upTo: 1, action: 'pass' }],
  minBoxShare: 0,
  ignore: [],
};

/** A picture of two halves. */
function halves(left: readonly number[], right: readonly number[]): Picture {
  return paintRect(flatPicture(32, 32, left), { x: 16, y: 0, width: 16, height: 32 }, right);
}

async function inspectWith(preconditions: readonly Precondition[], picture: Picture) {
  const plan = { input: plainInput(16, 'nchw'), network: { file: 'network', input: 'image' }, anomaly, preconditions };
  const engine = createNodeEngine();
  const bank = floatBytes([0.5, 0.5, 0.5]);
  expect(await engine.load(makePack(plan, 'tiny-backbone', { bank }))).toMatchObject({ ok: true });
  const inspected = await engine.inspect({ packId: 'made-up', picture });
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.fault));
  return inspected.value;
}

const grey = [128, 128, 128];
const contrast: Precondition = { measure: 'contrast', low: 0.02, high: 0.98, atLeast: 20, code: 'nothing-visible' };
const coloured: Precondition = { measure: 'coloured', chroma: 24, atLeast: 0.1, code: 'palette-not-read' };
/** Counts pixels of a pure dark or light blue, or of a pure light yellow; each other pixel counts against them. */
const palette: Precondition = {
  measure: 'colours',
  chroma: 24,
  weights: Array.from({ length: histogramBins }, (_, bin) => ([52, 53, 17].includes(bin) ? 1 : -1)),
  bias: 0,
  atLeast: 0.5,
  code: 'not-thermal',
  advice: { en: 'Choose a thermal picture.' },
};

test('REF-1 the first precondition that is not met refuses the picture with value and limit', async () => {
  const codeOf = async (picture: Picture) =>
    (await inspectWith([contrast, coloured, palette], picture)).verdict.refused?.code;
  expect(await codeOf(flatPicture(32, 32, grey))).toBe('nothing-visible');
  expect(await codeOf(halves([40, 40, 40], [200, 200, 200]))).toBe('palette-not-read');
  expect(await codeOf(halves([0, 200, 0], [250, 0, 250]))).toBe('not-thermal');
  expect(await codeOf(halves([0, 0, 200], [250, 250, 0]))).toBeUndefined();
  const { verdict } = await inspectWith([contrast], flatPicture(32, 32, grey));
  expect(verdict.refused?.evidence).toEqual({ measure: 'contrast', value: 0, atLeast: 20 });
});

test('REF-2 a refused picture has no severity, map or boxes, and its provenance', async () => {
  const { verdict, rasters } = await inspectWith([contrast], flatPicture(32, 32, grey));
  expect(Object.keys(verdict)).toEqual(['picture', 'refused', 'timings', 'provenance']);
  expect(rasters).toBeUndefined();
  expect(verdict.provenance).toMatchObject({ packId: 'made-up', threshold: 0.5 });
});

test('REF-1 raw grey files, blurred pictures and unknown scenes are refused', async () => {
  const bits: Precondition = { measure: 'grey-bits', atMost: 8, code: 'bit-depth' };
  const raw = { ...halves([40, 40, 40], [200, 200, 200]), greyBits: 16 };
  expect((await inspectWith([bits], raw)).verdict.refused).toMatchObject({
    code: 'bit-depth',
    evidence: { value: 16 },
  });
  expect((await inspectWith([bits], flatPicture(32, 32, grey))).verdict.refused).toBeUndefined();
  const sharp: Precondition = {
    measure: 'sharpness',
    quantile: 0.95,
    low: 0.02,
    high: 0.98,
    atLeast: 0.2,
    code: 'too-blurred',
  };
  const ramp = flatPicture(32, 32, grey);
  for (let x = 0; x < 32; x++) paintRect(ramp, { x, y: 0, width: 1, height: 32 }, [2 * x, 2 * x, 2 * x]);
  expect((await inspectWith([sharp], ramp)).verdict.refused?.code).toBe('too-blurred');
  expect((await inspectWith([sharp], halves([0, 0, 0], [255, 255, 255]))).verdict.refused).toBeUndefined();
  const known: Precondition = {
    measure: 'bank-distance',
    every: 3,
    quantile: 0.5,
    atMost: 0.2,
    code: 'unlike-known',
  };
  expect((await inspectWith([known], flatPicture(32, 32, [255, 0, 0]))).verdict.refused?.code).toBe('unlike-known');
  expect((await inspectWith([known], flatPicture(32, 32, grey))).verdict.refused).toBeUndefined();
});
