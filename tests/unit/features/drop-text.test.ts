import { expect, test } from 'vitest';
import { describeDrop } from '../../../src/features/inspect/drop-text';
import { english } from '../../../src/words/english';
import { createWords } from '../../../src/words/words';

const words = createWords({ tag: 'en' }, english);
const nothing = {
  ...{ count: 0, hasFolder: false, hasArchive: false, isCut: false },
  ...{ skipped: [], unreadable: [], archives: [] },
};

test('SCR-19 names what a dropped folder holds besides pictures, at most three by name', () => {
  const skipped = ['a.txt', 'b.txt', 'c.pdf', 'd.mp4', 'e.mp4'];
  expect(describeDrop(words, { ...nothing, count: 1, hasFolder: true, skipped })).toEqual({
    title: 'Some files were left out.',
    advice: 'Not a picture: a.txt, b.txt, c.pdf, and 2 others.',
  });
  const unreadable = describeDrop(words, { ...nothing, count: 1, hasFolder: true, unreadable: ['locked.jpg'] });
  expect(unreadable?.advice).toContain('Could not be read: locked.jpg.');
  const cut = describeDrop(words, { ...nothing, count: 1, hasFolder: true, isCut: true });
  expect(cut?.advice).toBe('The folder is too large: the first 1 picture was added.');
});

test('SCR-19 says what to do about a folder without pictures and about a drop that is no file', () => {
  expect(describeDrop(words, { ...nothing, hasFolder: true })?.title).toBe('There is no picture in this folder.');
  expect(describeDrop(words, nothing)?.title).toBe('What you dropped is not a file.');
  expect(describeDrop(words, { ...nothing, count: 1 })).toBeUndefined();
});
