import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Asset } from '../../../src/domain/asset';
import { defaultPattern, isPattern, matchFileName, numberInName } from '../../../src/domain/file-name-pattern';

const assets: readonly Asset[] = ['T-12', 'T-13', 'T 13'].map((number, place) => ({
  id: `0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5${place}`,
  kind: 'transformer',
  number,
}));

test.each([
  [defaultPattern, 'T12_IR_0001.jpg', 'T12'],
  [defaultPattern, 'folder/T12_IR_0001.JPG', 'T12'],
  [defaultPattern, 'IMG0001.jpg', undefined],
  [defaultPattern, '_0001.jpg', undefined],
  ['IR_*_{asset}', 'IR_2026-11-21_T12.jpg', 'T12'],
  ['{asset}', 'T12.tar.jpg', 'T12.tar'],
  ['*({asset})*', 'FLIR (T12) a.jpg', 'T12'],
  ['{asset}{asset}', 'T12T12.jpg', undefined],
  ['no mark', 'no mark.jpg', undefined],
])('AST-7 with %s the number in %s is %s', (pattern, name, number) => {
  expect(numberInName(pattern, name)).toBe(number);
});

test('AST-7 a known number, an unknown one, one of several assets, and no number are distinguished', () => {
  const found = (name: string) => matchFileName(defaultPattern, name, assets);
  expect(found('t12_1.jpg')).toMatchObject({ kind: 'asset', asset: { number: 'T-12' } });
  expect(found('T14_1.jpg')).toEqual({ kind: 'unknown', number: 'T14' });
  expect(found('T13_1.jpg')).toEqual({ kind: 'ambiguous', number: 'T13' });
  expect(found('T12.jpg')).toEqual({ kind: 'no-number' });
});

test('AST-7 a sign of regular expressions in a pattern stands for itself', () => {
  expect(numberInName('IR-{asset}(1)', 'IR-T12(1).jpg')).toBe('T12');
  expect(numberInName('IR.{asset}', 'IR-T12.jpg')).toBeUndefined();
});

test('AST-7 the search fails for no pattern and no file name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (pattern, name) => {
      const number = numberInName(`${pattern}{asset}`, name);
      if (!isPattern(`${pattern}{asset}`)) expect(number).toBeUndefined();
      else if (number !== undefined) expect(name).toContain(number);
    }),
  );
});
