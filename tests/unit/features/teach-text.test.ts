import { expect, test } from 'vitest';
import { describePromise } from '../../../src/features/teach/promise-text';
import { english } from '../../../src/words/english';
import { createWords } from '../../../src/words/words';

const words = createWords({ tag: 'en' }, english);

test('TCH-48 the screen states the false-alarm rate of so many good pictures, rounded up, and that of more pictures', () => {
  expect(describePromise(words, 5)).toBe(
    'With 5 good pictures: of 100 good pieces, at most 17 are reported as unusual on average. With 9 pictures: at most 10 of 100. With 19 pictures: at most 5 of 100.',
  );
  expect(describePromise(words, 1)).toContain(
    'one picture is too few to state how many are false alarms. With 9 pictures: at most 10 of 100.',
  );
  expect(describePromise(words, 50)).toBe(
    'With 50 good pictures: of 100 good pieces, at most 5 are reported as unusual on average.',
  );
});
