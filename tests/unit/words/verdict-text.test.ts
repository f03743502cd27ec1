import { expect, test } from 'vitest';
import { english } from '../../../src/words/english';
import {
  actionText,
  anomalyTone,
  describeRefusal,
  fallbackText,
  summariseVerdict,
} from '../../../src/words/verdict-text';
import { createWords } from '../../../src/words/words';

const words = createWords({ tag: 'en' }, english);

const grade = {
  label: 'rss-3',
  title: 'RSS 3',
  confidence: 0.834,
  probabilities: [
    { label: 'rss-2', title: 'RSS 2', probability: 0.166 },
    { label: 'rss-3', title: 'RSS 3', probability: 0.834 },
  ],
  indicative: true,
};

test('SCR-10 a grade is summarised with its confidence in words and per cent', () => {
  expect(summariseVerdict(words, { grade })).toEqual({
    answer: 'RSS 3',
    support: 'Fairly sure, 83%, indicative',
    tone: 'info',
  });
});

test('SCR-10 an anomaly is summarised with level, score and action', () => {
  const anomaly = { score: 0.856, isAnomalous: true, level: 'Faulty', levelTitle: 'Critical', action: 'critical' };
  expect(summariseVerdict(words, { anomaly })).toEqual({
    answer: 'Critical',
    support: 'Score 86 of 100 · Act now: have it checked',
    tone: 'bad',
  });
});

test('VRD-8 a title of an earlier thermal pack is shown as the present title of its level, others as they are', () => {
  const answerOf = (level: string, levelTitle: string) =>
    summariseVerdict(words, { anomaly: { score: 0.6, isAnomalous: true, level, levelTitle, action: 'inspect' } })
      .answer;
  expect(answerOf('Overloway', 'Overload')).toBe('Serious');
  expect(answerOf('Potential', 'Potential')).toBe('Watch');
  expect(answerOf('Faulty', 'Faulty')).toBe('Critical');
  expect(answerOf('Overloway', 'Serious')).toBe('Serious');
  expect(answerOf('Disturbed', 'Overload')).toBe('Overload');
});

test('SCR-10 an action that only an imported pack knows is shown as the pack writes it', () => {
  expect(actionText(words, 'call the office')).toBe('call the office');
  expect(anomalyTone({ isAnomalous: false, action: 'call the office' })).toBe('ok');
});

test('SCR-16 a refused grade names no grade', () => {
  const summary = summariseVerdict(words, { grade: { ...grade, refused: 'not-a-sheet' } });
  expect(summary).toEqual({ answer: 'No grade', support: 'This does not look like a sheet.', tone: 'unknown' });
});

test('SCR-16 an unknown reason of an imported pack is shown in a sentence with advice', () => {
  expect(describeRefusal(words, 'too-dark').title).toBe('The pack cannot grade this picture (too-dark).');
  expect(describeRefusal(words, 'too-dark').advice).toContain('Take the photo again');
});

test('SCR-47 the reason why the GPU was not used is a sentence; the English text of older records is shown unchanged', () => {
  const slower = { kind: 'slower', candidateMs: 800, trustedMs: 40 } as const;
  expect(fallbackText(words, { backend: 'wasm', fallback: slower })).toBe('The GPU was slower: 800ms instead of 40ms.');
  const wrong = { kind: 'wrong-numbers', what: 'probabilities', worst: 0.25, tolerance: 0.001 } as const;
  expect(fallbackText(words, { backend: 'wasm', fallback: wrong })).toContain(
    '(probabilities: off by 0.25, allowed 0.001)',
  );
  expect(fallbackText(words, { backend: 'wasm', fallback: { kind: 'no-adapter' } })).toContain('no GPU');
  expect(fallbackText(words, { backend: 'wasm', fallbackReason: 'webgpu: no adapter' })).toBe('webgpu: no adapter');
  expect(fallbackText(words, { backend: 'webgpu' })).toBeUndefined();
});
