import { describe, expect, test } from 'vitest';
import { english } from '../../../src/words/english';
import { nodeEnglish } from '../../../src/words/node-english';
import { createWords, type Words } from '../../../src/words/words';

const words = createWords({ tag: 'en', timeZone: 'UTC' }, english);
const german = createWords({ tag: 'de', timeZone: 'Asia/Kolkata' }, english);

describe('formats', () => {
  test('SCR-17 a score just under the threshold reads 49, at the threshold 50', () => {
    expect([0.4999, 0.5, 0.504].map(words.score)).toEqual(['49', '50', '50']);
  });

  test('SCR-17 only certainty reads as 100 %', () => {
    expect([0.9999, 1, 0.004].map(words.percent)).toEqual(['99%', '100%', '0%']);
  });

  test('SCR-48 bytes are written in the largest fitting decimal unit', () => {
    expect([1, 999, 12_400, 4_210_000, 2.5e9].map(words.bytes)).toEqual([
      '1 byte',
      '999 bytes',
      '12 kB',
      '4.2 MB',
      '2.5 GB',
    ]);
  });

  test('SCR-48 progress in bytes uses the unit of the total', () => {
    expect(words.bytesOf(1_200_000, 4_210_000)).toBe('1.2 of 4.2 MB');
  });

  test('SCR-48 durations are written in milliseconds below one second', () => {
    expect([3.25, 38, 1400].map(words.duration)).toEqual(['3.3ms', '38ms', '1.4s']);
  });

  test('SCR-48 the locale decides separators and order, the time zone the hour', () => {
    expect(german.number(1234.5, 1)).toBe('1.234,5');
    expect(german.dateTime('2026-11-21T20:00:00.000Z')).toBe('22.11.2026, 01:30');
    expect(words.dateTime('2026-11-21T20:00:00.000Z').replace('\u202f', ' ')).toBe('Nov 21, 2026, 8:00 PM');
  });
});

test('SCR-48 plurals and numbers follow the locale', () => {
  const nodeWords = createWords({ tag: 'en' }, nodeEnglish);
  const rest = { pack: 'Rubber', version: '1.0.0' };
  expect(nodeWords.say('cli.done', { done: 1, count: 1, ...rest })).toBe('1 of 1 picture done with Rubber 1.0.0.');
  expect(nodeWords.say('cli.done', { done: 999, count: 1200, ...rest })).toBe(
    '999 of 1,200 pictures done with Rubber 1.0.0.',
  );
});

test('SCR-40 the words of a Node host fit where words of the app are wanted', () => {
  const appWords: Words = createWords({ tag: 'en' }, nodeEnglish);
  expect(appWords.say('app.bytesOf', { done: '1', total: '2' })).toBe('1 of 2');
});

test('SCR-40 wrong keys and arguments do not compile', () => {
  const uses = [
    () => words.say('app.bytesOf', { done: '1', total: '2' }),
    // @ts-expect-error there is no such key
    () => words.say('format.bytesof', { done: '1', total: '2' }),
    // @ts-expect-error the app has no texts of the command line
    () => words.say('cli.done', { done: 1, count: 1, pack: '', version: '' }),
    // @ts-expect-error an argument is missing
    () => words.say('app.bytesOf', { done: '1' }),
    // @ts-expect-error all arguments are missing
    () => words.say('app.bytesOf'),
    // @ts-expect-error an argument is misspelt
    () => words.say('app.bytesOf', { done: '1', totl: '2' }),
    // @ts-expect-error an argument too many
    () => words.say('app.bytesOf', { done: '1', total: '2', more: '3' }),
    // @ts-expect-error a text placeholder takes no number: numbers are formatted
    () => words.say('app.bytesOf', { done: 1, total: '2' }),
  ];
  expect(uses).toHaveLength(8);
});
