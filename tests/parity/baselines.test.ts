/** Baselines in Node against the Python reference: `training/trainer/baseline/fixtures.py`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { decodePicture } from '../../node-host/decode-picture';
import { createNodeEngine } from '../../node-host/node-engine';
import { findPack, loadPack } from '../../node-host/pack-folder';
import type { Pack } from '../../src/domain/pack';
import { compareWith } from '../../src/engine/baseline/compare';
import type { Engine } from '../../src/engine/engine';
import type { Features } from '../../src/engine/extract';

interface BaselineCase {
  readonly picture: string;
  readonly baseline: string;
  readonly rawScore: number;
  readonly agreement: number;
  readonly isAligned: boolean;
  readonly scale: number;
  readonly rotationDeg: number;
  readonly shiftX: number;
  readonly shiftY: number;
  /** `null`: no counterpart. */
  readonly near: readonly (number | null)[] | null;
}

const folder = 'tests/fixtures/parity';
const { pack, every, cases } = JSON.parse(readFileSync(join(folder, 'baselines.json'), 'utf8')) as {
  readonly pack: string;
  readonly every: number;
  readonly cases: readonly BaselineCase[];
};

let engine: Engine;
let manifest: Pack;

beforeAll(async () => {
  engine = createNodeEngine({ threads: 1 });
  const found = await findPack(join('models', pack));
  if (found === undefined || 'fault' in found) throw new Error(`no pack ${pack}`);
  manifest = found.pack;
  expect(await loadPack(engine, found)).toMatchObject({ ok: true });
});

test.each(cases)('BAS-16 $picture against $baseline', async (wanted) => {
  const [features, of] = [await featuresOf(wanted.picture), await featuresOf(wanted.baseline)];
  const baseline = { id: wanted.baseline, features: of };
  const [compared] = compareWith([baseline], features, manifest);
  if (compared === undefined) throw new Error('nothing was compared');
  const { alignment, near } = compared;
  expect(alignment.isAligned).toBe(wanted.isAligned);
  expect(alignment.agreement).toBeCloseTo(wanted.agreement, 2);
  const kept = near && [...near].filter((_, cell) => cell % every === 0);
  expect(kept?.map((value) => value === Infinity)).toEqual(wanted.near?.map((value) => value === null));
  kept?.forEach((value, at) => value < Infinity && expect(value).toBeCloseTo(wanted.near?.[at] ?? NaN, 1));
  if (!wanted.isAligned) return;
  const { scale, rotationDeg, shiftX, shiftY } = alignment.similarity;
  expect(scale).toBeCloseTo(wanted.scale, 2);
  expect(Math.abs(rotationDeg - wanted.rotationDeg)).toBeLessThan(0.3);
  expect([shiftX - wanted.shiftX, shiftY - wanted.shiftY].every((off) => Math.abs(off) < 0.005)).toBe(true);
  const judged = engine.judge(features, { baselines: [baseline] });
  if (!judged.ok) throw new Error(JSON.stringify(judged.fault));
  expect(Math.abs((judged.value.verdict.anomaly?.rawScore ?? NaN) - wanted.rawScore)).toBeLessThan(0.02);
});

test('BAS-1 a rendered thermal picture, turned by 3° and cut to 88 %, is found where it was cut', async () => {
  const features = await featuresOf('thermal-transformer-reframed.png');
  const baseline = { id: 'whole', features: await featuresOf('thermal-transformer-0.png') };
  const similarity = compareWith([baseline], features, manifest)[0]?.alignment.similarity;
  const { width, height } = baseline.features.placement.picture;
  const longer = Math.max(width, height);
  // The middle of the part: 7 to 95 % across, 2 to 90 % down.
  const [shiftX, shiftY] = [(0.01 * width) / longer, (-0.04 * height) / longer];
  expect(similarity?.scale).toBeCloseTo(0.88, 1);
  expect(Math.abs((similarity?.rotationDeg ?? NaN) - 3)).toBeLessThan(0.5);
  expect(Math.abs((similarity?.shiftX ?? NaN) - shiftX)).toBeLessThan(0.01);
  expect(Math.abs((similarity?.shiftY ?? NaN) - shiftY)).toBeLessThan(0.01);
});

async function featuresOf(file: string): Promise<Features> {
  const decoded = await decodePicture(readFileSync(join(folder, file)));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.fault));
  const features = await engine.extract({ packId: pack, picture: decoded.value });
  if (!features.ok) throw new Error(JSON.stringify(features.fault));
  return features.value;
}
