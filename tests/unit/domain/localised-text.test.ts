import { expect, test } from 'vitest';
import { textIn } from '../../../src/domain/localised-text';

const title = { en: 'Rubber sheet', hi: 'रबर शीट', 'pt-BR': 'Folha de borracha' };

test('PACK-9 a plain text is the same in every language', () => {
  expect(textIn('Rubber sheet', 'hi')).toBe('Rubber sheet');
});

test('PACK-9 a text is taken in the language, else in its base language, else in English', () => {
  expect(textIn(title, 'pt-BR')).toBe('Folha de borracha');
  expect(textIn(title, 'hi-IN')).toBe('रबर शीट');
  expect(textIn(title, 'pt')).toBe('Rubber sheet');
  expect(textIn(title, 'fr')).toBe('Rubber sheet');
});

test('PACK-9 names that every object inherits are not languages', () => {
  expect(textIn(title, 'constructor')).toBe('Rubber sheet');
  expect(textIn(title, '__proto__')).toBe('Rubber sheet');
});
