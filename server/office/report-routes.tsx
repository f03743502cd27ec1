import { Hono } from 'hono';
import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import * as v from 'valibot';
import type { Database } from '../database/schema';
import type { NodeWords } from '../../src/words/words';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { startOfDay } from './office-time';
import { inUtc } from './office-words';
import { MessagePage } from './pages/office-page';
import { ReportPage } from './pages/report-page';
import { readChoices, type Choice, type Choices } from './queries/choices';
import { newestIds } from './queries/list-records';
import { matching } from './queries/matching';
import { isWholeList, parseFilter, type RecordFilter } from './record-filter';
import { answerPage } from './render';
import { readShownRecord, type ShownRecord } from './shown-record';

/** Each record brings its photo. */
const mostRecords = 100;

const idsSchema = v.fallback(
  v.pipe(v.array(v.pipe(v.string(), v.uuid(), v.toLowerCase())), v.maxLength(mostRecords)),
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
    const ids = await newestIds(db, where, mostRecords + 1);
    const view = {
      madeAt: new Date(now()),
      selection: selected.length > 0 ? [] : describeFilter(words, filter, await readChoices(db, words)),
      shown: await readAll(dependencies, ids.slice(0, mostRecords)),
      more: ids.length > mostRecords ? { leftOutBeyond: mostRecords } : ('complete' as const),
    };
    return answerPage(context, dependencies, <ReportPage {...view} />);
  });
  return app;
}

function nothingSelectedPage(words: NodeWords) {
  return (
    <MessagePage title={words.say('office.nothingSelected')}>{words.say('office.nothingSelectedHint')}</MessagePage>
  );
}

function withIdIn(ids: readonly string[]): Expression<SqlBool> {
  return expressionBuilder<Database, 'records'>()('records.id', 'in', ids);
}

async function readAll(dependencies: RouteDependencies, ids: readonly string[]): Promise<readonly ShownRecord[]> {
  const shown: ShownRecord[] = [];
  for (const id of ids) {
    const record = await readShownRecord(dependencies, id);
    if (record !== undefined) shown.push(record);
  }
  return shown;
}

/** A filter as terms and values, in the words of the filter form. */
function describeFilter(words: NodeWords, filter: RecordFilter, choices: Choices): readonly Choice[] {
  if (isWholeList(filter)) return [{ title: words.say('office.selection'), value: words.say('office.allRecords') }];
  const dayText = (day: string | undefined) => day && inUtc(words).date(startOfDay(day).getTime());
  const parts: readonly (readonly [title: string, value: string | undefined])[] = [
    [words.say('office.location'), filter.location],
    [words.say('office.device'), titleOf(choices.devices, filter.device)],
    [words.say('office.pack'), titleOf(choices.packs, filter.pack)],
    [words.say('office.answer'), titleOf(choices.answers, filter.answer)],
    [words.say('office.takenFrom'), dayText(filter.from)],
    [words.say('office.takenUntil'), dayText(filter.to)],
    [words.say('office.deletedRecords'), filter.state === 'kept' ? undefined : words.say(stateTexts[filter.state])],
  ];
  return parts.flatMap(([title, value]) => (value === undefined ? [] : [{ title, value }]));
}

const stateTexts = { all: 'office.deletedAll', deleted: 'office.deletedOnly' } as const;

function titleOf(choices: readonly Choice[], wanted: string | undefined): string | undefined {
  return choices.find(({ value }) => value === wanted)?.title ?? wanted;
}
