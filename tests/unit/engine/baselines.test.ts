import { expect, test } from 'vitest';
import { createNodeEngine } from '../../../node-host/node-engine';
import type { Verdict, VerdictRasters } from '../../../src/domain/inspection';
import type { PackAnomaly, Precondition } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import type { Baseline } from '../../../src/engine/baseline/compare';
import type { Engine } from '../../../src/engine/engine';
import { colourAnomaly, flatPicture, floatBytes, makePack, paintRect, plainInput } from '../../support/make-pack';
import { seededRandom } from '../../support/seeded-random';

/** 8 × 8 cells, each the mean colour of its part of the picture; the bank knows mid grey. */
const grid: PackAnomaly = {
  ...colourAnomaly,
  bank: { file: 'bank', rows: 1, columns: 3, type: 'float32' },
};
const greyBank = floatBytes([0.5, 0.5, 0.5]);

async function loaded(part: PackAnomaly, preconditions: readonly Precondition[] = []): Promise<Engine> {
  const engine = createNodeEngine();
  const plan = { input: plainInput(16, 'nchw'), network: { file: 'network', input: 'image' }, anomaly: part };
  const bank = part.bank.rows === 0 ? new Uint8Array(0) : greyBank;
  expect(await engine.load(makePack({ ...plan, preconditions }, 'tiny-backbone', { bank }))).toMatchObject({
    ok: true,
  });
  return engine;
}

async function asBaseline(engine: Engine, picture: Picture, id = 'first'): Promise<Baseline> {
  const features = await engine.extract({ packId: 'made-up', picture });
  if (!features.ok) throw new Error(JSON.stringify(features.fault));
  return { id, features: features.value };
}

async function judged(
  engine: Engine,
  picture: Picture,
  baselines: readonly Baseline[] = [],
): Promise<{ readonly verdict: Verdict; readonly rasters?: VerdictRasters }> {
  const inspected = await engine.inspect({ packId: 'made-up', picture, baselines });
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.fault));
  return inspected.value;
}

/** A plate with coloured parts, different for each seed. `levels`: of each channel; with two there are no greys between. */
function plate(seed = 1, ground: readonly number[] = [128, 128, 128], levels = 256): Picture {
  const random = seededRandom(seed);
  const picture = flatPicture(128, 128, ground);
  for (let part = 0; part < 40; part++) {
    const rect = { x: 16 * Math.floor(8 * random()), y: 16 * Math.floor(8 * random()), width: 16, height: 16 };
    paintRect(
      picture,
      rect,
      [0, 1, 2].map(() => (255 * Math.floor(levels * random())) / (levels - 1)),
    );
  }
  return picture;
}

/** The plate with a mark that it did not have. */
function marked(seed = 1): Picture {
  return paintRect(plate(seed), { x: 80, y: 32, width: 32, height: 16 }, [255, 0, 255]);
}

test('BAS-4 a part that is like the baseline at its place is normal, and a new part is not', async () => {
  const engine = await loaded(grid);
  const alone = await judged(engine, plate());
  expect(alone.verdict.anomaly?.isAnomalous).toBe(true);
  const baselines = [await asBaseline(engine, plate())];
  expect((await judged(engine, plate(), baselines)).verdict.anomaly?.isAnomalous).toBe(false);
  const { verdict } = await judged(engine, marked(), baselines);
  expect(verdict.anomaly?.isAnomalous).toBe(true);
});

test('BAS-5 a baseline that scores above the threshold lowers scores by its excess, by at most one softness', async () => {
  const wide = { ...grid, calibration: { ...grid.calibration, softness: 0.2 } };
  for (const [calibration, most] of [
    [grid.calibration, grid.calibration.softness],
    [wide.calibration, wide.calibration.softness],
  ] as const) {
    const engine = await loaded({ ...grid, calibration });
    const raw = async (picture: Picture, baselines: readonly Baseline[] = []) =>
      (await judged(engine, picture, baselines)).verdict.anomaly?.rawScore ?? NaN;
    const excess = Math.min(most, Math.max(0, (await raw(plate())) - calibration.threshold));
    expect(excess).toBeGreaterThan(0);
    // All cells of the plate itself have distance 0.
    expect(await raw(plate(), [await asBaseline(engine, plate())])).toBeCloseTo(-excess, 5);
  }
});

test('BAS-5 a baseline below the threshold changes no score of a picture that is like the pack', async () => {
  const engine = await loaded(grid);
  const spot = paintRect(
    flatPicture(128, 128, [128, 128, 128]),
    { x: 0, y: 0, width: 24, height: 24 },
    [255, 255, 255],
  );
  const baselines = [await asBaseline(engine, flatPicture(128, 128, [128, 128, 128]))];
  const [before, after] = [await judged(engine, spot), await judged(engine, spot, baselines)];
  expect(after.verdict.anomaly?.rawScore).toBeCloseTo(before.verdict.anomaly?.rawScore ?? NaN, 1);
});

test('BAS-6 the verdict names the baselines with their alignment, and the changed region in both pictures', async () => {
  const engine = await loaded(grid);
  const { verdict } = await judged(engine, marked(), [await asBaseline(engine, plate(), 'record-7')]);
  expect(verdict.provenance.baselines).toMatchObject([{ id: 'record-7', alignment: { isAligned: true } }]);
  expect(verdict.changed?.length).toBeGreaterThan(0);
  const [region] = verdict.changed ?? [];
  if (region === undefined) throw new Error('nothing has changed');
  expect(region.baseline.id).toBe('record-7');
  for (const { x, y, width, height } of [region, region.baseline]) {
    expect([x >= 64, x + width <= 128, y >= 16, y + height <= 64]).toEqual([true, true, true, true]);
  }
});

test('BAS-6 where the pictures are not aligned, no region is reported as changed', async () => {
  const engine = await loaded(grid);
  const { verdict } = await judged(engine, plate(2), [await asBaseline(engine, plate(9))]);
  expect(verdict.provenance.baselines).toMatchObject([{ alignment: { isAligned: false } }]);
  expect(verdict.changed).toBeUndefined();
});

test('BAS-6 without baselines a verdict has no field of them', async () => {
  const { verdict } = await judged(await loaded(grid), plate());
  expect(verdict.provenance).not.toHaveProperty('baselines');
  expect(verdict).not.toHaveProperty('changed');
});

test('BAS-7 score, mask and boxes of a verdict with baselines agree by the rule of all verdicts', async () => {
  const engine = await loaded(grid);
  const baselines = [await asBaseline(engine, plate())];
  for (const picture of [plate(), marked(), plate(5)]) {
    const { verdict, rasters } = await judged(engine, picture, baselines);
    const { isAnomalous = false, score = NaN, boxes = [] } = verdict.anomaly ?? {};
    const hasMarks = rasters?.mask.data.includes(1) === true;
    expect([boxes.length > 0, hasMarks]).toEqual([isAnomalous, isAnomalous]);
    expect(Math.max(...(rasters?.map.data ?? []))).toBeLessThanOrEqual(score + 1e-6);
  }
});

const unlike: Precondition = { measure: 'bank-distance', every: 3, quantile: 0.75, atMost: 0.2, code: 'unlike-known' };
const coloured: Precondition = { measure: 'coloured', chroma: 24, atLeast: 0.9, code: 'unlike-known' };

test('BAS-8 a scene that the pack does not know is refused without a baseline, and judged with one', async () => {
  const red = flatPicture(128, 128, [220, 30, 30]);
  const engine = await loaded(grid, [unlike]);
  expect((await judged(engine, red)).verdict.refused?.code).toBe('unlike-known');
  const baselines = [await asBaseline(engine, red)];
  expect((await judged(engine, red, baselines)).verdict).toMatchObject({ anomaly: { isAnomalous: false } });
  const other = flatPicture(128, 128, [20, 220, 30]);
  expect((await judged(engine, other, baselines)).verdict.refused?.code).toBe('unlike-known');
});

test('BAS-8 a precondition is waived only if the baseline does not meet it either, and only if it concerns the distance to known pictures', async () => {
  const engine = await loaded(grid, [coloured]);
  const pale = flatPicture(128, 128, [128, 128, 128]);
  expect((await judged(engine, pale)).verdict.refused?.code).toBe('unlike-known');
  expect((await judged(engine, pale, [await asBaseline(engine, pale)])).verdict.refused).toBeUndefined();
  const strict = await loaded(grid, [{ ...coloured, code: 'palette-not-read' }]);
  const refused = (await judged(strict, pale, [await asBaseline(strict, pale)])).verdict.refused;
  expect(refused?.code).toBe('palette-not-read');
});

test('BAS-9 a pack with an empty bank judges against baselines alone', async () => {
  const engine = await loaded({ ...grid, bank: { ...grid.bank, rows: 0 } });
  const baselines = [await asBaseline(engine, plate())];
  expect((await judged(engine, plate(), baselines)).verdict.anomaly?.isAnomalous).toBe(false);
  expect((await judged(engine, marked(), baselines)).verdict.anomaly?.isAnomalous).toBe(true);
});

test('BAS-10 a baseline can be stored even if the bank of the pack is empty', async () => {
  const engine = await loaded({ ...grid, bank: { ...grid.bank, rows: 0 } });
  const first = await engine.inspect({ packId: 'made-up', picture: plate(), isBaseline: true });
  expect(first).toMatchObject({ ok: true, value: { verdict: { refused: { code: 'first-baseline' } } } });
  const other = await engine.inspect({ packId: 'made-up', picture: plate() });
  expect(other).toMatchObject({ ok: false, fault: { kind: 'pack-not-taught' } });
});

test('BAS-17 in a scene that the pack does not know, its bank and its own map decide nothing', async () => {
  const red = [220, 30, 30];
  const before = plate(1, red, 2);
  // Grey is what the bank knows, but in this scene it is new.
  const after = paintRect(plate(1, red, 2), { x: 80, y: 32, width: 32, height: 32 }, [128, 128, 128]);
  const engine = await loaded(grid, [unlike]);
  const baselines = [await asBaseline(engine, before)];
  expect((await judged(engine, before, baselines)).verdict.anomaly?.isAnomalous).toBe(false);
  const unknown = await judged(engine, after, baselines);
  expect(unknown.verdict.anomaly?.isAnomalous).toBe(true);
  const withBank = await loaded(grid);
  const known = await judged(withBank, after, [await asBaseline(withBank, before)]);
  expect(known.verdict.anomaly?.rawScore).toBeLessThan((unknown.verdict.anomaly?.rawScore ?? NaN) - 0.1);
});
