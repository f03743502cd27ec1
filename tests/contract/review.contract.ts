/** Filters and counters of the review (`docs/spec/review.md`), on any IndexedDB. */
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { allOf, byScoreThenTime, idsOf, matches, newest, save, saveMany, scoreOf } from './history-records';
import { valueOf, type StorageHost } from './storage-fixture';

export function reviewContract({ withStorage }: StorageHost): readonly ContractCase[] {
  return [
    scenario('REV-1 a range of scores, within a pack, a batch or all, gives the pages that a scan gives', () =>
      withStorage(async (storage) => {
        await saveMany(storage, 40);
        const all = await allOf(storage, newest({}));
        for (const filter of [{}, { packId: 'castings' }, { batchId: 'B-1' }, { batchId: 'B-1', packId: 'castings' }]) {
          const range = { ...filter, leastScore: 0.4, mostScore: 0.8 };
          const wanted = all.filter(
            (summary) => matches(summary, filter) && scoreOf(summary) >= 0.4 && scoreOf(summary) <= 0.8,
          );
          expectEqual(idsOf(await allOf(storage, newest(range))), idsOf(wanted));
          const byScore = await allOf(storage, { filter: range, sort: 'highest-score' });
          expectEqual(idsOf(byScore), idsOf([...wanted].sort(byScoreThenTime)));
          expectEqual(valueOf(await storage.history.count(range)), undefined);
        }
      }),
    ),
    scenario('REV-1 text is found in a note that was written later, in any case', () =>
      withStorage(async (storage) => {
        await saveMany(storage, 3);
        await save(storage, { id: 'noted' });
        valueOf(await storage.inspections.edit('noted', { note: 'Loose JOINT at the bushing' }));
        expectEqual(idsOf(await allOf(storage, { ...newest({}), text: 'loose joint' })), ['noted']);
      }),
    ),
    scenario('REV-2 counters of regions, confidences and scores follow the records of a day', () =>
      withStorage(async (storage) => {
        const { history, inspections } = storage;
        await save(storage, { id: 'one', score: 0.5, kinds: ['Hot joint', 'Hot joint', 'Hot wire'] });
        await save(storage, { id: 'two', score: 0.95, kinds: ['Hot wire'] });
        const found = valueOf(await history.measures('2026-01-01', '2026-01-31'));
        const lines = found.map(({ measure, value, count }) => `${measure} ${value} ${String(count)}`);
        expectEqual(lines, ['region Hot joint 2', 'region Hot wire 2', 'confidence 7 2', 'score 5 1', 'score 9 1']);
        for (const id of ['one', 'two']) valueOf(await inspections.remove(id));
        expectEqual(valueOf(await history.measures('', '9')), []);
      }),
    ),
    scenario('REV-2 a group has its own counters per day, which follow an inspection to another group', () =>
      withStorage(async (storage) => {
        const { history, inspections } = storage;
        await save(storage, { id: 'one', assetId: 'T-17', score: 0.9 });
        await save(storage, { id: 'two', assetId: 'T-17', score: 0.1 });
        await save(storage, { id: 'three', score: 0.9 });
        valueOf(await inspections.edit('two', { assetId: 'T-18' }));
        expectEqual(valueOf(await history.count({ assetId: 'T-17' })), 1);
        expectEqual(valueOf(await history.count({ assetId: 'T-18', severity: 'pass' })), 1);
        const days = valueOf(await history.dayCounts({ assetId: 'T-17' }));
        expectEqual(
          days.map(({ day, severity, count }) => [day, severity, count]),
          [['2026-01-01', 'inspect', 1]],
        );
        expectEqual(valueOf(await history.count({ assetId: 'T-17', batchId: 'B-1' })), undefined);
      }),
    ),
    scenario('REV-2 facets have the titles that their pack gives them', () =>
      withStorage(async (storage) => {
        await save(storage, { id: 'one', score: 0.9 });
        const titles = { packTitle: 'Rubber sheet', answerTitle: 'RSS 1', severityTitle: 'inspect' };
        expectEqual(valueOf(await storage.history.facetTitles()), [
          {
            packId: 'rubber-sheet',
            packTitle: titles.packTitle,
            answer: 'rss1',
            answerTitle: titles.answerTitle,
            severity: 'inspect',
            severityTitle: titles.severityTitle,
          },
        ]);
      }),
    ),
  ];
}
