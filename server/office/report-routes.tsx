/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import * as v from 'valibot';
import type { Database } from '../database/schema';
import { frameOf } from './frame';
import { formatDay } from './moments';
import type { OfficeEnv, OfficeParts, OfficeWorld } from './office-world';
import { MessagePage } from './pages/message-page';
import { ReportPage } from './pages/report-page';
import { readChoices, type Choice, type Choices } from './queries/choices';
import { newestIds } from './queries/list-records';
import { matching } from './queries/matching';
import { isWholeList, parseFilter, type RecordFilter } from './record-filter';
import { readShownRecord, type ShownRecord } from './shown-record';

/** A report of more is no report; and each brings its photo. */
const mostRecords = 100;

const idsSchema = v.fallback(
  v.pipe(v.array(v.pipe(v.string(), v.uuid(), v.toLowerCase())), v.maxLength(mostRecords)),
  [],
);

/** `GET /report?record=<id>&record=…` of chosen records, or of a filter. */
export function createReport(parts: OfficeParts): Hono<OfficeEnv> {
  const { world, time } = parts;
  const app = new Hono<OfficeEnv>();
  app.get('/report', async (context) => {
    const chosen = v.parse(idsSchema, context.req.queries('record') ?? []);
    if (chosen.length === 0 && context.req.query('of') === 'chosen') {
      return context.html(<MessagePage frame={frameOf(context, parts)} {...nothingChosen} />);
    }
    const filter = parseFilter(context.req.query());
    const where = chosen.length > 0 ? amongst(chosen) : matching(filter, time.timeZone);
    const ids = await newestIds(world.db, where, mostRecords + 1);
    const shown = await readAll(world, ids.slice(0, mostRecords));
    const choices = await readChoices(world.db);
    const view = {
      frame: frameOf(context, parts),
      madeAt: new Date(world.now()),
      selection: chosen.length > 0 ? [] : describeFilter(filter, choices),
      shown,
      more: ids.length > mostRecords ? { leftOutBeyond: mostRecords } : ('complete' as const),
    };
    return context.html(<ReportPage {...view} />);
  });
  return app;
}

const nothingChosen = { title: 'Nothing is chosen', words: 'Choose records in the list by the boxes beside them.' };

function amongst(ids: readonly string[]): Expression<SqlBool> {
  return expressionBuilder<Database, 'records'>()('records.id', 'in', ids);
}

async function readAll(world: OfficeWorld, ids: readonly string[]): Promise<readonly ShownRecord[]> {
  const shown: ShownRecord[] = [];
  for (const id of ids) {
    const record = await readShownRecord(world, id);
    if (record !== undefined) shown.push(record);
  }
  return shown;
}

/** A filter as a reader of paper needs it: in the words of the lists. */
function describeFilter(filter: RecordFilter, choices: Choices): readonly Choice[] {
  if (isWholeList(filter)) return [{ title: 'Selection', value: 'All records' }];
  const parts: readonly (readonly [title: string, value: string | undefined])[] = [
    ['Location', filter.location],
    ['Device', titleOf(choices.devices, filter.device)],
    ['Pack', titleOf(choices.packs, filter.pack)],
    ['Grade or severity', titleOf(choices.answers, filter.answer)],
    ['Taken from', filter.from === undefined ? undefined : formatDay(filter.from)],
    ['Taken until', filter.to === undefined ? undefined : formatDay(filter.to)],
    ['Deleted records', filter.state === 'kept' ? undefined : deletedInWords[filter.state]],
  ];
  return parts.flatMap(([title, value]) => (value === undefined ? [] : [{ title, value }]));
}

const deletedInWords = { all: 'Shown too', deleted: 'Only these' } as const;

function titleOf(choices: readonly Choice[], wanted: string | undefined): string | undefined {
  return choices.find(({ value }) => value === wanted)?.title ?? wanted;
}
