import { expect, test } from 'vitest';
import { english } from '../../../src/words/english';
import {
  actionText,
  anomalyTone,
  describeRefusal,
  evidenceText,
  fallbackText,
  likeliestText,
  summariseVerdict,
  trainedOnText,
} from '../../../src/words/verdict-text';
import type { TrainedOn } from '../../../src/domain/trained-on';
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
  const trainedOn = { grade: { rendered: 0, real: 500 } };
  expect(summariseVerdict(words, { grade, trainedOn })).toEqual({
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

test('REF-10 a pack without real graded pictures states what it was trained on instead of its confidence', () => {
  const support = (trainedOn?: TrainedOn) => summariseVerdict(words, { grade, trainedOn }).support;
  const rendered = 'Indicative. Trained on 4,000 rendered pictures, no real ones';
  expect(support({ grade: { rendered: 4000, real: 0 } })).toBe(rendered);
  expect(support()).toBe('Indicative. How sure it is was not checked on real pictures');
  expect(support({ grade: { rendered: 0, real: 1 } })).toContain('83%');
});

test('REF-11 what a pack was trained on is stated for real and rendered pictures', () => {
  expect(trainedOnText(words, { rendered: 400, real: 82 })).toBe('Trained on 82 real pictures and 400 rendered ones');
  expect(trainedOnText(words, { rendered: 0, real: 1 })).toBe('Trained on 1 real picture');
  expect(trainedOnText(words, { rendered: 0, real: 0 })).toBeUndefined();
});

test('REF-4 every code has a reason and a next step, and what was measured is stated', () => {
  const codes = [
    'not-thermal',
    'palette-not-read',
    'nothing-visible',
    'too-blurred',
    'bit-depth',
    'unlike-known',
    'unlike-taught',
  ];
  const texts = codes.map((code) => describeRefusal(words, { code }));
  expect(new Set(texts.flatMap(({ title, advice }) => [title, advice])).size).toBe(2 * codes.length);
  expect(texts.map(({ title }) => title).join(' ')).not.toContain('(');
  expect(describeRefusal(words, { code: 'unlike-known', advice: 'Use rainbow.' }).advice).toBe('Use rainbow.');
  expect(evidenceText(words, { measure: 'contrast', value: 3.25, atLeast: 20 })).toBe(
    'Measured: contrast 3.25, at least 20 is needed',
  );
  expect(evidenceText(words, { measure: 'grey-bits', value: 16, atMost: 8 })).toBe(
    'Measured: bits per grey sample 16, at most 8 is allowed',
  );
});

test('REF-13 a pack that is not certain names the likeliest classes with their shares, and its advice is that of no other pack', () => {
  const likeliest = [
    { label: 'scratch', title: 'Scratch', share: 0.46 },
    { label: 'dent', title: 'Dent', share: 0.41 },
  ];
  const refusal = { code: 'not-sure', likeliest };
  const trainedOn = { grade: { rendered: 0, real: 36 } };
  expect(likeliestText(words, refusal, trainedOn)).toBe('Not certain: Scratch 46% and Dent 41%');
  expect(describeRefusal(words, refusal).advice).not.toMatch(/sheet|flat|against the light/);
  const nearest = { label: 'scratch', title: 'Scratch', confidence: 0.46 };
  expect(likeliestText(words, { code: 'not-sure', nearest }, trainedOn)).toBe('Not certain: Scratch 46%');
  expect(likeliestText(words, { code: 'not-a-sheet', nearest }, trainedOn)).toBeUndefined();
  expect(likeliestText(words, refusal, { grade: { rendered: 4500, real: 0 } })).toBeUndefined();
});

test('REF-6 a refused verdict is summarised as no verdict with its reason', () => {
  expect(summariseVerdict(words, { refused: { code: 'unlike-known' } })).toEqual({
    answer: 'No verdict',
    support: 'This picture is unlike anything this pack knows.',
    tone: 'unknown',
  });
});

test('SCR-16 REF-3 a refused grade names no grade', () => {
  const summary = summariseVerdict(words, { grade: { ...grade, refused: 'not-a-sheet' } });
  expect(summary).toEqual({ answer: 'No verdict', support: 'This does not look like a sheet.', tone: 'unknown' });
});

test('SCR-16 an unknown reason of an imported pack is shown in a sentence with advice', () => {
  expect(describeRefusal(words, { code: 'too-dark' }).title).toBe('The pack cannot judge this picture (too-dark).');
  expect(describeRefusal(words, { code: 'too-dark' }).advice).toContain('Take the photo again');
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
