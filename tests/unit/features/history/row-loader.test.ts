import { expect, test } from 'vitest';
import type { HistoryPage, PageBounds } from '../../../../src/domain/history';
import type { InspectionSummary } from '../../../../src/domain/inspection-summary';
import { createRowLoader } from '../../../../src/features/history/row-loader';

test('REV-4 rows are read page after page until there are as many as are shown, and no further', async () => {
  const source = pagesOf(1_000);
  const loader = createRowLoader(source.read);
  await loader.ensure('all', 150);
  expect(loader.section('all').rows).toHaveLength(200);
  expect(source.reads).toBe(2);
  await loader.ensure('all', 180);
  expect(source.reads).toBe(2);
  await loader.ensure('all', 5_000);
  expect(loader.section('all')).toMatchObject({ isComplete: true });
  expect(loader.section('all').rows.map(({ id }) => id)).toEqual(
    Array.from({ length: 1_000 }, (_, place) => String(place)),
  );
});

test('REV-4 after a change the rows stay until as many are read again', async () => {
  const source = pagesOf(300);
  const loader = createRowLoader(source.read);
  await loader.ensure('all', 250);
  const lengths: number[] = [];
  loader.subscribe(() => lengths.push(loader.section('all').rows.length));
  loader.refresh();
  await loader.ensure('all', 250);
  expect(lengths.every((length) => length >= 250)).toBe(true);
  expect(source.reads).toBe(6);
});

test('REV-4 a list that is not shown any more stops reading', async () => {
  const source = pagesOf(100_000);
  const loader = createRowLoader((section, bounds) => {
    loader.stop();
    return source.read(section, bounds);
  });
  await loader.ensure('all', 100_000);
  expect(source.reads).toBe(1);
});

test('REV-4 a read that fails is reported, and reading continues when it is requested again', async () => {
  let isBroken = true;
  const source = pagesOf(10);
  const loader = createRowLoader((section, bounds) =>
    isBroken ? Promise.reject(new Error('no database')) : source.read(section, bounds),
  );
  await loader.ensure('all', 5);
  expect(loader.fault()).toEqual(new Error('no database'));
  isBroken = false;
  loader.refresh();
  await loader.ensure('all', 5);
  expect(loader.fault()).toBeUndefined();
  expect(loader.section('all').rows).toHaveLength(10);
});

/** A section of `count` rows, and how often it was read. */
function pagesOf(count: number) {
  const source = {
    reads: 0,
    read: (_section: string, { limit, after }: PageBounds): Promise<HistoryPage> => {
      source.reads += 1;
      const from = after === undefined ? 0 : Number(after.id) + 1;
      const to = Math.min(count, from + limit);
      const summaries = Array.from({ length: to - from }, (_, offset) => summaryOf(from + offset));
      const next = { id: String(to - 1), takenAt: '', score: -1 };
      return Promise.resolve(to === count ? { summaries } : { summaries, next });
    },
  };
  return source;
}

function summaryOf(place: number): InspectionSummary {
  return {
    id: String(place),
    takenAt: '2026-11-01T00:00:00.000Z',
    ...{ packId: 'p', answer: '', severity: '', delivery: 'saved', corrected: false },
    ...{ utcOffsetMinutes: 0, fileName: `${String(place)}.jpg`, packTitle: 'P' },
    thumbnail: { sha256: 'a'.repeat(64), bytes: 1, mime: 'image/jpeg', width: 1, height: 1 },
  };
}
