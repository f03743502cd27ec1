import { expect, test } from 'vitest';
import { parsePackText } from '../../../src/domain/parse-pack';
import type { Progress } from '../../../src/domain/operation';
import { fail, type Result } from '../../../src/domain/result';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import type { Pack } from '../../../src/domain/pack';
import { engineWith, normalSources, paperPicture, source, teachOptions } from '../../support/teach-node';

/** Shared: opening the network takes longer than a test. */
const engine = await engineWith('surface');
const speckPicture = paperPicture(900, 240, 14);
const speck = source('speck.png', 'faulty', speckPicture);

test('TCH-7 a taught pack inspects like any other: it passes the golden check, finds a speck and its place', async () => {
  const pictures = [...normalSources(3), speck];
  const taught = unwrap(await engine.teach({ packId: 'surface', pictures, options: teachOptions }));
  expect(taught.report).toMatchObject({ normals: 3, faulty: 1, falseAlarmRate: 1 / 4, placedBy: 'prior' });
  expect(taught.report.quality).toMatchObject({ auroc: 1, missed: [], falseAlarms: [] });
  const pack = packOf(taught.bytes);
  expect(pack.taught).toMatchObject({ basePackId: 'surface', seed: 7, pictures: { normal: 3, faulty: 1 } });
  expect(pack.notice).toBeUndefined();
  unwrap(await engine.load(taught.bytes));
  const clean = unwrap(await engine.inspect({ packId: pack.id, picture: paperPicture(1234, 240) }));
  expect(clean.verdict.anomaly).toMatchObject({ isAnomalous: false, boxes: [] });
  const found = unwrap(await engine.inspect({ packId: pack.id, picture: paperPicture(1235, 240, 14) }));
  const box = found.verdict.anomaly?.boxes[0];
  expect(
    box && { x: Math.abs(box.x + box.width / 2 - 151) < 20, y: Math.abs(box.y + box.height / 2 - 151) < 20 },
  ).toEqual({
    x: true,
    y: true,
  });
});

test('TCH-8 the same pictures, options and seed give the same bytes, another seed other rows', async () => {
  const teach = async (seed: number) => {
    const job = { packId: 'surface', pictures: normalSources(2), options: { ...teachOptions, seed } };
    return unwrap(await engine.teach(job)).bytes;
  };
  const [first, again, other] = [await teach(7), await teach(7), await teach(8)];
  expect(new Uint8Array(again.manifest)).toEqual(new Uint8Array(first.manifest));
  expect(packOf(other).files['bank']?.sha256).not.toBe(packOf(first).files['bank']?.sha256);
});

test('TCH-9 the close look finds a small speck: one map, score and list of boxes for all tiles', async () => {
  const pictures = normalSources(1, 450);
  const options = { ...teachOptions, closeLook: 2 as const };
  const taught = unwrap(await engine.teach({ packId: 'surface', pictures, options }));
  expect(packOf(taught.bytes).input.tiles).toEqual({ columns: 2, rows: 2, overlap: 4 });
  unwrap(await engine.load(taught.bytes));
  const found = unwrap(await engine.inspect({ packId: 'taught-0badcafe', picture: paperPicture(5, 450, 10) }));
  expect(found.rasters?.map).toMatchObject({ width: 52, height: 52 });
  const box = found.verdict.anomaly?.boxes[0];
  expect(found.verdict.anomaly?.isAnomalous).toBe(true);
  expect(box && Math.hypot(box.x + box.width / 2 - 275, box.y + box.height / 2 - 275)).toBeLessThan(30);
});

test('TCH-10 with auto the whole picture and the tiles that its pixels allow are compared', async () => {
  const options = { ...teachOptions, closeLook: 'auto' as const };
  const small = unwrap(await engine.teach({ packId: 'surface', pictures: normalSources(1), options }));
  expect(small.report.looks).toHaveLength(1);
  expect(small.report.tiles).toBeUndefined();
  const middle = unwrap(await engine.teach({ packId: 'surface', pictures: normalSources(1, 450), options }));
  expect(middle.report.looks.map(({ tiles }) => tiles?.columns)).toEqual([undefined, 2]);
});

test('TCH-10 looks between the whole picture and the closest one are compared only where they may be taken', async () => {
  const options = { ...teachOptions, closeLook: 'auto' as const };
  const looksOf = async (pictures: ReturnType<typeof normalSources>) => {
    const { report } = unwrap(await engine.teach({ packId: 'surface', pictures, options, checkpoint }));
    return { taken: report.tiles?.columns, compared: report.looks.map(({ tiles }) => tiles?.columns) };
  };
  const unstarted: number[] = [];
  const checkpoint = ({ step, done, total }: Progress) => {
    if (step === 'extract') unstarted.push(total - done);
    return Promise.resolve(true);
  };
  const alike = normalSources(2, 610);
  expect(await looksOf(alike)).toEqual({ taken: 3, compared: [undefined, 3] });
  // Only close looks see that one of the good pieces has a tiny speck.
  const specked = source('specked.png', 'normal', paperPicture(3, 610, 2));
  expect(await looksOf([...alike, specked])).toEqual({ taken: undefined, compared: [undefined, 2, 3] });
  // Pictures that are read again are not counted again.
  expect(Math.min(...unstarted)).toBe(1);
});

test('TCH-10 pictures of different sizes are compared under the looks that all of them allow', async () => {
  const options = { ...teachOptions, closeLook: 'auto' as const };
  const pictures = [...normalSources(1, 610), source('small.png', 'normal', paperPicture(4, 450))];
  const { report } = unwrap(await engine.teach({ packId: 'surface', pictures, options }));
  expect(report.looks.map(({ tiles }) => tiles?.columns)).toEqual([undefined, 2]);
  expect(report.normals).toBe(2);
});

test('TCH-10 where no normal picture among the compared ones can be read, the whole picture is taken', async () => {
  const broken = Array.from({ length: 6 }, (_, at) => ({
    ...source(`broken-${at}.jpg`, 'normal', speckPicture),
    open: () => Promise.resolve(fail({ kind: 'truncated', format: 'jpeg' } as const)),
  }));
  const options = { ...teachOptions, closeLook: 'auto' as const };
  const { report } = unwrap(
    await engine.teach({ packId: 'surface', pictures: [...broken, ...normalSources(2)], options }),
  );
  expect(report.normals).toBe(2);
  expect(report.tiles).toBeUndefined();
});

test('TCH-11 a taught pack can be extended: its rows, their sources and its scores are kept', async () => {
  const first = unwrap(await engine.teach({ packId: 'surface', pictures: normalSources(1), options: teachOptions }));
  unwrap(await engine.load(first.bytes));
  const before = packOf(first.bytes);
  const more = normalSources(2).slice(1);
  const extended = unwrap(await engine.teach({ packId: before.id, pictures: more, options: teachOptions }));
  const after = packOf(extended.bytes);
  const kept = before.anomaly?.bank.sources ?? [];
  expect(after.anomaly?.bank.sources?.slice(0, kept.length)).toEqual(kept);
  expect(after.anomaly?.calibration).toMatchObject({ normals: 2, falseAlarmRate: 1 / 3 });
  const bank = (bytes: PackBytes) => new Uint8Array(bytes.files['bank'] ?? new ArrayBuffer());
  expect(bank(extended.bytes).subarray(0, bank(first.bytes).length)).toEqual(bank(first.bytes));
  expect(unwrap(await engine.load(extended.bytes)).pack.taught?.basePackId).toBe(before.id);
  const closer = { ...teachOptions, closeLook: 2 as const };
  const refused = await engine.teach({ packId: before.id, pictures: more, options: closer });
  expect(refused).toEqual({ ok: false, fault: { kind: 'other-look', baseTilesPerSide: 1 } });
});

test('TCH-12 a single normal picture is enough for a pack, which states no rate', async () => {
  const taught = unwrap(await engine.teach({ packId: 'surface', pictures: normalSources(1), options: teachOptions }));
  expect(taught.report).toMatchObject({
    falseAlarmRate: 1,
    placedBy: 'prior',
    more: [{ normals: 5 }, { normals: 9 }, { normals: 19 }],
  });
  unwrap(await engine.load(taught.bytes));
  const clean = unwrap(await engine.inspect({ packId: 'taught-0badcafe', picture: paperPicture(77, 240) }));
  expect(clean.verdict.anomaly?.isAnomalous).toBe(false);
});

test('TCH-17 the score in the report is that of an inspection, the mean of several cells', async () => {
  const pictures = [...normalSources(1), speck];
  const taught = unwrap(await engine.teach({ packId: 'surface', pictures, options: teachOptions }));
  expect(packOf(taught.bytes).anomaly?.score).toEqual({ kind: 'top-mean', count: 8 });
  unwrap(await engine.load(taught.bytes));
  const inspected = unwrap(await engine.inspect({ packId: 'taught-0badcafe', picture: speckPicture }));
  // The pack has its rows in half precision.
  const reported = taught.report.scores.find(({ role }) => role === 'faulty')?.rawScore ?? NaN;
  expect(Math.abs((inspected.verdict.anomaly?.rawScore ?? NaN) / reported - 1)).toBeLessThan(1e-3);
});

test('TCH-13 faults say why nothing was taught; unreadable pictures are named and the others taught', async () => {
  const broken = {
    ...speck,
    name: 'broken.jpg',
    role: 'normal' as const,
    open: () => Promise.resolve(fail({ kind: 'truncated', format: 'jpeg' } as const)),
  };
  const teach = (pictures: Parameters<typeof engine.teach>[0]['pictures']) =>
    engine.teach({ packId: 'surface', pictures, options: teachOptions });
  expect(await teach([speck])).toEqual({ ok: false, fault: { kind: 'no-normal-pictures' } });
  expect(await teach([broken])).toEqual({ ok: false, fault: { kind: 'no-normal-pictures' } });
  expect(unwrap(await teach([broken, ...normalSources(2)])).unread).toEqual([
    { name: 'broken.jpg', fault: { kind: 'truncated', format: 'jpeg' } },
  ]);
  const checkpoint = () => Promise.resolve(false);
  const cancelled = await engine.teach({
    packId: 'surface',
    pictures: normalSources(2),
    options: teachOptions,
    checkpoint,
  });
  expect(cancelled).toEqual({ ok: false, fault: { kind: 'cancelled' } });
});

function packOf(bytes: PackBytes): Pack {
  return unwrap(parsePackText(new TextDecoder().decode(bytes.manifest)));
}

function unwrap<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.fault));
}
