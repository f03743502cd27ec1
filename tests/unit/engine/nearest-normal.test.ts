import { expect, test } from 'vitest';
import { createNodeEngine } from '../../../node-host/node-engine';
import type { KnownSource } from '../../../src/domain/nearest-normal';
import { placeInPicture } from '../../../src/domain/nearest-normal';
import { parsePackText } from '../../../src/domain/parse-pack';
import type { FractionRect, PackAnomaly } from '../../../src/domain/pack';
import type { Picture } from '../../../src/domain/picture';
import type { Engine } from '../../../src/engine/engine';
import { sourceOfRow } from '../../../src/engine/nearest/nearest-cell';
import { colourAnomaly, flatPicture, floatBytes, makePack, paintRect, plainInput } from '../../support/make-pack';
import { source, teachOptions } from '../../support/teach-node';

const sidePx = 128;
const cellPx = sidePx / 8;
const eighth = 1 / 8;

/** A grey picture with one coloured cell of the 8 × 8. */
function withCell(column: number, row: number, rgb: readonly number[]): Picture {
  const rect = { x: column * cellPx, y: row * cellPx, width: cellPx, height: cellPx };
  return paintRect(flatPicture(sidePx, sidePx, [128, 128, 128]), rect, rgb);
}

function cellAt(column: number, row: number): FractionRect {
  return { x: column / 8, y: row / 8, width: eighth, height: eighth };
}

const [reddish, greenish] = [withCell(5, 2, [220, 40, 40]), withCell(1, 6, [40, 220, 40])];
const taughtPictures: Readonly<Record<string, Picture>> = { 'red.png': reddish, 'green.png': greenish };

async function loadedWith(anomaly: PackAnomaly, rows: readonly number[]): Promise<Engine> {
  const engine = createNodeEngine();
  const bank = { ...anomaly.bank, rows: rows.length / 3 };
  const plan = { input: plainInput(16, 'nchw'), network: { file: 'network', input: 'image' } } as const;
  const bytes = makePack({ ...plan, anomaly: { ...anomaly, bank } }, 'tiny-backbone', { bank: floatBytes(rows) });
  expect(await engine.load(bytes)).toMatchObject({ ok: true });
  return engine;
}

/** A pack that was taught with a picture with a red cell and one with a green cell. */
async function taughtEngine(): Promise<Engine> {
  const engine = await loadedWith(colourAnomaly, []);
  const pictures = Object.entries(taughtPictures).map(([name, picture]) => source(name, 'normal', picture));
  const taught = await engine.teach({ packId: 'made-up', pictures, options: teachOptions });
  if (!taught.ok) throw new Error(JSON.stringify(taught.fault));
  expect(await engine.load(taught.value.bytes)).toMatchObject({ ok: true });
  const pack = parsePackText(new TextDecoder().decode(taught.value.bytes.manifest));
  expect(pack.ok && pack.value.anomaly?.bank.sources?.map(({ kind }) => kind)).toEqual(['picture', 'picture']);
  return engine;
}

const packId = teachOptions.identity.id;
const openTaught = (known: KnownSource) =>
  Promise.resolve(known.kind === 'picture' ? taughtPictures[known.name] : undefined);

test('EVD-1 EVD-3 the most unusual cell of a region is shown with the taught patch that it is nearest to', async () => {
  const engine = await taughtEngine();
  const picture = withCell(6, 6, [40, 250, 90]);
  const found = await engine.nearest({ packId, picture, area: whole, baselines: [], open: openTaught });
  expect(found).toMatchObject({
    ok: true,
    value: {
      source: { kind: 'picture', name: 'green.png', number: 2, of: 2 },
      place: cellAt(6, 6),
      normal: cellAt(1, 6),
    },
  });
  expect(found.ok && found.value?.distance).toBeCloseTo(await apart(engine, [picture, 54], [greenish, 49]), 3);
  const small = { x: 6.4 / 8, y: 6.4 / 8, width: 0.01, height: 0.01 };
  const under = await engine.nearest({ packId, picture, area: small, baselines: [], open: openTaught });
  expect(under).toMatchObject({ value: { place: cellAt(6, 6) } });
});

test('EVD-3 a picture that does not contain the row is not shown, and none is shown if it is not available', async () => {
  const engine = await taughtEngine();
  const job = { packId, picture: withCell(6, 6, [40, 250, 90]), area: whole, baselines: [] };
  const other = await engine.nearest({ ...job, open: () => Promise.resolve(reddish) });
  const absent = await engine.nearest({ ...job, open: () => Promise.resolve(undefined) });
  for (const found of [other, absent]) {
    expect(found).toMatchObject({ ok: true, value: { source: { kind: 'picture', name: 'green.png' } } });
    expect(found.ok && found.value?.normal).toBeUndefined();
  }
});

test('EVD-1 an aligned baseline is compared near the same place, and ignored cells are skipped', async () => {
  const ignored = { ...colourAnomaly, ignore: [{ x: 0, y: 0, width: eighth, height: eighth }] };
  const engine = await loadedWith(ignored, [0.5, 0.5, 0.5]);
  const before = pattern();
  const features = await engine.extract({ packId: 'made-up', picture: before });
  if (!features.ok) throw new Error(JSON.stringify(features.fault));
  const later = paintCell(pattern(), 4, 3, [255, 0, 255]);
  const job = { packId: 'made-up', picture: later, open: openTaught };
  const baselines = [{ id: 'first', features: features.value }];
  const found = await engine.nearest({ ...job, area: cellAt(4, 3), baselines });
  expect(found).toMatchObject({
    value: { source: { kind: 'baseline', id: 'first' }, place: cellAt(4, 3), limit: 0.4 },
  });
  const normal = found.ok ? found.value?.normal : undefined;
  expect(Math.abs((normal?.x ?? NaN) * 8 - 4)).toBeLessThanOrEqual(1);
  expect(Math.abs((normal?.y ?? NaN) * 8 - 3)).toBeLessThanOrEqual(1);
  const corner = await engine.nearest({ ...job, area: cellAt(0, 0), baselines: [] });
  expect(corner).toEqual({ ok: true, value: undefined });
});

test('EVD-2 a row is named by the source that its place in the bank belongs to', () => {
  const sources = [
    { kind: 'base', name: 'surface 0.2.0', rows: 2 },
    { kind: 'picture', name: '1 a.jpg', rows: 1 },
    { kind: 'picture', name: '2 b.jpg', rows: 3 },
    { kind: 'correction', name: 'c.jpg', rows: 1, example: 'one', pictureSha256: 'ab' },
  ] as const;
  const named = [0, 1, 2, 3, 5, 6, 7].map((row) => sourceOfRow(sources, row));
  expect(named).toEqual([
    { kind: 'pack' },
    { kind: 'pack' },
    { kind: 'picture', name: '1 a.jpg', number: 1, of: 2 },
    { kind: 'picture', name: '2 b.jpg', number: 2, of: 2 },
    { kind: 'picture', name: '2 b.jpg', number: 2, of: 2 },
    { kind: 'correction', name: 'c.jpg', pictureSha256: 'ab' },
    { kind: 'pack' },
  ]);
  expect(sourceOfRow([], 4)).toEqual({ kind: 'pack' });
});

test('EVD-5 the place in a picture is one of nine', () => {
  expect(placeInPicture(cellAt(0, 7))).toEqual({ across: 'left', down: 'lower' });
  expect(placeInPicture(cellAt(3, 3))).toEqual({ across: 'middle', down: 'middle' });
  expect(placeInPicture(cellAt(7, 0))).toEqual({ across: 'right', down: 'upper' });
});

type Cell = readonly [picture: Picture, cell: number];

/** The distance of two cells, by their features. */
async function apart(engine: Engine, one: Cell, other: Cell): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map(async ([picture, cell]) => {
      const features = await engine.extract({ packId, picture });
      const cells = features.ok ? features.value.cells : undefined;
      return [...(cells?.data.subarray(3 * cell, 3 * cell + 3) ?? [])];
    }),
  );
  return Math.hypot(...(a ?? []).map((value, at) => value - (b?.[at] ?? NaN)));
}

const whole: FractionRect = { x: 0, y: 0, width: 1, height: 1 };

/** Different colours everywhere, so that it can be aligned. */
function pattern(): Picture {
  const picture = flatPicture(sidePx, sidePx, [128, 128, 128]);
  for (let cell = 0; cell < 64; cell++) {
    const rgb = [0, 1, 2].map((channel) => (cell * 97 + channel * 61 + cell * cell * 13) % 256);
    paintCell(picture, cell % 8, Math.floor(cell / 8), rgb);
  }
  return picture;
}

function paintCell(picture: Picture, column: number, row: number, rgb: readonly number[]): Picture {
  return paintRect(picture, { x: column * cellPx, y: row * cellPx, width: cellPx, height: cellPx }, rgb);
}
