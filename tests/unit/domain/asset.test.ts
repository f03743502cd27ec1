import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assetsNumbered, assetSchema, compareAssets, matchesAsset, type Asset } from '../../../src/domain/asset';
import { parseSchema } from '../../../src/domain/parse-schema';

const id = '0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5e';

function transformer(number: string, more: Partial<Asset> = {}): Asset {
  return { id: crypto.randomUUID(), kind: 'transformer', number, ...more };
}

test('AST-1 a transformer and a lot are read with every field, and unknown fields are kept', () => {
  const one = {
    ...{ id, kind: 'transformer', number: 'T-12', region: 'North', pole: 'P-7', type: 'Distribution' },
    ...{ location: 'Kandy Road', capacityKva: 160, notes: 'oil leak\nin 2024', installed: 1998 },
  };
  const lot = { id, kind: 'lot', number: 'L1', farmer: 'A. Perera', holding: 'Hill', date: '2026-11-21' };
  expect(parseSchema(assetSchema, one)).toEqual({ ok: true, value: one });
  expect(parseSchema(assetSchema, lot)).toEqual({ ok: true, value: lot });
});

test.each([
  [{ id, kind: 'transformer' }, 'number'],
  [{ id, kind: 'transformer', number: '  ' }, 'number'],
  [{ id, kind: 'transformer', number: 'T1', capacityKva: 0 }, 'capacityKva'],
  [{ id, kind: 'transformer', number: 'T1', capacityKva: '160' }, 'capacityKva'],
  [{ id, kind: 'transformer', number: 'T1', region: 'a\nb' }, 'region'],
  [{ id, kind: 'lot', number: 'L1', date: '2026-11-31' }, 'date'],
  [{ id: 'T1', kind: 'lot', number: 'L1' }, 'id'],
  [{ id, kind: 'pump', number: 'P1' }, 'kind'],
])('AST-1 %j is refused at its field %s', (value, at) => {
  const parsed = parseSchema(assetSchema, value);
  expect(parsed.ok ? parsed : parsed.fault.at).toBe(at);
});

test('AST-4 a number is found however it is written', () => {
  const assets = [transformer('T-12'), transformer('T 13'), transformer('TX/1')];
  for (const written of ['T-12', 't12', 'T 12', 't_12', 'Ｔ12']) {
    expect(assetsNumbered(assets, written).map(({ number }) => number)).toEqual(['T-12']);
  }
  expect(assetsNumbered(assets, 'T1')).toEqual([]);
  expect(assetsNumbered(assets, '--')).toEqual([]);
});

test('AST-4 assets are sorted in natural order', () => {
  const sorted = ['T10', 'T2', 't1', 'T 20'].map((number) => transformer(number)).sort(compareAssets);
  expect(sorted.map(({ number }) => number)).toEqual(['T 20', 't1', 'T2', 'T10']);
});

test('AST-4 the order of assets is the same from every start', () => {
  const numbers = fc.array(fc.string({ maxLength: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(numbers, (texts) => {
      const assets = texts.map((number) => transformer(number));
      expect([...assets].reverse().sort(compareAssets)).toEqual([...assets].sort(compareAssets));
    }),
  );
});

test('AST-4 a search matches each of its words in the number or a fact', () => {
  const asset = transformer('T-12', { location: 'Kandy Road', region: 'North' });
  expect(matchesAsset(asset, 't12 kandy')).toBe(true);
  expect(matchesAsset(asset, 'north T-1')).toBe(true);
  expect(matchesAsset(asset, 'south')).toBe(false);
});
