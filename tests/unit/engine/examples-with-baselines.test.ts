import { expect, test } from 'vitest';
import { createNodeEngine } from '../../../node-host/node-engine';
import type { Example } from '../../../src/domain/example';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import type { FractionRect, PackAnomaly, Precondition } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import { fail, succeed, type Result } from '../../../src/domain/result';
import type { Engine } from '../../../src/engine/engine';
import type { ExamplePhoto } from '../../../src/engine/learn/learn-pictures';
import { colourAnomaly, flatPicture, floatBytes, makePack, paintRect, plainInput } from '../../support/make-pack';

/** 8 × 8 cells, each the mean colour of its part of the picture; the bank knows mid grey. */
const grey = [128, 128, 128];
const wide: PackAnomaly = { ...colourAnomaly, calibration: { ...colourAnomaly.calibration, softness: 0.1 } };
const unlike: Precondition = { measure: 'bank-distance', every: 1, quantile: 0.75, atMost: 0.2, code: 'unlike-known' };

const isFault = { isAnomalous: true, level: 'Faulty' };
const isNormal = { isAnomalous: false, level: 'Normal' };
const whole: FractionRect = { x: 0, y: 0, width: 1, height: 1 };
const part: FractionRect = { x: 0.5, y: 0.25, width: 0.25, height: 0.25 };
const otherPart: FractionRect = { x: 0.125, y: 0.625, width: 0.25, height: 0.125 };

/** A plate of the colour `ground`, with parts of other colours. */
function plate(ground: readonly number[], ...parts: readonly (readonly [FractionRect, readonly number[]])[]): Picture {
  const picture = flatPicture(128, 128, ground);
  for (const [{ x, y, width, height }, colour] of parts) {
    paintRect(picture, { x: 128 * x, y: 128 * y, width: 128 * width, height: 128 * height }, colour);
  }
  return picture;
}

const clean = plate(grey);
/** Darker than what the pack knows, but not far enough to be found. */
const faint = plate(grey, [part, [70, 80, 80]]);
const alarm = [otherPart, [255, 255, 255]] as const;

test('LRN-57 a missed fault is learned with the baselines of its result, and found with them and without them', async () => {
  const engine = await loaded();
  const learned = unwrap(
    await learn(engine, [example('fault', 'faint', part)], [photo('faint', faint, isFault, ['clean'])]),
  );
  expect(learned.report).toMatchObject({
    before: { figures: { missed: 1 } },
    after: { figures: { missed: 0 } },
    changes: [{ recordId: 'faint', before: { isAnomalous: false }, after: { isAnomalous: true } }],
  });
  expect(await isFoundAfter(engine, learned.bytes, faint, [])).toBe(true);
  expect(await isFoundAfter(engine, learned.bytes, faint, [clean])).toBe(true);
  expect(await isFoundAfter(engine, learned.bytes, clean, [clean])).toBe(false);
});

test('LRN-57 the score of the report is that of an inspection with the same baselines', async () => {
  const engine = await loaded();
  const odd = plate(grey, alarm);
  const faulty = plate(grey, alarm, [part, [70, 80, 80]]);
  const photos = [photo('faulty', faulty, isFault, ['odd'])];
  const learned = unwrap(await learn(engine, [example('fault', 'faulty', part)], photos, { odd }));
  const [change] = learned.report.changes;
  expect(change?.before.rawScore).toBeCloseTo((await scoreOf(engine, 'made-up', faulty, [odd])) ?? NaN, 5);
  const { id } = unwrap(await engine.load(learned.bytes)).pack;
  expect(change?.after.rawScore).toBeCloseTo((await scoreOf(engine, id, faulty, [odd])) ?? NaN, 5);
  // The baseline takes its excess from every score; a fault still reaches one softness above the threshold.
  const { threshold, softness } = wide.calibration;
  expect(change?.after.rawScore).toBeCloseTo(threshold + softness, 5);
});

test('LRN-57 a result that its baseline makes normal counts as normal in the preview', async () => {
  const engine = await loaded();
  const odd = plate(grey, alarm);
  const photos = (baselines: readonly string[]) => [
    photo('faint', faint, isFault, ['clean']),
    photo('odd', odd, isNormal, baselines),
  ];
  const alarmsWith = async (baselines: readonly string[]) => {
    const learned = await learn(engine, [example('fault', 'faint', part)], photos(baselines), { clean, first: odd });
    return unwrap(learned).report.before.figures.falseAlarms;
  };
  expect(await alarmsWith([])).toBe(1);
  expect(await alarmsWith(['first'])).toBe(0);
});

test('LRN-57 a fault that the baseline shows too is refused, and the reason says so', async () => {
  const engine = await loaded();
  const photos = [photo('faint', faint, isFault, ['same'])];
  const refused = await learn(engine, [example('fault', 'faint', part)], photos, { same: faint });
  expect(faultOf(refused)).toEqual({
    ...{ kind: 'looks-like-baseline', recordId: 'faint', name: 'faint.jpg', exampleId: 'fault-faint' },
  });
});

test('LRN-58 in a scene that only baselines know a missed fault is learned, and a normal picture asks for one more baseline', async () => {
  const engine = await loaded([unlike]);
  const red = [255, 0, 0];
  const later = plate(red, [part, [200, 30, 0]]);
  const learned = unwrap(
    await learn(engine, [example('fault', 'later', part)], [photo('later', later, isFault, ['red'])], {
      red: plate(red),
    }),
  );
  expect(learned.report).toMatchObject({ before: { figures: { missed: 1 } }, after: { figures: { missed: 0 } } });
  expect(await isFoundAfter(engine, learned.bytes, later, [plate(red)])).toBe(true);
  expect(await isFoundAfter(engine, learned.bytes, plate(red), [plate(red)])).toBe(false);
  const normal = [example('normal', 'later', whole)];
  const refused = await learn(engine, normal, [photo('later', later, isNormal, ['red'])], { red: plate(red) });
  expect(faultOf(refused)).toEqual({
    ...{
      kind: 'unknown-scene',
      recordId: 'later',
      name: 'later.jpg',
      exampleId: 'normal-later',
      exampleIds: ['normal-later'],
    },
  });
});

test('LRN-58 all pictures that are normal in scenes that only baselines know are refused together', async () => {
  const engine = await loaded([unlike]);
  const red = [255, 0, 0];
  const photos = ['first', 'known', 'second'].map((id) =>
    photo(id, plate(id === 'known' ? grey : red, alarm), isNormal, id === 'known' ? [] : ['red']),
  );
  const examples = photos.map(({ recordId }) => example('normal', recordId, whole));
  const refused = await learn(engine, examples, photos, { red: plate(red) });
  expect(faultOf(refused)).toMatchObject({
    ...{ kind: 'unknown-scene', exampleId: 'normal-first', exampleIds: ['normal-first', 'normal-second'] },
  });
});

test('LRN-61 after a refusal the same photos are not decoded again, and the result is that of a new engine', async () => {
  let opened = 0;
  const counted = (each: ExamplePhoto): ExamplePhoto => ({
    ...each,
    open: (needed) => {
      opened += 1;
      return each.open(needed);
    },
  });
  const later = plate([255, 0, 0], [part, [200, 30, 0]]);
  const photos = [
    photo('faint', faint, isFault, ['clean']),
    photo('later', later, isNormal, ['red']),
    photo('other', plate(grey, alarm), isFault),
  ].map(counted);
  const baselines = { clean, red: plate([255, 0, 0]) };
  const [fault, normal] = [example('fault', 'faint', part), example('normal', 'later', whole)];
  const engine = await loaded([unlike]);
  expect(faultOf(await learn(engine, [fault, normal], photos, baselines))).toMatchObject({ kind: 'unknown-scene' });
  expect(opened).toBe(3);
  const again = unwrap(await learn(engine, [fault], photos, baselines));
  expect(opened).toBe(3);
  expect(again).toEqual(unwrap(await learn(await loaded([unlike]), [fault], photos, baselines)));
  expect(opened).toBe(6);
  // Nothing is kept after a success.
  unwrap(await learn(engine, [fault], photos, baselines));
  expect(opened).toBe(9);
  // A picture that the next learning does not compare is not kept.
  await learn(engine, [fault, normal], photos, baselines);
  expect(opened).toBe(12);
  await learn(engine, [normal], photos.slice(1), baselines);
  expect(opened).toBe(12);
  await learn(engine, [fault, normal], photos, baselines);
  expect(opened).toBe(13);
});

test('LRN-9 where no photo of an example can be read, its picture is named', async () => {
  const unreadable = {
    ...photo('faint', faint, isFault),
    open: () => Promise.resolve(fail({ kind: 'empty-file' } as const)),
  };
  const refused = await learn(
    await loaded(),
    [example('fault', 'faint', part)],
    [unreadable, photo('clean', clean, isNormal)],
  );
  expect(faultOf(refused)).toEqual({ kind: 'unusable-picture', name: 'faint.jpg' });
});

test('LRN-4 a missed fault is learned at its place, also where the picture is anomalous elsewhere', async () => {
  const engine = await loaded();
  const both = plate(grey, alarm, [part, [70, 80, 80]]);
  const learned = unwrap(await learn(engine, [example('fault', 'both', part)], [photo('both', both, isFault)]));
  expect(learned.report).toMatchObject({
    before: { figures: { missed: 1 } },
    after: { figures: { missed: 0 } },
    changes: [{ before: { isAnomalous: true, missedPlaces: 1 }, after: { isAnomalous: true } }],
  });
  const { id } = unwrap(await engine.load(learned.bytes)).pack;
  const boxes = unwrap(await engine.inspect({ packId: id, picture: both })).verdict.anomaly?.boxes ?? [];
  expect(boxes.some(({ x, y }) => x >= 48 && x < 112 && y >= 16 && y < 80)).toBe(true);
});

test('LRN-4 a marked place that is the same as what the pack knows as normal is refused, not called a full bank', async () => {
  const engine = await loaded();
  const refused = await learn(engine, [example('fault', 'clean', part)], [photo('clean', clean, isFault)]);
  expect(faultOf(refused)).toMatchObject({ kind: 'looks-normal', exampleId: 'fault-clean' });
});

async function loaded(preconditions: readonly Precondition[] = []): Promise<Engine> {
  const engine = createNodeEngine();
  const plan = { input: plainInput(16, 'nchw'), network: { file: 'network', input: 'image' }, anomaly: wide };
  const pack = makePack({ ...plan, preconditions }, 'tiny-backbone', { bank: floatBytes(grey.map((v) => v / 255)) });
  unwrap(await engine.load(pack));
  return engine;
}

const identity = { id: 'taught-00c0ffee', version: '1.0.0', title: 'Plates', taughtAt: '2026-11-26T10:00:00.000Z' };

function learn(
  engine: Engine,
  examples: readonly Example[],
  photos: readonly ExamplePhoto[],
  baselines: Readonly<Record<string, Picture>> = { clean },
) {
  const known = Object.entries(baselines).map(([id, picture]) => ({ id, open: () => opened(picture) }));
  return engine.learn({ packId: 'made-up', identity, examples, photos, baselines: known });
}

const opened = (picture: Picture) => Promise.resolve(succeed(picture));

function example(kind: 'normal' | 'fault', recordId: string, area: FractionRect): Example {
  return {
    ...{ id: `${kind}-${recordId}`, at: '2026-11-26T10:00:00.000Z', recordId, correctionId: recordId },
    ...{ pictureSha256: 'e'.repeat(64), kind, areas: [area] },
  };
}

function photo(
  recordId: string,
  picture: Picture,
  said: NonNullable<ExamplePhoto['said']>,
  baselines: readonly string[] = [],
): ExamplePhoto {
  const faults = said.isAnomalous ? { faults: [[part]] } : {};
  return { recordId, name: `${recordId}.jpg`, said: { ...said, ...faults }, baselines, open: () => opened(picture) };
}

async function isFoundAfter(
  engine: Engine,
  bytes: PackBytes,
  picture: Picture,
  known: readonly Picture[],
): Promise<boolean | undefined> {
  const { id } = unwrap(await engine.load(bytes)).pack;
  return unwrap(await inspect(engine, id, picture, known)).verdict.anomaly?.isAnomalous;
}

async function scoreOf(engine: Engine, packId: string, picture: Picture, known: readonly Picture[]) {
  return unwrap(await inspect(engine, packId, picture, known)).verdict.anomaly?.rawScore;
}

async function inspect(engine: Engine, packId: string, picture: Picture, known: readonly Picture[]) {
  const baselines = await Promise.all(
    known.map(async (each, at) => ({
      ...{ id: String(at), features: unwrap(await engine.extract({ packId, picture: each })) },
    })),
  );
  return engine.inspect({ packId, picture, baselines });
}

function faultOf(result: Result<unknown, unknown>): unknown {
  return result.ok ? undefined : result.fault;
}

function unwrap<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}
