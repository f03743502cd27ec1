import { expect, test } from 'vitest';
import type { HistoryQuery } from '../../../../src/domain/history';
import type { InspectionSummary } from '../../../../src/domain/inspection-summary';
import { countUnseen, seenPage, showAll, type SeenPictures } from '../../../../src/features/history/seen-pictures';

const byScore: HistoryQuery = { filter: {}, sort: 'highest-score' };
const bounds = { limit: 100 };

/** A history that holds pictures by the time of their inspection. */
function historyOf(takenAt: string[]) {
  return {
    page: (query: HistoryQuery, { limit }: { readonly limit: number }) => {
      const times = query.sort === 'newest' ? takenAt.toSorted().reverse() : takenAt;
      const summaries = times.slice(0, limit).map((time) => ({ id: time, takenAt: time }) as InspectionSummary);
      return Promise.resolve({ summaries });
    },
  };
}

async function idsOf(history: ReturnType<typeof historyOf>, query: HistoryQuery, seen: SeenPictures) {
  return (await seenPage(history, query, bounds, seen)).summaries.map(({ id }) => id);
}

const [old, future, later] = ['2026-01-01T00:00:00.000Z', '2990-01-01T00:00:00.000Z', '2991-01-01T00:00:00.000Z'];

test('REV-10 a list in the order of the score shows what was stored when it was opened, and counts what is new', async () => {
  const times = [old, future];
  const history = historyOf(times);
  const seen: SeenPictures = {};
  expect(await idsOf(history, byScore, seen)).toEqual([old, future]);
  times.unshift(later);
  expect(await idsOf(history, byScore, seen)).toEqual([old, future]);
  expect(await countUnseen(history, byScore, seen)).toBe(1);
  times.splice(times.indexOf(old), 1);
  expect(await idsOf(history, byScore, seen)).toEqual([future]);
  showAll(seen);
  expect(await idsOf(history, byScore, seen)).toEqual([later, future]);
  expect(await countUnseen(history, byScore, seen)).toBe(0);
});

test('REV-10 a list in the order of time shows every picture at once', async () => {
  const history = historyOf([old, later]);
  const seen: SeenPictures = { until: old };
  expect(await idsOf(history, { filter: {}, sort: 'newest' }, seen)).toHaveLength(2);
  expect(await countUnseen(history, { filter: {}, sort: 'newest' }, seen)).toBe(0);
});
