/** Summaries, filters and counters (`docs/spec/storage.md`), on any IndexedDB. */
import type { DayCount, HistoryFilter, HistoryPosition, HistoryQuery } from '../../src/domain/history';
import { localDayOf, type InspectionSummary } from '../../src/domain/inspection-summary';
import type { InspectionRecord } from '../../src/domain/record';
import { makeRecord } from '../support/make-record';
import { integer, pick, seededRandom } from '../support/seeded-random';
import { expectEqual, scenario, type ContractCase } from './contract-case';
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
            ...{ corrected: false, assetId: 'T-17', fileName, packTitle, thumbnail },
          },
        );
        expectEqual(summary?.grade?.confidence, 0.75);
        expectEqual(summary?.anomaly?.score, 0.75);
      }),
    ),
    scenario(
      'STO-27 each filter and combination, in both orders, gives the pages that a scan of everything gives',
      () =>
        withStorage(async (storage) => {
          await saveMany(storage, 60);
          const all = await allOf(storage, newest({}));
          expectEqual(all.length, 60);
          for (const filter of combinations(all)) {
            const wanted = all.filter((summary) => matches(summary, filter));
            expectEqual(idsOf(await allOf(storage, newest(filter))), idsOf(wanted));
            const byScore = await allOf(storage, { filter, sort: 'highest-score' });
            expectEqual(idsOf(byScore), idsOf([...wanted].sort(byScoreThenTime)));
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
          const query = { ...newest({ packId: 'rubber-sheet' }), fileName: 'special' };
          expectEqual(idsOf(await allOf(storage, query)), ['named']);
          expectEqual(idsOf(await allOf(storage, { ...query, filter: {} })), ['named']);
          expectEqual(await allOf(storage, { ...query, fileName: 'nowhere' }), []);
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
        const group = { packId: 'rubber-sheet', answer: 'rss1', severity: '', delivery: 'waiting' };
        expectEqual(valueOf(await history.dayCounts('2026-01-01', '2026-01-02')), [
          { day: '2026-01-02', ...group, count: 2 },
        ]);
        valueOf(await inspections.remove('next'));
        await markDelivered(storage, 'evening');
        expectEqual(valueOf(await history.dayCounts('2026-01-02', '2026-01-31')), [
          { day: '2026-01-02', ...group, delivery: 'delivered', count: 1 },
        ]);
        valueOf(await inspections.remove('evening'));
        expectEqual(valueOf(await history.dayCounts('2026-01-01', '2026-01-31')), []);
        expectEqual(valueOf(await history.facetCounts()), []);
      }),
    ),
  ];
}

/** The fields of a record that a test chooses; a `score` gives it an anomaly verdict. */
interface RecordPlan {
  readonly id: string;
  readonly takenAt?: string;
  readonly utcOffsetMinutes?: number;
  readonly fileName?: string;
  readonly assetId?: string;
  readonly batchId?: string;
  readonly packId?: string;
  readonly label?: string;
  readonly score?: number;
}

async function save(storage: StorageFixture, plan: RecordPlan): Promise<InspectionRecord> {
  const { id, takenAt = '2026-01-01T08:00:00.000Z', fileName = `${plan.id}.jpg`, packId = 'rubber-sheet' } = plan;
  const { record, blobs } = await makeRecord({ id, takenAt });
  const grade = record.grade === undefined ? undefined : { ...record.grade, label: plan.label ?? 'rss1' };
  const planned: InspectionRecord = {
    ...record,
    utcOffsetMinutes: plan.utcOffsetMinutes ?? record.utcOffsetMinutes,
    fileName,
    provenance: { ...record.provenance, packId },
    ...(grade === undefined ? {} : { grade }),
    ...(plan.score === undefined ? {} : { anomaly: anomalyOf(plan.score, record) }),
    ...(plan.assetId === undefined ? {} : { assetId: plan.assetId }),
    ...(plan.batchId === undefined ? {} : { batchId: plan.batchId }),
  };
  valueOf(await storage.inspections.add(planned, blobs));
  return planned;
}

function anomalyOf(score: number, { photo }: InspectionRecord): NonNullable<InspectionRecord['anomaly']> {
  const action = score >= 0.5 ? 'inspect' : 'pass';
  const verdict = { rawScore: score, score, isAnomalous: score >= 0.5, level: action, levelTitle: action, action };
  return { ...verdict, boxes: [], map: photo, mask: photo };
}

/** Seeded records of three packs in four time zones, some without a score, in every state of delivery, several within one moment. */
async function saveMany(storage: StorageFixture, count: number): Promise<void> {
  const random = seededRandom(7);
  for (let place = 0; place < count; place += 1) {
    const id = `record-${String(place).padStart(3, '0')}`;
    const takenAt = new Date(Date.UTC(2026, 0, integer(random, 1, 9))).toISOString();
    const packId = pick(random, ['rubber-sheet', 'transformer-thermal', 'castings']);
    const label = pick(random, ['rss1', 'rss2', 'rss3']);
    const score = random() < 0.7 ? integer(random, 0, 5) / 5 : undefined;
    const utcOffsetMinutes = pick(random, [-720, 0, 330, 840]);
    await save(storage, { id, takenAt, utcOffsetMinutes, packId, label, ...(score === undefined ? {} : { score }) });
    const fate = integer(random, 0, 4);
    if (fate === 1) valueOf(await storage.outbox.markSent(id, takenAt));
    if (fate === 2) valueOf(await storage.outbox.setAside(id, { kind: 'damaged-blob', sha256: 'a' }));
    if (fate === 3) await markDelivered(storage, id);
    if (fate === 4) valueOf(await storage.outbox.discard(id));
  }
}

/** Every combination of one value of each facet or none, with and without dates. */
function combinations(all: readonly InspectionSummary[]): readonly HistoryFilter[] {
  const sample = all[5];
  if (sample === undefined) throw new Error('there are too few summaries');
  const { packId, answer, severity, delivery } = sample;
  const dates = { firstDay: '2026-01-03', lastDay: '2026-01-06' };
  const parts: readonly HistoryFilter[] = [{ packId }, { answer }, { severity }, { delivery }, dates];
  return parts.reduce<readonly HistoryFilter[]>(
    (filters, part) => [...filters, ...filters.map((filter) => ({ ...filter, ...part }))],
    [{}],
  );
}

function matches(summary: InspectionSummary, { firstDay = '', lastDay = '9', ...facets }: HistoryFilter): boolean {
  const day = localDayOf(summary);
  return (
    day >= firstDay &&
    day <= lastDay &&
    Object.entries(facets).every(([name, value]) => Reflect.get(summary, name) === value)
  );
}

function byScoreThenTime(a: InspectionSummary, b: InspectionSummary): number {
  const scoreOf = ({ anomaly }: InspectionSummary) => anomaly?.score ?? -1;
  const keyOf = ({ takenAt, id }: InspectionSummary) => `${takenAt} ${id}`;
  return scoreOf(b) - scoreOf(a) || (keyOf(a) < keyOf(b) ? 1 : -1);
}

function newest(filter: HistoryFilter): HistoryQuery {
  return { filter, sort: 'newest' };
}

function idsOf(summaries: readonly InspectionSummary[]): readonly string[] {
  return summaries.map(({ id }) => id);
}

/** Every page after another, seven summaries at a time. */
async function allOf({ history }: StorageFixture, query: HistoryQuery): Promise<readonly InspectionSummary[]> {
  const found: InspectionSummary[] = [];
  let after: HistoryPosition | undefined;
  do {
    const page = valueOf(await history.page(query, { limit: 7, after }));
    found.push(...page.summaries);
    after = page.next;
  } while (after !== undefined);
  return found;
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
  expectEqual(sumByFacets(valueOf(await storage.history.dayCounts('', '9'))), Object.fromEntries([...counted].sort()));
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

async function markDelivered({ outbox }: StorageFixture, changeId: string): Promise<void> {
  const serverClock = '2026-01-01T00:00:00.000Z_0000_server';
  const receipt = { contentHash: 'a'.repeat(64), sequence: 1, serverClock, confirmedAt: '2026-01-01T00:00:00.000Z' };
  valueOf(await outbox.markDelivered(changeId, receipt));
}
