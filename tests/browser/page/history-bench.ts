/** Times the history on a large database. Run by `npm run bench:history`. */
import type { HistoryFilter, HistoryPosition, HistoryQuery } from '../../../src/domain/history';
import { newId } from '../../../src/platform/ids';
import { sha256 } from '../../../src/platform/sha256';
import { createConnection, type Connection } from '../../../src/storage/connection';
import { createHistoryRepository, type HistoryRepository } from '../../../src/storage/history';
import { createInspectionRepository } from '../../../src/storage/inspections';
import { allMigrations } from '../../../src/storage/migrations/all-migrations';
import type { Migration } from '../../../src/storage/migrations/migration';
import { valueOf } from '../../contract/storage-fixture';
import { fillVersionTwo } from '../../support/fill-version-two';

/** One read, timed several times, in milliseconds. `found`: how many rows, or the count. */
export interface TimedRead {
  readonly name: string;
  readonly found: number;
  readonly timesMs: readonly number[];
  /** Processor time of one of them, in all processes of the browser; NaN where it is not known. */
  readonly cpuMs: number;
}

declare global {
  /** Given by the bench: processor time of the browser so far. */
  var usedCpuMs: (() => Promise<number>) | undefined;
}

/** The upgrade of a database of version 2, and for how long at most it kept the page from running a timer. */
export interface TimedUpgrade {
  readonly records: number;
  readonly upgradeMs: number;
  readonly longestBlockMs: number;
  /** What each migration took. Indexes over existing rows are built while the next one reads. */
  readonly steps: readonly TimedStep[];
}

interface TimedStep {
  readonly name: string;
  readonly ms: number;
}

const runs = 10;
/** As the screen reads: more than a desktop shows at once. */
const pageSize = 100;

/** Fills a database of version 2 and opens it with the app of today. */
export async function timeUpgrade(records: number): Promise<TimedUpgrade> {
  await fillVersionTwo(nameOf(records), records);
  const steps: TimedStep[] = [];
  const connection = openConnection(
    records,
    allMigrations.map((step) => timedStep(step, steps)),
  );
  const blocks = watchBlocks();
  const startedMs = performance.now();
  valueOf(await createHistoryRepository(connection).count({}));
  const upgradeMs = performance.now() - startedMs;
  const longestBlockMs = blocks.stop();
  await linkSome(connection);
  await connection.close();
  return { records, upgradeMs, longestBlockMs, steps };
}

/** Pictures of one asset, with notes, as a large job has them. */
const linkedRecords = 1_000;

async function linkSome(connection: Connection): Promise<void> {
  const history = createHistoryRepository(connection);
  const inspections = createInspectionRepository(connection, { newId, nowMs: () => Date.now(), sha256 });
  const page = valueOf(await history.page({ filter: {}, sort: 'oldest' }, { limit: linkedRecords }));
  for (const { id } of page.summaries) {
    valueOf(await inspections.edit(id, { assetId, note: 'Loose joint at the left bushing' }));
  }
}

/** Times every read of the history on the database that `timeUpgrade(records)` has left. */
export async function timeHistory(records: number): Promise<readonly TimedRead[]> {
  const connection = openConnection(records);
  const history = createHistoryRepository(connection);
  const timed: TimedRead[] = [];
  const read = async (name: string, work: () => Promise<number>) => timed.push(await time(name, work));
  const page = (query: HistoryQuery, after?: HistoryPosition) => async () =>
    valueOf(await history.page(query, { limit: pageSize, after })).summaries.length;
  for (const sort of ['newest', 'highest-score'] as const) {
    await read(`${sort}: first page`, page({ filter: {}, sort }));
    const middle = await positionInTheMiddle(history, sort);
    await read(`${sort}: page in the middle`, page({ filter: {}, sort }, middle));
    for (const [name, filter] of filters()) await read(`${sort}: ${name}`, page({ filter, sort }));
  }
  for (const sort of ['oldest', 'lowest-score'] as const) await read(`${sort}: first page`, page({ filter: {}, sort }));
  for (const [name, query] of reviewQueries) await read(name, page(query));
  await read('newest: rare text of the file name', page({ filter: {}, text: 'img_77777', sort: 'newest' }));
  const count = (filter: HistoryFilter) => async () => valueOf(await history.count(filter)) ?? 0;
  await read('count: all', count({}));
  for (const [name, filter] of filters()) await read(`count: ${name}`, count(filter));
  await read('counters of all facets', async () => valueOf(await history.facetCounts()).length);
  await read(
    'counters of 90 days',
    async () => valueOf(await history.dayCounts({ firstDay: '2026-01-01', lastDay: '2026-03-31' })).length,
  );
  await read('count: asset', count({ assetId }));
  await read('counters of an asset', async () => valueOf(await history.dayCounts({ assetId })).length);
  await read('counters of all days', async () => valueOf(await history.dayCounts({})).length);
  await read('measures of all days', async () => valueOf(await history.measures('', '9')).length);
  await read('titles of all facets', async () => valueOf(await history.facetTitles()).length);
  await connection.close();
  return timed;
}

const assetId = 'T-1';

/** What the review asks for beyond facets and dates. */
const reviewQueries: readonly (readonly [name: string, query: HistoryQuery])[] = [
  ['newest: asset', { filter: { assetId }, sort: 'newest' }],
  ['highest-score: asset', { filter: { assetId }, sort: 'highest-score' }],
  ['newest: asset + severity', { filter: { assetId, severity: 'inspect' }, sort: 'newest' }],
  ['highest-score: asset + severity', { filter: { assetId, severity: 'inspect' }, sort: 'highest-score' }],
  ['highest-score: scores 40 to 60', { filter: { leastScore: 0.4, mostScore: 0.6 }, sort: 'highest-score' }],
  ['newest: scores above 99', { filter: { leastScore: 0.99 }, sort: 'newest' }],
  ['newest: corrected', { filter: { corrected: true }, sort: 'newest' }],
  ['newest: text of a note, far away', { filter: {}, text: 'loose joint', sort: 'newest' }],
  ['newest: text of a note, asset', { filter: { assetId }, text: 'loose joint', sort: 'newest' }],
];

const dates = { firstDay: '2026-02-01', lastDay: '2026-02-28' };

type NamedFilter = readonly [name: string, filter: HistoryFilter];

/** Every combination of a pack, an answer, a severity and a state, then sparse and empty ones, then dates. */
function filters(): readonly NamedFilter[] {
  const parts: readonly NamedFilter[] = [
    ['pack', { packId: 'rubber-sheet' }],
    ['answer', { answer: 'RSS1' }],
    ['severity', { severity: 'inspect' }],
    ['delivered', { delivery: 'delivered' }],
  ];
  const none: NamedFilter = ['', {}];
  const combinations = parts.reduce<readonly NamedFilter[]>(
    (all, [name, part]) => [...all, ...all.map(([names, filter]) => joined(names, name, { ...filter, ...part }))],
    [none],
  );
  return [
    ...combinations.slice(1),
    ['needs attention', { delivery: 'attention' }],
    ['needs attention + severity', { delivery: 'attention', severity: 'inspect' }],
    ['no match', { packId: 'rubber-sheet', answer: 'Overload' }],
    ['dates', dates],
    ['pack + dates', { packId: 'rubber-sheet', ...dates }],
    ['delivered + dates', { delivery: 'delivered', ...dates }],
  ];
}

function joined(names: string, name: string, filter: HistoryFilter): NamedFilter {
  return [names === '' ? name : `${names} + ${name}`, filter];
}

async function positionInTheMiddle(history: HistoryRepository, sort: HistoryQuery['sort']): Promise<HistoryPosition> {
  const middle = { id: 'm', takenAt: '2026-02-01T00:00:00.000Z', score: 0.5 };
  const { next } = valueOf(await history.page({ filter: {}, sort }, { limit: 1, after: middle }));
  return next ?? middle;
}

async function time(name: string, work: () => Promise<number>): Promise<TimedRead> {
  const timesMs: number[] = [];
  let found = 0;
  const cpuBeforeMs = (await globalThis.usedCpuMs?.()) ?? NaN;
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    found = await work();
    timesMs.push(performance.now() - startedMs);
  }
  const cpuMs = (((await globalThis.usedCpuMs?.()) ?? NaN) - cpuBeforeMs) / runs;
  return { name, found, timesMs, cpuMs };
}

function openConnection(records: number, migrations: readonly Migration[] = allMigrations) {
  return createConnection({ name: nameOf(records), migrations }, () => Promise.resolve(undefined));
}

function timedStep(step: Migration, steps: TimedStep[]): Migration {
  const { name } = step;
  return {
    name,
    async up(database, transaction) {
      const startedMs = performance.now();
      await step.up(database, transaction);
      steps.push({ name, ms: performance.now() - startedMs });
    },
  };
}

function nameOf(records: number): string {
  return `history-${records}`;
}

/** Measures the longest time between two timers that are due every 4 ms. */
function watchBlocks(): { readonly stop: () => number } {
  let longestMs = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
  }, 4);
  return {
    stop: () => {
      clearInterval(timer);
      return longestMs;
    },
  };
}
