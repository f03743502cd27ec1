import { expect, test } from 'vitest';
import type { AnomalyVerdict, VerdictRasters } from '../../../src/domain/inspection';
import type { PackAnomaly, PackGrade } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import { createNodeEngine } from '../../../node-host/node-engine';
import {
  colourAnomaly,
  flatPicture,
  floatBytes,
  makePack,
  paintRect,
  plainInput,
  type PackPlan,
} from '../../support/make-pack';

/** One row, mid grey: the distance of a cell is the distance of its mean colour from it. */
const bank = { bank: floatBytes([0.5, 0.5, 0.5]) };
const grey = [128, 128, 128];

test('ENG-20 a normal picture keeps its map but has no mask and no boxes', async () => {
  const verdict = await anomalyOf(colourAnomaly, flatPicture(64, 32, grey));
  expect(verdict).toMatchObject({ isAnomalous: false, level: 'Normal', boxes: [] });
  expect(verdict.rasters.map.data.length).toBe(64);
  expect(Math.max(...verdict.rasters.mask.data)).toBe(0);
});

test('ENG-20 boxes lie where the anomaly is, in pixels of the picture, the strongest first', async () => {
  const picture = paintRect(flatPicture(64, 32, grey), { x: 32, y: 16, width: 16, height: 8 }, [255, 255, 255]);
  paintRect(picture, { x: 0, y: 0, width: 8, height: 8 }, [230, 230, 230]);
  const { boxes, isAnomalous, rasters } = await anomalyOf(colourAnomaly, picture);
  expect(isAnomalous).toBe(true);
  expect(boxes).toHaveLength(2);
  expect(boxes[0]).toMatchObject({ x: 32, y: 16, width: 16, height: 8, level: 'Faulty', action: 'critical' });
  expect(boxes[0]?.score).toBeGreaterThan(boxes[1]?.score ?? 1);
  expect(rasters.mask.data[8 * 16 + 8]).toBe(1);
});

test('ENG-20 regions smaller than the smallest box share have no box, except the strongest', async () => {
  const picture = paintRect(flatPicture(64, 32, grey), { x: 32, y: 16, width: 16, height: 8 }, [255, 255, 255]);
  paintRect(picture, { x: 0, y: 0, width: 8, height: 8 }, [230, 230, 230]);
  const { boxes } = await anomalyOf({ ...colourAnomaly, minBoxShare: 0.5 }, picture);
  expect(boxes).toHaveLength(1);
  expect(boxes[0]).toMatchObject({ x: 32, y: 16, width: 16, height: 8 });
});

test('ENG-21 an anomaly under an ignored rectangle does not count', async () => {
  const picture = paintRect(flatPicture(64, 32, grey), { x: 0, y: 0, width: 64, height: 8 }, [255, 255, 255]);
  const banner = { x: 0, y: 0, width: 1, height: 0.3 };
  expect((await anomalyOf(colourAnomaly, picture)).isAnomalous).toBe(true);
  expect((await anomalyOf({ ...colourAnomaly, ignore: [banner] }, picture)).isAnomalous).toBe(false);
});

/** The map is the picture's own brightness: the tiny backbone's `bright` has one channel. */
const byBrightness: PackAnomaly = {
  ...colourAnomaly,
  map: { output: 'bright', threshold: 0.8, softness: 0.02, countsFrom: 0.6 },
  categories: {
    elongation: { at: 1.5, softness: 0.1 },
    length: { at: 0.6, softness: 0.1 },
    compact: { name: 'loose_joint', title: 'Loose joint' },
    slender: { name: 'point_overload', title: 'Point overload' },
    long: { name: 'full_wire_overload', title: 'Full wire overload' },
  },
};

test('ENG-32 the map of the pack locates the anomaly, and cells under countsFrom do not count', async () => {
  const dark = paintRect(flatPicture(64, 64, grey), { x: 0, y: 0, width: 16, height: 16 }, [0, 0, 0]);
  expect((await anomalyOf(colourAnomaly, dark)).isAnomalous).toBe(true);
  expect((await anomalyOf(byBrightness, dark)).isAnomalous).toBe(false);
  paintRect(dark, { x: 32, y: 16, width: 16, height: 16 }, [255, 255, 255]);
  const { isAnomalous, boxes } = await anomalyOf(byBrightness, dark);
  expect(isAnomalous).toBe(true);
  expect(boxes).toMatchObject([{ x: 32, y: 16, width: 16, height: 16 }]);
});

test('ENG-32 if the map of the pack stays under the limit, the surroundings of its peak are marked', async () => {
  const picture = paintRect(flatPicture(64, 64, grey), { x: 32, y: 16, width: 16, height: 16 }, [255, 255, 255]);
  const insensitive = { output: 'bright', threshold: 5, softness: 1, countsFrom: 0 };
  const { isAnomalous, boxes } = await anomalyOf({ ...byBrightness, map: insensitive }, picture);
  expect(isAnomalous).toBe(true);
  expect(boxes).toHaveLength(1);
  expect(boxes[0]?.x).toBeGreaterThanOrEqual(24);
});

test('ENG-34 the weight of the map adds its values to the score', async () => {
  const picture = paintRect(flatPicture(64, 64, grey), { x: 32, y: 16, width: 16, height: 16 }, [255, 255, 255]);
  const map = { output: 'bright', threshold: 0.8, softness: 0.02, countsFrom: 0.6 };
  const weights = [{}, { weight: 0 }, { weight: 1 }, { weight: 2 }];
  const raws = await Promise.all(
    weights.map(async (own) => (await anomalyOf({ ...byBrightness, map: { ...map, ...own } }, picture)).rawScore),
  );
  const [absent = 0, none = 0, once = 0, twice = 0] = raws;
  expect(none).toBe(absent);
  expect(once - none).toBeGreaterThan(0.3);
  expect(twice - none).toBeCloseTo(2 * (once - none), 4);
});

test('ENG-33 a box has the category of its shape if the pack defines categories', async () => {
  const white = paintRect(flatPicture(64, 64, grey), { x: 8, y: 16, width: 48, height: 8 }, [255, 255, 255]);
  const { boxes } = await anomalyOf(byBrightness, white);
  expect(boxes[0]?.category).toMatchObject({ name: 'full_wire_overload' });
  expect((await anomalyOf(colourAnomaly, white)).boxes[0]?.category).toBeUndefined();
});

/** A map with a channel for each colour: the tiny backbone's `fine` has three. */
const primaries = ['red', 'green', 'blue'].map((name) => ({ name, title: name }));
const byColour: PackAnomaly = {
  ...colourAnomaly,
  map: { output: 'fine', threshold: 0.8, softness: 0.02, countsFrom: 0.6, kinds: primaries },
};

test('ENG-35 the map is the highest of its kinds, and a box has the most frequent kind of its cells', async () => {
  const picture = paintRect(flatPicture(64, 64, grey), { x: 32, y: 16, width: 16, height: 16 }, [0, 255, 0]);
  paintRect(picture, { x: 0, y: 48, width: 16, height: 8 }, [90, 0, 250]);
  const { boxes, rasters } = await anomalyOf(byColour, picture);
  const found = boxes.map(({ x, y, category }) => [x, y, category?.name]).sort();
  expect(found).toEqual([
    [0, 48, 'blue'],
    [32, 16, 'green'],
  ]);
  for (const { category } of boxes) expect(category?.confidence).toBeGreaterThan(0.45);
  expect([...rasters.map.data].filter((value) => value > 0.5)).toHaveLength(6);
});

test('ENG-35 two equally frequent kinds share the confidence of a region', async () => {
  const picture = paintRect(flatPicture(64, 64, grey), { x: 32, y: 16, width: 16, height: 16 }, [255, 250, 0]);
  const { boxes } = await anomalyOf(byColour, picture);
  expect(boxes[0]?.category?.name).toBe('red');
  expect(boxes[0]?.category?.confidence).toBeCloseTo(Math.E / (2 * Math.E + 1), 1);
});

test('ENG-36 REF-2 a picture that a reject rule matches has neither grade nor anomaly verdict', async () => {
  const head = floatBytes([0, 0, 0, 9, 0, 0, 1, 0]);
  const grade: PackGrade = {
    source: { kind: 'head', file: 'head' },
    activation: { kind: 'softmax', temperature: 1 },
    labels: ['sheet', 'reddish'].map((name) => ({ name, title: name })),
    reject: [
      { kind: 'label', label: 'reddish', reason: 'not-a-sheet' },
      { kind: 'confidence-below', value: 0.9, reason: 'not-sure' },
    ],
    indicative: true,
  };
  const network = { file: 'network', input: 'image', embedding: 'embedding' };
  const engine = createNodeEngine();
  const pack = makePack({ ...planWith(colourAnomaly), network, grade }, 'tiny-backbone', { ...bank, head });
  expect(await engine.load(pack)).toMatchObject({ ok: true });
  const refusalOf = async (rgb: readonly number[]) => {
    const inspected = await engine.inspect({ packId: 'made-up', picture: flatPicture(8, 8, rgb), decodeMs: 0 });
    if (!inspected.ok) return inspected.fault;
    const { refused, grade: found, anomaly: score } = inspected.value.verdict;
    return [refused?.code, refused?.nearest?.label, found, score, inspected.value.rasters];
  };
  const nothing = [undefined, undefined, undefined];
  expect(await refusalOf([255, 0, 0])).toEqual(['not-a-sheet', 'reddish', ...nothing]);
  expect(await refusalOf([28, 255, 0])).toEqual(['not-sure', 'sheet', ...nothing]);
});

test('PACK-6 refuses a map whose channels are not the kinds of the pack', async () => {
  const unnamed = { output: 'fine', threshold: 0.8, softness: 0.02, countsFrom: 0.6 };
  for (const map of [unnamed, { ...unnamed, kinds: primaries.slice(0, 2) }]) {
    const bytes = makePack(planWith({ ...colourAnomaly, map }), 'tiny-backbone', bank);
    expect(await createNodeEngine().load(bytes)).toMatchObject({ ok: false, fault: { kind: 'wrong-shape' } });
  }
});

test('ENG-26 a pack with an empty memory bank returns pack-not-taught', async () => {
  const engine = createNodeEngine();
  const empty = { ...colourAnomaly, bank: { ...colourAnomaly.bank, rows: 0 } };
  const loaded = await engine.load(makePack(planWith(empty), 'tiny-backbone', { bank: new Uint8Array(0) }));
  expect(loaded).toMatchObject({ ok: true });
  const verdict = await engine.inspect({ packId: 'made-up', picture: flatPicture(8, 8, grey), decodeMs: 0 });
  expect(verdict).toEqual({ ok: false, fault: { kind: 'pack-not-taught', packId: 'made-up' } });
});

test('PACK-6 refuses a memory bank whose columns are not the channels of the taps', async () => {
  const wide = { ...colourAnomaly, bank: { ...colourAnomaly.bank, columns: 2 } };
  const bytes = makePack(planWith(wide), 'tiny-backbone', { bank: floatBytes([1, 2]) });
  expect(await createNodeEngine().load(bytes)).toMatchObject({ ok: false, fault: { kind: 'wrong-shape' } });
});

async function anomalyOf(
  part: PackAnomaly,
  picture: Picture,
): Promise<AnomalyVerdict & { readonly rasters: VerdictRasters }> {
  const engine = createNodeEngine();
  expect(await engine.load(makePack(planWith(part), 'tiny-backbone', bank))).toMatchObject({ ok: true });
  const inspected = await engine.inspect({ packId: 'made-up', picture, decodeMs: 0 });
  if (!inspected.ok) throw new Error(JSON.stringify(inspected));
  const { verdict, rasters } = inspected.value;
  if (verdict.anomaly === undefined || rasters === undefined) throw new Error(JSON.stringify(verdict));
  return { ...verdict.anomaly, rasters };
}

function planWith(part: PackAnomaly): PackPlan {
  return { input: plainInput(16, 'nchw'), network: { file: 'network', input: 'image' }, anomaly: part };
}
