import { expect, test } from 'vitest';
import type { Example } from '../../../src/domain/example';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import type { Pack, FractionRect } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import { parsePackText } from '../../../src/domain/parse-pack';
import { succeed, type Result } from '../../../src/domain/result';
import type { ExamplePhoto } from '../../../src/engine/learn/learn-pictures';
import { engineWith, normalSources, paperPicture, teachOptions } from '../../support/teach-node';

/** Shared: opening the network takes longer than a test. */
const engine = await engineWith('surface');
const first = unwrap(await engine.teach({ packId: 'surface', pictures: normalSources(4), options: teachOptions }));
const taughtId = packOf(first.bytes).id;

const speck = paperPicture(900, 240, 14);
const faint = paperPicture(901, 240, 1);
const clean = paperPicture(902, 240);
const whole: FractionRect = { x: 0, y: 0, width: 1, height: 1 };
/** Around the middle of a speck. */
const middle: FractionRect = { x: 0.56, y: 0.56, width: 0.14, height: 0.14 };

const isFault = { isAnomalous: true, level: 'Anomalous' };
const isNormal = { isAnomalous: false, level: 'Normal' };

test('LRN-3 a picture called normal is not reported again, and the rows name example and picture', async () => {
  const learned = unwrap(await learn([example('normal', 'speck', whole)], [photo('speck', speck, isNormal)]));
  expect(learned.report).toMatchObject({
    before: { figures: { pictures: 1, faults: 0, falseAlarms: 1 } },
    after: { figures: { falseAlarms: 0 } },
    changes: [{ recordId: 'speck', before: { isAnomalous: true }, after: { isAnomalous: false } }],
  });
  const { bank } = anomalyOf(learned.bytes);
  const rows = learned.report.examples[0]?.rows;
  expect(bank.sources?.at(-1)).toEqual({
    ...{ kind: 'correction', name: 'speck.jpg', rows, example: 'normal-speck', pictureSha256: 'e'.repeat(64) },
  });
  expect(bytesOf(learned.bytes, 'bank').subarray(0, bytesOf(first.bytes, 'bank').length)).toEqual(
    bytesOf(first.bytes, 'bank'),
  );
  await loaded(learned.bytes);
  expect(await scoreWith(packOf(learned.bytes).id, speck)).toBeCloseTo(
    learned.report.changes[0]?.after.rawScore ?? NaN,
    5,
  );
});

test('LRN-4 a missed fault is found again at the marked place, and clean pictures stay normal', async () => {
  const before = unwrap(await engine.load(first.bytes));
  expect(before.pack.anomaly?.defects).toBeUndefined();
  const photos = [photo('faint', faint, isFault), photo('clean', clean, isNormal)];
  const learned = unwrap(await learn([example('fault', 'faint', middle)], photos));
  expect(learned.report).toMatchObject({
    before: { figures: { missed: 1, falseAlarms: 0 }, parameters: { defectRows: 0 } },
    after: { figures: { missed: 0, falseAlarms: 0 }, parameters: { isRateGuaranteed: false } },
  });
  await loaded(learned.bytes);
  const found = unwrap(await engine.inspect({ packId: packOf(learned.bytes).id, picture: faint }));
  const box = found.verdict.anomaly?.boxes[0];
  expect(found.verdict.anomaly?.isAnomalous).toBe(true);
  expect(box && Math.hypot(box.x + box.width / 2 - 151, box.y + box.height / 2 - 151)).toBeLessThan(30);
  const { threshold, softness } = anomalyOf(learned.bytes).calibration;
  expect(found.verdict.anomaly?.rawScore).toBeLessThanOrEqual(threshold + softness + 1e-6);
});

test('LRN-6 an example that hides a confirmed fault is refused with the picture and the example', async () => {
  const photos = [photo('speck', speck, isFault), photo('other', speck, isNormal)];
  const refused = await learn([example('normal', 'other', whole)], photos);
  expect(refused).toEqual({
    ok: false,
    fault: { kind: 'hides-fault', recordId: 'speck', name: 'speck.jpg', exampleId: 'normal-other' },
  });
});

test('LRN-6 a marked fault that would vanish counts as hidden, also where another one keeps the picture anomalous', async () => {
  const two = withLightPatch(speck);
  const said = { ...isFault, faults: [[middle]] };
  const examples = [example('normal', 'other', whole)];
  const refused = await learn(examples, [photo('two', two, said), photo('other', speck, isNormal)]);
  expect(refused).toEqual({
    ok: false,
    fault: { kind: 'hides-fault', recordId: 'two', name: 'two.jpg', exampleId: 'normal-other' },
  });
  const atPatch = { ...isFault, faults: [[{ x: 0.1, y: 0.1, width: 0.1, height: 0.1 }]] };
  const learned = unwrap(await learn(examples, [photo('two', two, atPatch), photo('other', speck, isNormal)]));
  expect(learned.report.after.figures).toMatchObject({ missed: 0, falseAlarms: 0 });
});

test('LRN-5 an example is learned once: the second time there is nothing to learn, and the bank does not grow', async () => {
  const examples = [example('normal', 'speck', whole)];
  const photos = [photo('speck', speck, isNormal)];
  const learned = unwrap(await learn(examples, photos));
  await loaded(learned.bytes);
  expect(await learn(examples, photos, packOf(learned.bytes).id)).toEqual({
    ok: false,
    fault: { kind: 'nothing-to-learn' },
  });
  const same = unwrap(await learn([{ ...examples[0], id: 'again' } as Example], photos, packOf(learned.bytes).id));
  expect(same.report.examples).toEqual([{ id: 'again', kind: 'normal', recordId: 'speck', rows: 0 }]);
});

test('LRN-9 learning can be cancelled, and a photo that cannot be read is named while the others are learned', async () => {
  const photos = [photo('speck', speck, isNormal)];
  const unread = {
    ...photo('lost', clean, isNormal),
    open: () => Promise.resolve({ ok: false, fault: { kind: 'empty-file' } } as const),
  };
  const learned = unwrap(
    await learn([example('normal', 'speck', whole), example('normal', 'lost', whole)], [unread, ...photos]),
  );
  expect(learned.report.unused).toEqual([{ name: 'lost.jpg', fault: { kind: 'empty-file' } }]);
  expect(learned.report.examples.map(({ id }) => id)).toEqual(['normal-speck']);
  const cancelled = await engine.learn({
    ...{ packId: taughtId, identity, examples: [example('normal', 'speck', whole)], photos },
    checkpoint: ({ step }) => Promise.resolve(step !== 'teach'),
  });
  expect(cancelled).toEqual({ ok: false, fault: { kind: 'cancelled' } });
});

test('LRN-10 an area is found on the cells of a close look, and the speck elsewhere is still reported', async () => {
  const options = { ...teachOptions, closeLook: 2 as const };
  const close = unwrap(await engine.teach({ packId: 'surface', pictures: normalSources(2, 450), options }));
  unwrap(await engine.load(close.bytes));
  const picture = paperPicture(905, 450, 10);
  const area = { x: 0.55, y: 0.55, width: 0.14, height: 0.14 };
  const learned = unwrap(await learn([example('normal', 'speck', area)], [photo('speck', picture, isNormal)], 'other'));
  expect(learned.report.after.figures.falseAlarms).toBe(0);
  expect(packOf(learned.bytes).input.tiles).toEqual({ columns: 2, rows: 2, overlap: 4 });
  const elsewhere = unwrap(
    await learn([example('normal', 'clean', { ...area, x: 0, y: 0 })], [photo('clean', picture, isFault)], 'other'),
  );
  expect(elsewhere.report.after.figures.missed).toBe(0);
});

test('LRN-11 a shipped pack that learns becomes a taught pack and passes its golden check', async () => {
  const shipped = await engineWith('rubber-sheet');
  const photos = [photo('speck', speck, { isAnomalous: true, level: 'Defective' })];
  const learned = unwrap(
    await shipped.learn({ packId: 'rubber-sheet', identity, examples: [example('fault', 'speck', middle)], photos }),
  );
  expect(packOf(learned.bytes)).toMatchObject({
    ...{ id: identity.id, version: '1.1.0' },
    taught: { basePackId: 'rubber-sheet', seed: 0, pictures: { corrections: 1 }, previousSha256: 'd'.repeat(64) },
  });
  expect(learned.report).toMatchObject({ before: { figures: { missed: 1 } }, after: { figures: { missed: 0 } } });
  expect(unwrap(await shipped.load(learned.bytes)).pack.id).toBe(identity.id);
});

/** With a light patch at a tenth of the picture. */
function withLightPatch({ width, height, data }: Picture): Picture {
  const changed = data.slice();
  for (let y = 24; y < 46; y++) for (let x = 24; x < 46; x++) changed.set([250, 250, 255], 4 * (y * width + x));
  return { width, height, data: changed };
}

const identity = { ...teachOptions.identity, id: 'taught-00c0ffee', version: '1.1.0', previousSha256: 'd'.repeat(64) };

async function learn(examples: readonly Example[], photos: readonly ExamplePhoto[], packId = taughtId) {
  if (packId === taughtId) unwrap(await engine.load(first.bytes));
  return engine.learn({ packId: packId === 'other' ? taughtId : packId, identity, examples, photos });
}

async function loaded(bytes: PackBytes): Promise<void> {
  unwrap(await engine.load(bytes));
}

async function scoreWith(packId: string, picture: Picture): Promise<number | undefined> {
  return unwrap(await engine.inspect({ packId, picture })).verdict.anomaly?.rawScore;
}

function example(kind: 'normal' | 'fault', recordId: string, area: FractionRect): Example {
  return {
    ...{ id: `${kind}-${recordId}`, at: '2026-11-26T10:00:00.000Z', recordId, correctionId: recordId },
    ...{ pictureSha256: 'e'.repeat(64), kind, areas: [area] },
  };
}

function photo(recordId: string, picture: Picture, said: ExamplePhoto['said']): ExamplePhoto {
  return { recordId, name: `${recordId}.jpg`, ...(said && { said }), open: () => Promise.resolve(succeed(picture)) };
}

function anomalyOf(bytes: PackBytes): NonNullable<Pack['anomaly']> {
  const { anomaly } = packOf(bytes);
  if (anomaly === undefined) throw new Error('the pack has no anomaly part');
  return anomaly;
}

function packOf({ manifest }: PackBytes): Pack {
  return unwrap(parsePackText(new TextDecoder().decode(manifest)));
}

function bytesOf({ files }: PackBytes, name: string): Uint8Array {
  return new Uint8Array(files[name] ?? new ArrayBuffer(0));
}

function unwrap<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}
