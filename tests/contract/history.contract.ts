/** Summaries, filters and counters (`docs/spec/storage.md`), on any IndexedDB. */
import type { DayCount, HistoryFilter } from '../../src/domain/history';
import type { InspectionSummary } from '../../src/domain/inspection-summary';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { allOf, byScoreThenTime, idsOf, markDelivered, matches, newest, save, saveMany } from './history-records';
import { valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

export function historyContract({ withStorage }: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-26 a summary follows its record and its changes through every state', () =>
      withStorage(async (storage) => {
        const { inspections, outbox } = storage;
        await save(storage, { id: 'one' });
        await expectDelivery(storage, 'waiting');
        valueOf(await outbox.markSent('one', '2026-01-01T00:00:00.000Z'));
        await expectDelivery(storage, 'sending');
        valueOf(await outbox.setAside('one', { kind: 'damaged-blob', sha256: 'a' }));
        await expectDelivery(storage, 'attention');
        valueOf(await outbox.requeue('one'));
        await expectDelivery(storage, 'sending');
        await markDelivered(storage, 'one');
        await expectDelivery(storage, 'delivered');
        valueOf(await inspections.edit('one', { note: 'edited' }));
        await expectDelivery(storage, 'waiting');
        const [edited] = valueOf(await outbox.page({ limit: 1 }));
        valueOf(await outbox.discard(edited?.changeId ?? ''));
        await expectDelivery(storage, 'delivered');
        valueOf(await inspections.remove('one'));
        expectEqual(await allOf(storage, newest({})), []);
        await expectCountersRight(storage);
      }),
    ),
    scenario('STO-26 a discarded first change leaves the record saved on this device only', () =>
      withStorage(async (storage) => {
        await save(storage, { id: 'one' });
        valueOf(await storage.outbox.discard('one'));
        await expectDelivery(storage, 'saved');
      }),
    ),
    scenario('STO-26 a summary has what a list shows of a record', () =>
      withStorage(async (storage) => {
        const record = await save(storage, { id: 'one', assetId: 'T-17', score: 0.75 });
        const [summary] = await allOf(storage, newest({}));
        const { takenAt, fileName, packTitle, thumbnail } = record;
        expectEqual(
          { ...summary, utcOffsetMinutes: undefined, grade: undefined, anomaly: undefined },
          {
            ...{ id: 'one', takenAt, packId: 'rubber-sheet', answer: 'rss1', severity: 'inspect', delivery: 'waiting' },
            ...{ corrected: false, assetId: 'T-17', fileName, packTitle, thumbnail, map: record.anomaly?.map },
          },
        );
        expectEqual(summary?.grade?.confidence, 0.75);
        expectEqual(summary?.anomaly?.score, 0.75);
      }),
    ),
    scenario(
      'STO-27 each filter and combination, in every order, gives the pages that a scan of everything gives',
      () =>
        withStorage(async (storage) => {
          await saveMany(storage, 60);
          const all = await allOf(storage, newest({}));
          expectEqual(all.length, 60);
          for (const filter of combinations(all)) {
            const wanted = all.filter((summary) => matches(summary, filter));
            expectEqual(idsOf(await allOf(storage, newest(filter))), idsOf(wanted));
            expectEqual(idsOf(await allOf(storage, { filter, sort: 'oldest' })), idsOf(wanted.toReversed()));
            const byScore = idsOf([...wanted].sort(byScoreThenTime));
            expectEqual(idsOf(await allOf(storage, { filter, sort: 'highest-score' })), byScore);
            expectEqual(idsOf(await allOf(storage, { filter, sort: 'lowest-score' })), byScore.toReversed());
            expectEqual(valueOf(await storage.history.count(filter)), wanted.length);
          }
          await expectCountersRight(storage);
        }),
    ),
    scenario(
      'STO-27 text of the file name is found in any case; a page without a match gives the position of the next one',
      () =>
        withStorage(async (storage) => {
          await saveMany(storage, 12);
          await save(storage, { id: 'named', fileName: 'Sheet-SPECIAL.jpg', takenAt: '2025-01-01T00:00:00.000Z' });
          const query = { ...newest({ packId: 'rubber-sheet' }), text: 'special' };
          expectEqual(idsOf(await allOf(storage, query)), ['named']);
          expectEqual(idsOf(await allOf(storage, { ...query, filter: {} })), ['named']);
          expectEqual(await allOf(storage, { ...query, text: 'nowhere' }), []);
        }),
    ),
    scenario('STO-34 inspections of one asset or batch are found by its id, newest first, and follow edits', () =>
      withStorage(async (storage) => {
        const { history, inspections } = storage;
        await save(storage, { id: 'old', assetId: 'T-17', takenAt: '2026-01-01T08:00:00.000Z' });
        await save(storage, { id: 'new', assetId: 'T-17', batchId: 'B-1', takenAt: '2026-01-02T08:00:00.000Z' });
        await save(storage, { id: 'other', batchId: 'B-1' });
        const ofAsset = { name: 'assetId', value: 'T-17' } as const;
        expectEqual(idsOf(valueOf(await history.linked(ofAsset, 10))), ['new', 'old']);
        expectEqual(idsOf(valueOf(await history.linked(ofAsset, 1))), ['new']);
        expectEqual(idsOf(valueOf(await history.linked({ name: 'batchId', value: 'B-1' }, 10))), ['new', 'other']);
        valueOf(await inspections.edit('new', { assetId: null }));
        expectEqual(idsOf(valueOf(await history.linked(ofAsset, 10))), ['old']);
        expectEqual(valueOf(await history.linked({ name: 'jobId', value: 'T-17' }, 10)), []);
      }),
    ),
    scenario('STO-28 counters of days follow saving, delivery and deleting, by the local day of the picture', () =>
      withStorage(async (storage) => {
        const { history, inspections } = storage;
        await save(storage, { id: 'evening', takenAt: '2026-01-01T23:00:00.000Z' });
        await save(storage, { id: 'next', takenAt: '2026-01-02T10:00:00.000Z' });
        const group = { packId: 'rubber-sheet', answer: 'rss1', severity: '', delivery: 'waiting', corrected: false };
        expectEqual(valueOf(await history.dayCounts({ firstDay: '2026-01-01', lastDay: '2026-01-02' })), [
          { day: '2026-01-02', ...group, count: 2 },
        ]);
        valueOf(await inspections.remove('next'));
        await markDelivered(storage, 'evening');
        expectEqual(valueOf(await history.dayCounts({ firstDay: '2026-01-02', lastDay: '2026-01-31' })), [
          { day: '2026-01-02', ...group, delivery: 'delivered', count: 1 },
        ]);
        valueOf(await inspections.remove('evening'));
        expectEqual(valueOf(await history.dayCounts({ firstDay: '2026-01-01', lastDay: '2026-01-31' })), []);
        expectEqual(valueOf(await history.facetCounts()), []);
      }),
    ),
  ];
}

/** Every combination of one value of each facet or none, with and without dates. */
function combinations(all: readonly InspectionSummary[]): readonly HistoryFilter[] {
  const sample = all[5];
  if (sample === undefined) throw new Error('there are too few summaries');
  const { packId, answer, severity, delivery, batchId } = sample;
  const dates = { firstDay: '2026-01-03', lastDay: '2026-01-06' };
  const parts: readonly HistoryFilter[] = [
    { packId },
    { answer },
    { severity },
    { delivery },
    dates,
    batchId === undefined ? {} : { batchId },
  ];
  return parts.reduce<readonly HistoryFilter[]>(
    (filters, part) => [...filters, ...filters.map((filter) => ({ ...filter, ...part }))],
    [{}],
  );
}

async function expectDelivery(storage: StorageFixture, delivery: string): Promise<void> {
  const [summary] = await allOf(storage, newest({}));
  expectEqual(summary?.delivery, delivery);
  await expectCountersRight(storage);
}

/** The counters are what a count of all summaries gives. */
async function expectCountersRight(storage: StorageFixture): Promise<void> {
  const counted = new Map<string, number>();
  for (const { packId, answer, severity, delivery } of await allOf(storage, newest({}))) {
    const name = JSON.stringify({ packId, answer, severity, delivery });
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  const stored = valueOf(await storage.history.facetCounts());
  const rows = stored.map(({ count, ...facets }) => [JSON.stringify(facets), count] as const);
  expectEqual(Object.fromEntries([...rows].sort()), Object.fromEntries([...counted].sort()));
  expectEqual(
    sumByFacets(valueOf(await storage.history.dayCounts({ firstDay: '', lastDay: '9' }))),
    Object.fromEntries([...counted].sort()),
  );
}

/** The counters of all days together. */
function sumByFacets(days: readonly DayCount[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { packId, answer, severity, delivery, count } of days) {
    const name = JSON.stringify({ packId, answer, severity, delivery });
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort());
}
