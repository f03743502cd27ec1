/** How the history reads a page: the same rows in every browser, in few requests (`docs/spec/storage.md`). */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { HistoryQuery } from '../../../src/domain/history';
import { allOf, idsOf, markDelivered, matches, newest, save, saveMany } from '../../contract/history-records';
import { storageHost, valueOf, type StorageFixture } from '../../contract/storage-fixture';

const { withStorage } = storageHost();

afterEach(() => {
  vi.restoreAllMocks();
});

test('STO-27 a browser whose index reads no values backwards gives the same pages', () =>
  withStorage(async (storage) => {
    await saveMany(storage, 40);
    const queries: readonly HistoryQuery[] = [
      newest({}),
      newest({ severity: 'inspect' }),
      newest({ delivery: 'delivered', packId: 'castings' }),
      { filter: { answer: 'rss2' }, sort: 'highest-score' },
    ];
    const pages = () => Promise.all(queries.map(async (query) => idsOf(await allOf(storage, query))));
    const before = await pages();
    const { getAllRecords } = IDBIndex.prototype as { getAllRecords?: unknown };
    Reflect.deleteProperty(IDBIndex.prototype, 'getAllRecords');
    try {
      expect(await pages()).toEqual(before);
    } finally {
      Reflect.set(IDBIndex.prototype, 'getAllRecords', getAllRecords);
    }
  }));

test('STO-27 a facet that most inspections have is read from one range, in one request', () =>
  withStorage(async (storage) => {
    await saveDelivered(storage, 12, ['rss1', 'rss2', 'rss3']);
    await save(storage, { id: 'waiting', takenAt: '2026-02-01T08:00:00.000Z' });
    const reads = vi.spyOn(IDBIndex.prototype, 'getAll');
    const { summaries } = valueOf(await storage.history.page(newest({ delivery: 'delivered' }), { limit: 5 }));
    expect(idsOf(summaries)).toEqual(['d-11', 'd-10', 'd-09', 'd-08', 'd-07']);
    expect(reads).toHaveBeenCalledTimes(1);
  }));

test('STO-27 a page of a common facet is full where the newest inspections do not have it', () =>
  withStorage(async (storage) => {
    await saveDelivered(storage, 40, ['rss1', 'rss2', 'rss3']);
    for (let place = 0; place < 12; place += 1) {
      await save(storage, { id: `new-${place}`, takenAt: `2026-02-01T08:00:${String(place).padStart(2, '0')}.000Z` });
    }
    const query = newest({ delivery: 'delivered' });
    const { summaries } = valueOf(await storage.history.page(query, { limit: 5 }));
    expect(idsOf(summaries)).toEqual(['d-39', 'd-38', 'd-37', 'd-36', 'd-35']);
    const all = (await allOf(storage, newest({}))).filter((summary) => matches(summary, query.filter));
    expect(idsOf(await allOf(storage, query))).toEqual(idsOf(all));
  }));

test('STO-27 days with at most 500 inspections are complete in the order of the score, however many have higher scores', () =>
  withStorage(async (storage) => {
    for (let place = 0; place < 510; place += 1) await save(storage, { id: `high-${place}`, score: 0.9 });
    const takenAt = '2026-01-05T08:00:00.000Z';
    for (const score of [0.1, 0.3, 0.2]) await save(storage, { id: `low-${score}`, takenAt, score });
    const query = { filter: { firstDay: '2026-01-05', lastDay: '2026-01-05' }, sort: 'highest-score' } as const;
    const first = valueOf(await storage.history.page(query, { limit: 2 }));
    expect(idsOf(first.summaries)).toEqual(['low-0.3', 'low-0.2']);
    const second = valueOf(await storage.history.page(query, { limit: 2, after: first.next }));
    expect(idsOf(second.summaries)).toEqual(['low-0.1']);
    expect(second.next).toBeUndefined();
  }));

test('STO-27 a facet that nearly all inspections have is read from one range to the last row that a page examines', () =>
  withStorage(async (storage) => {
    const labels = Array.from({ length: 12 }, (_, place) => `grade-${place}`);
    for (let place = 0; place < 505; place += 1) {
      const common = { label: labels[place % labels.length] ?? '' };
      await save(storage, { ...common, id: `high-${place}`, score: 0.9, takenAt: '2026-01-01T08:00:00.000Z' });
      await save(storage, { ...common, id: `low-${place}`, score: 0.6, takenAt: '2026-01-05T08:00:00.000Z' });
    }
    const reads = vi.spyOn(IDBIndex.prototype, 'getAll');
    const filter = { severity: 'inspect', firstDay: '2026-01-05', lastDay: '2026-01-05' };
    const page = valueOf(await storage.history.page({ filter, sort: 'highest-score' }, { limit: 20 }));
    expect(page.summaries).toEqual([]);
    expect(page.next?.score).toBe(0.9);
    expect(reads.mock.contexts.map((index) => (index as IDBIndex).name)).toEqual(['byScore', 'byScore', 'byScore']);
  }));

async function saveDelivered(storage: StorageFixture, count: number, labels: readonly string[]): Promise<void> {
  for (let place = 0; place < count; place += 1) {
    const id = `d-${String(place).padStart(2, '0')}`;
    const takenAt = `2026-01-01T08:00:${String(place).padStart(2, '0')}.000Z`;
    await save(storage, { id, takenAt, label: labels[place % labels.length] ?? '' });
    await markDelivered(storage, id);
  }
}
