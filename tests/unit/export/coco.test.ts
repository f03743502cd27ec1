import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { allCategories, categoryId } from '../../../src/export/categories';
import { cocoDocument, type CocoPicture } from '../../../src/export/coco';
import type { AnomalyBox } from '../../../src/domain/inspection';
import type { Pack } from '../../../src/domain/pack';
import type { MaskRaster } from '../../../src/domain/picture';
import { parsePackText } from '../../../src/domain/parse-pack';

const thermal = ['Normal', 'Potential', 'Overloway', 'Faulty'];

function maskOf(...rows: readonly string[]): MaskRaster {
  const data = Uint8Array.from(rows.join(''), (letter) => (letter === '#' ? 1 : 0));
  return { width: rows[0]?.length ?? 0, height: rows.length, data };
}

function boxAt(x: number, y: number, width: number, height: number, level = 'Faulty'): AnomalyBox {
  return { x, y, width, height, score: 0.9, level, levelTitle: level, action: 'critical' };
}

function pictureOf(boxes: readonly AnomalyBox[], mask?: MaskRaster, levels = thermal): CocoPicture {
  return {
    fileName: 'a.jpg',
    file: { width: 40, height: 30 },
    inspected: { width: 80, height: 60 },
    boxes: [...boxes],
    levels,
    about: {},
    readMask: () => Promise.resolve(mask),
  };
}

interface Coco {
  readonly images: readonly { readonly id: number }[];
  readonly annotations: readonly {
    readonly category_id: number;
    readonly bbox: readonly number[];
    readonly area: number;
    readonly segmentation: readonly (readonly number[])[];
  }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
}

async function exported(...pictures: readonly CocoPicture[]): Promise<Coco> {
  const source = async function* () {
    for (const picture of pictures) yield await Promise.resolve(picture);
  };
  let text = '';
  for await (const piece of cocoDocument(source, new Date(0))) text += piece;
  return JSON.parse(text) as Coco;
}

test('OFC-56 a level has one id in every export, and every level of the pack is listed', async () => {
  const faulty = pictureOf([boxAt(0, 0, 8, 8, 'Faulty')]);
  const overload = pictureOf([boxAt(0, 0, 8, 8, 'Overloway')]);
  const selections = [[faulty], [overload], [faulty, overload], [overload, faulty], [pictureOf([])]];
  for (const selection of selections) {
    const { categories } = await exported(...selection);
    expect(categories.slice(0, 4).map(({ id, name }) => [id, name])).toEqual(thermal.map((name, at) => [at + 1, name]));
    expect(categories).toHaveLength(22);
  }
  const { annotations } = await exported(overload, faulty);
  expect(annotations.map(({ category_id }) => category_id)).toEqual([3, 4]);
});

test('OFC-56 levels of other packs have ids from their names, which no shipped level has', () => {
  const ids = ['Schadhaft', 'ठीक', 'Good', 'Bad', 'a', 'b', ''].map(categoryId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => Number.isSafeInteger(id) && id >= 1_000)).toBe(true);
  expect(categoryId('Good')).toBe(categoryId('Good'));
  expect(
    allCategories(['Good', 'Faulty']).filter(({ name }) => ['Normal', 'Faulty', 'rust', 'Good'].includes(name)),
  ).toEqual([
    { id: 1, name: 'Normal', supercategory: 'severity' },
    { id: 4, name: 'Faulty', supercategory: 'severity' },
    { id: 15, name: 'rust', supercategory: 'kind' },
    { id: categoryId('Good'), name: 'Good', supercategory: 'kind' },
  ]);
});

test('OFC-56 a region whose pack names kinds has its kind as category, and its severity beside it', async () => {
  const category = { name: 'loose_joint', title: 'Loose joint', confidence: 0.7 };
  const { annotations } = await exported(pictureOf([{ ...boxAt(0, 0, 8, 8, 'Faulty'), category }]));
  expect(annotations).toMatchObject([{ category_id: 9, severity: 'Faulty' }]);
});

test('OFC-56 every level and kind of the shipped packs has a small id', async () => {
  const folders = (await readdir('models', { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const text = await readFile(`models/${name}/pack.json`, 'utf8').catch(() => undefined);
    const pack = text === undefined ? undefined : parsePackText(text);
    const levels = pack?.ok === true ? (pack.value.anomaly?.severity ?? []) : [];
    for (const category of [...levels, ...kindsOf(pack?.ok === true ? pack.value : undefined)])
      expect([name, category.name, categoryId(category.name) < 1_000]).toEqual([name, category.name, true]);
  }
});

function kindsOf(pack: Pack | undefined): readonly { readonly name: string }[] {
  const { categories, map } = pack?.anomaly ?? {};
  const shapes = categories === undefined ? [] : [categories.compact, categories.slender, categories.long];
  return [...shapes, ...(map?.kinds ?? [])];
}

test('OFC-57 polygons and area are those of the mask’s region under the box, in pixels of the file', async () => {
  const mask = maskOf('........', '.##.....', '.###....', '........', '......##', '......##');
  const boxes = [boxAt(60, 40, 20, 20), boxAt(10, 10, 30, 20)];
  const { annotations } = await exported(pictureOf(boxes, mask));
  expect(annotations).toMatchObject([
    { bbox: [30, 20, 10, 10], area: 100, segmentation: [[30, 20, 40, 20, 40, 30, 30, 30]] },
    { bbox: [5, 5, 15, 10], area: 125, segmentation: [[5, 5, 15, 5, 15, 10, 20, 10, 20, 15, 5, 15]] },
  ]);
});

test('OFC-57 a hole is left free and does not count in the area', async () => {
  const mask = maskOf('........', '.###....', '.#.#....', '.###....', '........', '........');
  const [region] = (await exported(pictureOf([boxAt(10, 10, 30, 30)], mask))).annotations;
  expect(region?.area).toBe(8 * 25);
  expect(region?.segmentation.length).toBeGreaterThan(1);
  expect(region?.segmentation.reduce((sum, polygon) => sum + areaOf(polygon), 0)).toBe(8 * 25);
});

test('OFC-57 without a mask the polygon is the box', async () => {
  for (const mask of [undefined, maskOf('..', '..')]) {
    const { annotations } = await exported(pictureOf([boxAt(10, 10, 30, 20)], mask));
    expect(annotations).toMatchObject([
      { bbox: [5, 5, 15, 10], area: 150, segmentation: [[5, 5, 20, 5, 20, 15, 5, 15]] },
    ]);
  }
});

/** The shoelace formula. */
function areaOf(polygon: readonly number[]): number {
  let twice = 0;
  for (let at = 0; at < polygon.length; at += 2) {
    const next = (at + 2) % polygon.length;
    twice += (polygon[at] ?? NaN) * (polygon[next + 1] ?? NaN) - (polygon[next] ?? NaN) * (polygon[at + 1] ?? NaN);
  }
  return twice / 2;
}
