import { Hono } from 'hono';
import { expressionBuilder, type Expression, type Kysely, type SqlBool } from 'kysely';
import * as v from 'valibot';
import { toByteStream } from '../../src/archive/byte-stream';
import { itemLabel, type SharedItem } from '../../src/domain/shared-item';
import { composeReport } from '../../src/export/report/compose-report';
import { readReport } from '../../src/export/report/read-report';
import type { ReportAbout } from '../../src/export/report/report-model';
import type { NodeWords } from '../../src/words/words';
import type { Database } from '../database/schema';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { startOfDay } from './office-time';
import { inUtc } from './office-words';
import { MessagePage } from './pages/office-page';
import { OfficeSheet, pagesPlace, ReportFrame } from './pages/report-page';
import { readChoices, type Choice, type Choices } from './queries/choices';
import { latestSequence, newestIds } from './queries/list-records';
import { matching } from './queries/matching';
import { readSharedItems } from './queries/shared-items';
import { storedBlobs } from './queries/stored-blobs';
import { isWholeList, parseFilter, type RecordFilter } from './record-filter';
import { answerPage, toHtml } from './render';
import { aboutOf, headFields, parseHead } from './report-about';
import { reportedRecords } from './reported-records';

const mostSelected = 500;
/** Up to so many records each has a page, unless the address says otherwise; above, only faults have one. */
const mostWithAllPages = 200;

const idsSchema = v.fallback(
  v.pipe(v.array(v.pipe(v.string(), v.uuid(), v.toLowerCase())), v.maxLength(mostSelected)),
  [],
);
const pagesSchema = v.optional(v.fallback(v.optional(v.picklist(['faults', 'all'])), undefined));

/** `GET /report?record=<id>&record=…` of selected records, or of a filter. `pages=all` or `pages=faults` chooses the pages. */
export function createReport(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, time, words } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/report', async (context) => {
    const selected = v.parse(idsSchema, context.req.queries('record') ?? []);
    if (selected.length === 0 && context.req.query('of') === 'chosen') {
      return answerPage(context, dependencies, nothingSelectedPage(words));
    }
    const filter = parseFilter(context.req.query());
    const where = selected.length > 0 ? withIdIn(selected) : matching(filter, time.timeZone);
    const selection =
      selected.length > 0 ? [] : describeFilter(words, filter, await readChoices(db, words), await readSharedItems(db));
    const snapshot = await takeSnapshot(db, where);
    const { engineer } = context.get('session');
    const pages = v.parse(pagesSchema, context.req.query('pages')) ?? defaultPages(snapshot.ids);
    const head = parseHead(context.req.query());
    const jobId = selected.length > 0 ? undefined : filter.job;
    const about = await aboutOf(dependencies, { head, jobId, selection, engineer, pages, upTo: snapshot.upTo });
    const { url } = context.req;
    const frame = <ReportFrame pages={pages} otherPages={addressWith(url, pages)} head={head} kept={keptFields(url)} />;
    const html = `<!doctype html>${toHtml(frame, dependencies, engineer)}`;
    context.header('content-type', 'text/html; charset=utf-8');
    return context.body(toByteStream(writeReport(dependencies, html, snapshot, about)));
  });
  return app;
}

interface Snapshot {
  readonly ids: readonly string[];
  readonly upTo: number;
}

/** Ids of one moment. Changes after `upTo` are not part of the report, although it is still being written. */
async function takeSnapshot(db: Kysely<Database>, where: Expression<SqlBool>): Promise<Snapshot> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => ({
      upTo: await latestSequence(snapshot),
      ids: await newestIds(snapshot, where, Number.MAX_SAFE_INTEGER),
    }));
}

function defaultPages({ length }: readonly string[]): ReportAbout['pages'] {
  return length > mostWithAllPages ? 'faults' : 'all';
}

/** The same report with the other choice of pages. */
function addressWith(url: string, pages: ReportAbout['pages']): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set('pages', pages === 'all' ? 'faults' : 'all');
  return `${pathname}?${searchParams.toString()}`;
}

/** The fields of the address besides the texts of the front page: its form keeps them. */
function keptFields(url: string): readonly (readonly [string, string])[] {
  const isHead = (name: string): boolean => headFields.some((field) => field === name);
  return [...new URL(url).searchParams].filter(([name]) => !isHead(name));
}

/** The frame with the pages inserted. */
async function* writeReport(
  dependencies: RouteDependencies,
  frame: string,
  { ids, upTo }: Snapshot,
  about: ReportAbout,
): AsyncGenerator<string> {
  const { db, words } = dependencies;
  const [head = '', foot = ''] = frame.split(pagesPlace);
  yield head;
  const model = await readReport(reportedRecords(dependencies, ids, upTo), about);
  for await (const page of composeReport(words, model)) {
    const photos = page.blocks.flatMap((block) => (block.kind === 'picture' ? [block.photo.sha256] : []));
    const stored = photos.length === 0 ? new Set<string>() : await storedBlobs(db, photos);
    yield toHtml(<OfficeSheet page={page} hasPhoto={(sha256) => stored.has(sha256)} />, dependencies);
  }
  yield foot;
}
function nothingSelectedPage(words: NodeWords) {
  return (
    <MessagePage title={words.say('office.nothingSelected')}>{words.say('office.nothingSelectedHint')}</MessagePage>
  );
}

function withIdIn(ids: readonly string[]): Expression<SqlBool> {
  return expressionBuilder<Database, 'records'>()('records.id', 'in', ids);
}

/** A filter as terms and values, in the words of the filter form. */
function describeFilter(
  words: NodeWords,
  filter: RecordFilter,
  choices: Choices,
  items: readonly SharedItem[],
): readonly Choice[] {
  if (isWholeList(filter)) return [{ title: words.say('office.selection'), value: words.say('office.allRecords') }];
  const dayText = (day: string | undefined) => day && inUtc(words).date(startOfDay(day).getTime());
  const parts: readonly (readonly [title: string, value: string | undefined])[] = [
    [words.say('office.job'), numberOf(items, filter.job)],
    [words.say('report.asset'), numberOf(items, filter.asset)],
    [words.say('office.searchTerm'), filter.q],
    [words.say('office.location'), filter.location],
    [words.say('office.device'), titleOf(choices.devices, filter.device)],
    [words.say('office.pack'), titleOf(choices.packs, filter.pack)],
    [words.say('office.answer'), titleOf(choices.answers, filter.answer)],
    [words.say('office.review'), filter.review && words.say(reviewTexts[filter.review])],
    [words.say('office.inspectedFrom'), dayText(filter.from)],
    [words.say('office.inspectedUntil'), dayText(filter.to)],
    [words.say('office.deletedRecords'), filter.state === 'kept' ? undefined : words.say(stateTexts[filter.state])],
  ];
  return parts.flatMap(([title, value]) => (value === undefined ? [] : [{ title, value }]));
}

const reviewTexts = {
  none: 'office.reviewNone',
  confirmed: 'office.reviewConfirmed',
  changed: 'office.reviewChanged',
} as const;

/** The id where the item was deleted. */
function numberOf(items: readonly SharedItem[], id: string | undefined): string | undefined {
  const found = items.find(({ value }) => value.id === id);
  return found === undefined ? id : itemLabel(found);
}

const stateTexts = { all: 'office.deletedAll', deleted: 'office.deletedOnly' } as const;

function titleOf(choices: readonly Choice[], wanted: string | undefined): string | undefined {
  return choices.find(({ value }) => value === wanted)?.title ?? wanted;
}
