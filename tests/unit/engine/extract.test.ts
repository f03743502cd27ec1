import { expect, test } from 'vitest';
import type { VerdictWithRasters } from '../../../src/domain/inspection';
import type { Progress } from '../../../src/domain/operation';
import type { PackAnomaly } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import { succeed, type Result } from '../../../src/domain/result';
import { createEngine, type Engine } from '../../../src/engine/engine';
import { createNodeRuntime } from '../../../node-host/node-engine';
import {
  colourAnomaly,
  flatPicture,
  floatBytes,
  makePack,
  paintRect,
  plainInput,
  type PackPlan,
} from '../../support/make-pack';
import { createSteppedHost } from '../../support/stub-runtime';

const byColour: PackAnomaly = {
  ...colourAnomaly,
  map: {
    output: 'fine',
    threshold: 0.8,
    softness: 0.02,
    countsFrom: 0.6,
    weight: 1,
    kinds: ['red', 'green', 'blue'].map((name) => ({ name, title: name })),
  },
};
const spot = paintRect(flatPicture(64, 64, [128, 128, 128]), { x: 32, y: 16, width: 16, height: 16 }, [255, 255, 255]);

test.each([
  ['the distances are the map', colourAnomaly],
  ['the pack has its own map with kinds', byColour],
] as const)('ENG-38 judge(extract(picture)) equals inspect(picture) bit for bit: %s', async (_title, part) => {
  const engine = await engineWith(part);
  const features = unwrap(await engine.extract({ packId: 'made-up', picture: spot }));
  const judged = unwrap(engine.judge(features));
  const inspected = unwrap(await engine.inspect({ packId: 'made-up', picture: spot }));
  expect(judged).toEqual(inspected);
  expect(judged.rasters?.map.data).toEqual(inspected.rasters?.map.data);
  expect(judged.verdict.anomaly?.boxes).toHaveLength(1);
});

test('ENG-38 features are plain data: a copy of them is judged alike', async () => {
  const engine = await engineWith(byColour);
  const features = unwrap(await engine.extract({ packId: 'made-up', picture: spot }));
  expect(engine.judge(structuredClone(features))).toEqual(engine.judge(features));
  expect(features.cells).toMatchObject({ rows: 64, columns: 3 });
  expect(features.embedding?.length).toBeGreaterThan(0);
});

test('ENG-39 another threshold changes score, mask and boxes as the calibration says, and is recorded', async () => {
  const engine = await engineWith(colourAnomaly);
  const features = unwrap(await engine.extract({ packId: 'made-up', picture: spot }));
  const { verdict, rasters } = unwrap(engine.judge(features));
  const raw = verdict.anomaly?.rawScore ?? NaN;
  expect(verdict.anomaly?.score).toBeCloseTo(logistic((raw - 0.4) / 0.05), 10);
  expect([marked(rasters), verdict.anomaly?.isAnomalous]).toEqual([true, true]);

  const strict = unwrap(engine.judge(features, { calibration: { threshold: raw + 0.1, mapThreshold: raw + 0.1 } }));
  expect(strict.verdict.anomaly?.rawScore).toBe(raw);
  expect(strict.verdict.anomaly?.score).toBeCloseTo(logistic(-0.1 / 0.05), 10);
  expect(strict.verdict.anomaly).toMatchObject({ isAnomalous: false, level: 'Normal', boxes: [] });
  expect(marked(strict.rasters)).toBe(false);
  expect(strict.verdict.provenance.threshold).toBe(raw + 0.1);
  expect(engine.judge(features)).toEqual({ ok: true, value: { verdict, rasters } });
});

test('ENG-39 another limit makes the picture anomalous from another calibrated score', async () => {
  const engine = await engineWith(colourAnomaly);
  const features = unwrap(await engine.extract({ packId: 'made-up', picture: flatPicture(8, 8, [150, 150, 150]) }));
  const score = unwrap(engine.judge(features)).verdict.anomaly?.score ?? NaN;
  expect(score).toBeLessThan(0.5);
  expect(unwrap(engine.judge(features, { limit: score })).verdict.anomaly?.isAnomalous).toBe(true);
  expect(unwrap(engine.judge(features, { limit: score + 0.01 })).verdict.anomaly?.isAnomalous).toBe(false);
});

test('ENG-38 features of another network are refused', async () => {
  const engine = await engineWith(colourAnomaly);
  const features = unwrap(await engine.extract({ packId: 'made-up', picture: spot }));
  expect(engine.judge({ ...features, networkSha256: 'f'.repeat(64) })).toMatchObject({
    fault: { kind: 'pack-fault', fault: { kind: 'wrong-shape', what: 'the features' } },
  });
  expect(engine.judge({ ...features, packId: 'absent' })).toEqual({
    ok: false,
    fault: { kind: 'pack-not-loaded', packId: 'absent' },
  });
});

test('ENG-26 a pack with an empty memory bank has features, but no verdict', async () => {
  const engine = await engineWith({ ...colourAnomaly, bank: { ...colourAnomaly.bank, rows: 0 } }, new Uint8Array(0));
  const features = unwrap(await engine.extract({ packId: 'made-up', picture: spot }));
  expect(features.cells?.rows).toBe(64);
  expect(engine.judge(features)).toEqual({ ok: false, fault: { kind: 'pack-not-taught', packId: 'made-up' } });
});

test('ENG-40 extracting many reports each picture and stops where it is cancelled', async () => {
  const engine = await engineWith(colourAnomaly);
  const pictures = [spot, spot, spot];
  const seen: Progress[] = [];
  const all = await engine.extractMany({
    packId: 'made-up',
    pictures: inTurn(pictures),
    total: 3,
    checkpoint: (progress) => {
      seen.push(progress);
      return Promise.resolve(true);
    },
  });
  expect(unwrap(all)).toHaveLength(3);
  expect(seen).toEqual([0, 1, 2].map((done) => ({ step: 'extract', done, total: 3 })));
  const cancelled = { packId: 'made-up', pictures, total: 3 };
  expect(await engine.extractMany({ ...cancelled, checkpoint: ({ done }) => Promise.resolve(done < 2) })).toEqual({
    ok: false,
    fault: { kind: 'cancelled' },
  });
});

test('ENG-40 a load reports its steps, and can be cancelled before each of them', async () => {
  const bytes = makePack(planWith(colourAnomaly), 'tiny-backbone', { bank: floatBytes([0.5, 0.5, 0.5]) });
  const steps: string[] = [];
  // Without a running clock, so that the comparison of backends has the same steps in each load.
  const engine = createEngine({ host: createSteppedHost(), runtime: createNodeRuntime(), candidate: secondRuntime });
  const load = (stopAt: number) =>
    engine.load(bytes, {
      checkpoint: ({ step }) => {
        steps.push(step);
        return Promise.resolve(steps.length <= stopAt);
      },
    });
  expect(await load(Infinity)).toMatchObject({ ok: true });
  const all = [...steps];
  expect([...new Set(all)]).toEqual(['verify', 'open', 'check', 'compare']);
  await engine.unload('made-up');
  for (let stopAt = 0; stopAt < all.length; stopAt++) {
    steps.length = 0;
    expect(await load(stopAt)).toEqual({ ok: false, fault: { kind: 'cancelled' } });
    expect(steps).toEqual(all.slice(0, stopAt + 1));
  }
  expect(await engine.inspect({ packId: 'made-up', picture: spot })).toMatchObject({
    fault: { kind: 'pack-not-loaded' },
  });
});

test('ENG-40 a picture is cancelled between network and verdict', async () => {
  const engine = await engineWith(colourAnomaly);
  const steps: string[] = [];
  const verdict = await engine.inspect({
    packId: 'made-up',
    picture: spot,
    checkpoint: ({ step }) => {
      steps.push(step);
      return Promise.resolve(step !== 'judge');
    },
  });
  expect(verdict).toEqual({ ok: false, fault: { kind: 'cancelled' } });
  expect(steps).toEqual(['extract', 'judge']);
});

/** An engine on a clock that stands still, so that timings are equal too. */
async function engineWith(part: PackAnomaly, bank = floatBytes([0.5, 0.5, 0.5])): Promise<Engine> {
  const engine = createEngine({ host: createSteppedHost(), runtime: createNodeRuntime() });
  expect(await engine.load(makePack(planWith(part), 'tiny-backbone', { bank }))).toMatchObject({ ok: true });
  return engine;
}

function planWith(part: PackAnomaly): PackPlan {
  return {
    input: plainInput(16, 'nchw'),
    network: { file: 'network', input: 'image', embedding: 'embedding' },
    anomaly: part,
  };
}

/** A second runtime on the CPU, which takes part in the comparison of backends. */
function secondRuntime() {
  return Promise.resolve(succeed({ ...createNodeRuntime(), backend: 'webgpu' as const }));
}

async function* inTurn(pictures: readonly Picture[]): AsyncGenerator<Picture> {
  for (const picture of pictures) {
    await Promise.resolve();
    yield picture;
  }
}

function marked(rasters: VerdictWithRasters['rasters']): boolean {
  return rasters?.mask.data.includes(1) === true;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function unwrap<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.fault));
}
