/**
 * Migrations 0003 to 0008: every record of version 2 gets its summary, its counters, and a row that the database reads by
 * id; the counters of days distinguish delivery states.
 */
import versionEleven from '../fixtures/database/version-11.json';
import versionTen from '../fixtures/database/version-10.json';
import versionEight from '../fixtures/database/version-8.json';
import versionSeven from '../fixtures/database/version-7.json';
import versionSix from '../fixtures/database/version-6.json';
import versionFour from '../fixtures/database/version-4.json';
import versionFive from '../fixtures/database/version-5.json';
import versionThree from '../fixtures/database/version-3.json';
import versionTwo from '../fixtures/database/version-2.json';
import { createPackVersionRepository } from '../../src/storage/pack-versions';
import { itemLabel } from '../../src/domain/shared-item';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { withOldStorage } from './old-database.contract';
import { valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

export function summaryMigrationContract(host: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-29 a database of version 2 opens with every record as it was', () =>
      withOldStorage(host, versionTwo, async ({ inspections }) => {
        const rows = rowsOf('inspections');
        expectEqual(rows.length, 9);
        for (const { record } of rows as readonly { readonly record: { readonly id: string } }[]) {
          expectEqual(sorted(valueOf(await inspections.byId(record.id))), sorted(record));
        }
      }),
    ),
    scenario('STO-29 each record has a summary with its state of delivery, and the counters are right', () =>
      withOldStorage(host, versionTwo, expectSummaries),
    ),
    scenario('STO-31 a database of version 3 opens with every record, summary and counter', () =>
      withOldStorage(host, versionThree, async (storage) => {
        await expectSummaries(storage);
        const found = await Promise.all(
          Object.keys(states).map(async (id) => valueOf(await storage.inspections.byId(id))),
        );
        expectEqual(found.filter((record) => record !== undefined).length, 9);
      }),
    ),
    scenario('STO-34 a database of version 4 opens with every summary, and its records can be linked to an asset', () =>
      withOldStorage(host, versionFour, async (storage) => {
        await expectSummaries(storage);
        valueOf(await storage.inspections.edit('delivered', { assetId: 'T-17' }));
        const linked = valueOf(await storage.history.linked({ name: 'assetId', value: 'T-17' }, 10));
        expectEqual(
          linked.map(({ id }) => id),
          ['delivered'],
        );
      }),
    ),
    scenario('STO-38 a database of version 6 opens with every summary, and takes assets and jobs', () =>
      withOldStorage(host, versionSix, async (storage) => {
        await expectSummaries(storage);
        const asset = { id: '0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5e', kind: 'transformer', number: 'T1' } as const;
        valueOf(await storage.shared.save([{ type: 'asset', value: asset }]));
        expectEqual(valueOf(await storage.shared.list('asset')), [{ type: 'asset', value: asset }]);
        expectEqual(valueOf(await storage.outbox.page({ limit: 100 })).at(-1)?.kind, 'asset-saved');
      }),
    ),
    scenario('STO-39 a database of version 7 opens with every summary, asset and job, and their waiting changes', () =>
      withOldStorage(host, versionSeven, async (storage) => {
        await expectSummaries(storage);
        const [asset] = valueOf(await storage.shared.list('asset'));
        const [job] = valueOf(await storage.shared.list('job'));
        expectEqual([asset && itemLabel(asset), job && itemLabel(job)], ['T1', 'J1']);
        const kinds = valueOf(await storage.outbox.page({ limit: 100 })).map(({ kind }) => kind);
        expectEqual(kinds.slice(-2), ['asset-saved', 'job-saved']);
        expectEqual(valueOf(await storage.history.dayCounts({})).length > 0, true);
      }),
    ),
    scenario('STO-39 a database of version 8 opens with every summary and counter, and takes assets and batches', () =>
      withOldStorage(host, versionEight, async (storage) => {
        await expectSummaries(storage);
        const counted = valueOf(await storage.history.dayCounts({})).reduce((sum, { count }) => sum + count, 0);
        expectEqual(counted, 9);
        const asset = { id: '0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5e', kind: 'lot', number: 'L1' } as const;
        valueOf(await storage.shared.save([{ type: 'asset', value: asset }]));
        expectEqual(valueOf(await storage.shared.list('asset')), [{ type: 'asset', value: asset }]);
        expectEqual(valueOf(await storage.batches.unfinished()), []);
      }),
    ),
    scenario(
      'STO-39 a database of version 10 opens with its counters in one row per day, and they follow its records',
      () =>
        withOldStorage(host, versionTen, async (storage) => {
          await expectSummaries(storage);
          const { history, inspections } = storage;
          const days = valueOf(await history.dayCounts({}));
          const ofOld = days.map(({ corrected, ...count }) => ({ ...count, group: '', corrected: corrected ? 1 : 0 }));
          expectEqual(linesOf(ofOld), linesOf(oldRows('groupCounts')));
          expectEqual(linesOf(valueOf(await history.measures('', '9'))), linesOf(oldRows('measureCounts')));
          const all = valueOf(await history.page({ filter: {}, sort: 'newest' }, { limit: 100 })).summaries;
          for (const { id } of all) valueOf(await inspections.remove(id));
          expectEqual(valueOf(await history.dayCounts({})), []);
          expectEqual(valueOf(await history.measures('', '9')), []);
        }),
    ),
    scenario('STO-39 a database of version 11 opens with what its packs learned, named as now', () =>
      withOldStorage(host, versionEleven, async (storage) => {
        await expectSummaries(storage);
        const [taught, learned] = valueOf(await createPackVersionRepository(storage.connection).list());
        expectEqual(taught?.origin, { kind: 'taught' });
        const report = learned?.origin.kind === 'learned' ? learned.origin.report : undefined;
        expectEqual(
          report?.examples.map(({ kind, rows }) => [kind, rows]),
          [['normal', 4]],
        );
        const rows = [report?.before, report?.after].map((state) => state?.parameters.exampleRows);
        expectEqual(rows, [0, 4]);
        expectEqual(/lesson/i.test(JSON.stringify(learned)), false);
      }),
    ),
    scenario('REV-2 a database of version 5 opens with its counters; notes are found, maps and regions are known', () =>
      withOldStorage(host, versionFive, expectReviewed),
    ),
    scenario('REV-2 a database of version 2 opens with its counters; notes are found, maps and regions are known', () =>
      withOldStorage(host, versionTwo, expectReviewed),
    ),
    scenario('STO-29 the changes that wait keep their texts, and records can be edited and deleted as before', () =>
      withOldStorage(host, versionTwo, async ({ inspections, outbox, history }) => {
        const before = valueOf(await outbox.page({ limit: 100 }));
        const texts = rowsOf('outbox').map((row) =>
          'text' in Object(row) ? String(Reflect.get(Object(row), 'text')) : '',
        );
        expectEqual(before.map(({ text }) => text).sort(), texts.sort());
        valueOf(await inspections.edit('delivered', { note: 'after the migration' }));
        expectEqual(valueOf(await history.count({ delivery: 'waiting' })), 5);
        valueOf(await inspections.remove('sent'));
        expectEqual(valueOf(await history.count({ delivery: 'sending' })), 0);
        expectEqual(valueOf(await outbox.page({ limit: 100 })).at(-1)?.kind, 'deleted');
      }),
    ),
  ];
}

/** The records of both fixtures, with their delivery states. */
const states = {
  imported: 'waiting',
  edited: 'waiting',
  delivered: 'delivered',
  discarded: 'saved',
  refused: 'attention',
  sent: 'sending',
  queued: 'waiting',
  '87b83d82-39b4-46ad-b009-3939569cf1ac': 'waiting',
  'c97db5ce-5852-4e4d-8bda-129f9f66ee87': 'delivered',
} as const;

export async function expectSummaries({ history }: StorageFixture): Promise<void> {
  const { summaries } = valueOf(await history.page({ filter: {}, sort: 'newest' }, { limit: 100 }));
  expectEqual(Object.fromEntries(summaries.map(({ id, delivery }) => [id, delivery])), states);
  expectEqual(valueOf(await history.count({ delivery: 'waiting' })), 4);
  expectEqual(valueOf(await history.count({ packId: 'rubber-sheet' })), 8);
  const days = valueOf(await history.dayCounts({ firstDay: '2026-11-01', lastDay: '2026-11-30' }));
  const countsOfDays = days.map(({ day, delivery, count }) => [day, delivery, count]);
  expectEqual(countsOfDays.map(String).sort(), [
    '2026-11-21,delivered,1',
    '2026-11-21,waiting,1',
    '2026-11-22,attention,1',
    '2026-11-22,delivered,1',
    '2026-11-22,saved,1',
    '2026-11-22,sending,1',
    '2026-11-22,waiting,3',
  ]);
  expectEqual(valueOf(await history.count({ firstDay: '2026-11-22', delivery: 'waiting' })), 3);
  const ofPack = { filter: { packId: 'rubber-sheet' }, sort: 'highest-score' } as const;
  expectEqual(valueOf(await history.page(ofPack, { limit: 100 })).summaries.length, 8);
}

/** What the review reads of each record: its note, its map, its regions and its measures. */
async function expectReviewed(storage: StorageFixture): Promise<void> {
  await expectSummaries(storage);
  const { history } = storage;
  const noted = { filter: {}, text: 'SCRATCH', sort: 'newest' } as const;
  expectEqual(
    valueOf(await history.page(noted, { limit: 10 })).summaries.map(({ id }) => id),
    ['edited'],
  );
  const all = valueOf(await history.page({ filter: {}, sort: 'newest' }, { limit: 100 })).summaries;
  for (const { id, anomaly, map } of all) {
    expectEqual(map, valueOf(await storage.inspections.byId(id))?.anomaly?.map);
    expectEqual(map === undefined, anomaly === undefined);
  }
  const measures = valueOf(await history.measures('', '9'));
  const total = (name: string) =>
    measures.filter(({ measure }) => measure === name).reduce((sum, { count }) => sum + count, 0);
  expectEqual(total('score'), all.filter(({ anomaly }) => anomaly !== undefined).length);
  expectEqual(total('confidence') > 0, true);
}

function oldRows(store: string): readonly object[] {
  const rows: readonly unknown[] = versionTen.stores.find(({ name }) => name === store)?.rows ?? [];
  return rows.map((row) => Object(row) as object);
}

/** As JSON, sorted. */
function linesOf(rows: readonly object[]): readonly string[] {
  return rows.map((row) => JSON.stringify(sorted(row))).sort();
}

function rowsOf(store: string): readonly unknown[] {
  return versionTwo.stores.find(({ name }) => name === store)?.rows ?? [];
}

/** As JSON with its fields in order. */
function sorted(value: unknown): unknown {
  return Object.fromEntries(Object.entries(Object(value) as object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
