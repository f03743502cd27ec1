import { expect, test } from 'vitest';
import { formatBytes, formatBytesOf, formatPercent, formatScore } from '../../../src/ui/format';
import { actionInWords, anomalyTone, describeRefusal, summariseVerdict } from '../../../src/ui/verdict-words';

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

test('SCR-17 a score just under the threshold reads 49, at the threshold 50', () => {
  expect([0.4999, 0.5, 0.504].map(formatScore)).toEqual(['49', '50', '50']);
});

test('SCR-17 only certainty reads as 100 %', () => {
  expect([0.9999, 1, 0.004].map(formatPercent)).toEqual(['99 %', '100 %', '0 %']);
});

test('SCR-1 bytes are told in one unit', () => {
  expect([formatBytes(999), formatBytes(12_400), formatBytes(4_210_000)]).toEqual(['999 B', '12 kB', '4.2 MB']);
  expect(formatBytesOf(1_200_000, 4_210_000)).toBe('1.2 of 4.2 MB');
});

test('SCR-10 a grade is told with how sure it is, in words and per cent', () => {
  expect(summariseVerdict({ grade })).toEqual({
    answer: 'RSS 3',
    support: 'Fairly sure, 83 %, indicative',
    tone: 'info',
  });
});

test('SCR-10 an anomaly is told with level, score and action', () => {
  const anomaly = { score: 0.856, isAnomalous: true, levelTitle: 'Faulty', action: 'critical' };
  expect(summariseVerdict({ anomaly })).toEqual({
    answer: 'Faulty',
    support: 'Score 86 of 100, act now: have it checked',
    tone: 'bad',
  });
});

test('SCR-10 the words of a foreign pack are shown as they are', () => {
  expect(actionInWords('call the office')).toBe('Call the office');
  expect(anomalyTone({ isAnomalous: false, action: 'call the office' })).toBe('ok');
});

test('SCR-16 a refused grade names no grade', () => {
  const summary = summariseVerdict({ grade: { ...grade, refused: 'not-a-sheet' } });
  expect(summary).toEqual({ answer: 'No grade', support: 'This does not look like a sheet.', tone: 'unknown' });
});

test('SCR-16 a reason of a foreign pack becomes a sentence with advice', () => {
  expect(describeRefusal('too-dark').title).toBe('Too dark.');
  expect(describeRefusal('too-dark').advice).toContain('Take the photo again');
});
