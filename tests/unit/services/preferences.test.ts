import { expect, test } from 'vitest';
import { openPreferences, restorePreferences } from '../../../src/services/preferences';

const defaults = { theme: 'system', backend: 'auto', report: { client: '', inspector: '', logo: '' } };

test('SCR-36 returns valid preferences for any stored text', () => {
  const stored = [null, '', 'nonsense', '7', 'null', '[]', '{"theme":"purple","backend":3,"packId":null}'];
  expect(stored.map(restorePreferences)).toEqual(stored.map(() => defaults));
});

test('SCR-2 reads back the pack chosen last', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
  openPreferences(() => storage).change({ packId: 'transformer-thermal' });
  expect(openPreferences(() => storage).read()).toEqual({ ...defaults, packId: 'transformer-thermal' });
});

test('SCR-36 keeps a choice until the page is closed where site data is blocked', () => {
  const preferences = openPreferences(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  preferences.change({ theme: 'dark' });
  expect(preferences.read().theme).toBe('dark');
});

test('CAP-20 remembers the sunlight theme', () => {
  expect(restorePreferences('{"theme":"sunlight"}').theme).toBe('sunlight');
});
