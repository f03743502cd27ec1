import { expect, test } from 'vitest';
import { commandOf, keyHelp } from '../../../../src/features/history/history-keys';

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const anywhere = { isOnPicture: false, hasSingleKeys: true };
const onPicture = { isOnPicture: true, hasSingleKeys: true };

test('REV-5 letters work anywhere, arrow keys and Space only on a picture, so that the page still scrolls', () => {
  expect(commandOf({ ...plain, key: 'j' }, anywhere)).toMatchObject({ kind: 'move', step: 1, isExtending: false });
  expect(commandOf({ ...plain, key: 'K', shiftKey: true }, anywhere)).toMatchObject({ step: -1, isExtending: true });
  expect(commandOf({ ...plain, key: 'ArrowDown' }, anywhere)).toBeUndefined();
  expect(commandOf({ ...plain, key: ' ' }, anywhere)).toBeUndefined();
  expect(commandOf({ ...plain, key: 'ArrowDown' }, onPicture)).toMatchObject({ kind: 'move', by: 'line' });
  expect(commandOf({ ...plain, key: ' ' }, onPicture)).toEqual({ kind: 'toggle' });
});

test('REV-5 keys of the browser are left alone', () => {
  for (const key of ['r', 'c', '1', 'ArrowLeft']) {
    expect(commandOf({ ...plain, key, ctrlKey: true }, onPicture)).toBeUndefined();
    expect(commandOf({ ...plain, key, altKey: true }, onPicture)).toBeUndefined();
  }
  expect(commandOf({ ...plain, key: 'a', ctrlKey: true }, onPicture)).toEqual({ kind: 'select-all' });
});

test('REV-5 single keys can be switched off; Escape and the keys of a picture still work', () => {
  const off = { isOnPicture: true, hasSingleKeys: false };
  expect(commandOf({ ...plain, key: 'j' }, off)).toBeUndefined();
  expect(commandOf({ ...plain, key: 'Escape' }, off)).toEqual({ kind: 'clear' });
  expect(commandOf({ ...plain, key: 'ArrowRight' }, off)).toMatchObject({ kind: 'move' });
});

test('REV-5 the help lists every single key', () => {
  const listed = keyHelp.flatMap(({ keys }): readonly string[] => keys);
  for (const key of ['J', 'K', 'X', '1', '2', '3', '4', '0', 'C', 'A', 'R', '#', 'U', 'M', 'V', '/', '?']) {
    expect(listed).toContain(key);
    expect(commandOf({ ...plain, key }, anywhere)).toBeDefined();
  }
});
