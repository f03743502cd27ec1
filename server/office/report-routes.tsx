import { Hono } from 'hono';
import { expressionBuilder, type Expression, type Kysely, type SqlBool } from 'kysely';
import * as v from 'valibot';
import { toByteStream } from '../../src/archive/byte-stream';
import type { InspectionRecord } from '../../src/domain/record';
import type { Database } from '../database/schema';
import type { NodeWords } from '../../src/words/words';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { startOfDay } from './office-time';
import { inUtc } from './office-words';
import { MessagePage } from './pages/office-page';
import { ReportedRecord, ReportEnd, ReportPage, recordsPlace, type PackLimits } from './pages/report-page';
import { readChoices, type Choice, type Choices } from './queries/choices';
import { countAnswers } from './queries/count-answers';
import { latestSequence, newestIds } from './queries/list-records';
import { matching } from './queries/matching';
import { isWholeList, parseFilter, type RecordFilter } from './record-filter';
import { answerPage, toHtml } from './render';
import { readShownRecords } from './shown-record';

/** More would be too much for the browser that prints it. */
const mostRecords = 10_000;
const mostSelected = 500;
/** A change may have 256 KiB. */
const batchSize = 50;

const idsSchema = v.fallback(
  v.pipe(v.array(v.pipe(v.string(), v.uuid(), v.toLowerCase())), v.maxLength(mostSelected)),
  [],
);

/** `GET /report?record=<id>&record=…` of selected records, or of a filter. */
export function createReport(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, time, words, now } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/report', async (context) => {
    const selected = v.parse(idsSchema, context.req.queries('record') ?? []);
    if (selected.length === 0 && context.req.query('of') === 'chosen') {
      return answerPage(context, dependencies, nothingSelectedPage(words));
    }
    const filter = parseFilter(context.req.query());
    const where = selected.length > 0 ? withIdIn(selected) : matching(filter, time.timeZone);
    const selection = selected.length > 0 ? [] : describeFilter(words, filter, await readChoices(db, words));
    const { ids, counts, upTo } = await selectRecords(db, where);
    const all = counts.reduce((total, { count }) => total + count, 0);
    const view = { madeAt: new Date(now()), selection, counts, size: { shown: ids.length, matching: all } };
    const { engineer } = context.get('session');
    const page = toHtml(<ReportPage {...view} />, dependencies, engineer);
    context.header('content-type', 'text/html; charset=utf-8');
    return context.body(toByteStream(writeReport(dependencies, `<!doctype html>${page}`, ids, upTo)));
  });
  return app;
}

/** Ids and counts of one moment. Changes after `upTo` are not part of the report, although it is still being written. */
async function selectRecords(db: Kysely<Database>, where: Expression<SqlBool>) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => ({
      upTo: await latestSequence(snapshot),
      ids: await newestIds(snapshot, where, mostRecords),
      counts: await countAnswers(snapshot, where),
    }));
}

/** The page with the records in their place, in batches: memory holds one batch. The lines to sign come last. */
async function* writeReport(
  dependencies: RouteDependencies,
  page: string,
  ids: readonly string[],
  upTo: number,
): AsyncGenerator<string> {
  const [head = '', foot = ''] = page.split(recordsPlace);
  const limits = new Map<string, PackLimits>();
  yield head;
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = await readShownRecords(dependencies, ids.slice(start, start + batchSize), upTo);
    for (const { picture } of batch) if (picture !== undefined) addLimits(limits, picture.record);
    yield batch
      .map((shown, index) => toHtml(<ReportedRecord shown={shown} number={start + index + 1} />, dependencies))
      .join('');
  }
  yield toHtml(<ReportEnd limits={limits} />, dependencies) + foot;
}

function addLimits(limits: Map<string, PackLimits>, { packTitle: title, provenance, grade }: InspectionRecord): void {
  const { packVersion: version, packNotice: notice } = provenance;
  const isIndicative = grade?.indicative === true;
  if (notice === undefined && !isIndicative) return;
  const key = JSON.stringify([provenance.packId, version, notice, isIndicative]);
  limits.set(key, { title, version, notice, isIndicative });
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
function describeFilter(words: NodeWords, filter: RecordFilter, choices: Choices): readonly Choice[] {
  if (isWholeList(filter)) return [{ title: words.say('office.selection'), value: words.say('office.allRecords') }];
  const dayText = (day: string | undefined) => day && inUtc(words).date(startOfDay(day).getTime());
  const parts: readonly (readonly [title: string, value: string | undefined])[] = [
    [words.say('office.searchTerm'), filter.q],
    [words.say('office.location'), filter.location],
    [words.say('office.device'), titleOf(choices.devices, filter.device)],
    [words.say('office.pack'), titleOf(choices.packs, filter.pack)],
    [words.say('office.answer'), titleOf(choices.answers, filter.answer)],
    [words.say('office.inspectedFrom'), dayText(filter.from)],
    [words.say('office.inspectedUntil'), dayText(filter.to)],
    [words.say('office.deletedRecords'), filter.state === 'kept' ? undefined : words.say(stateTexts[filter.state])],
  ];
  return parts.flatMap(([title, value]) => (value === undefined ? [] : [{ title, value }]));
}

const stateTexts = { all: 'office.deletedAll', deleted: 'office.deletedOnly' } as const;

function titleOf(choices: readonly Choice[], wanted: string | undefined): string | undefined {
  return choices.find(({ value }) => value === wanted)?.title ?? wanted;
}
