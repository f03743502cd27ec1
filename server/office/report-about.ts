/** The content of the office's report besides its records: front page, job, assets and their history. */
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { shownRecord } from '../../src/domain/corrected-verdict';
import { decidedPart } from '../../src/domain/inspection-summary';
import type { InspectionRecord } from '../../src/domain/record';
import type { AssetEvent, ReportAbout, ReportHead } from '../../src/export/report/report-model';
import type { Database } from '../database/schema';
import type { RouteDependencies } from './dependencies';
import type { Choice } from './queries/choices';
import { readRecords } from './queries/read-record';
import { readSharedItems } from './queries/shared-items';

const line = v.optional(v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''), '');
const headSchema = v.object({
  client: line,
  site: line,
  inspector: line,
  summary: v.optional(v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(4000)), ''), ''),
});

/** The texts of the front page. They are part of the address, so that a report can be linked and printed again. */
export const headFields = ['client', 'site', 'inspector', 'summary'] as const;
export type OfficeReportHead = Pick<ReportHead, (typeof headFields)[number]>;

/** Those in a query; a text that is too long counts as absent. */
export function parseHead(query: Readonly<Record<string, unknown>>): OfficeReportHead {
  return v.parse(headSchema, query);
}

/** The content of one report besides its records. Changes after `upTo` are not part of it. */
export interface ReportPlan {
  readonly head: OfficeReportHead;
  readonly jobId: string | undefined;
  readonly engineer: string;
  readonly pages: ReportAbout['pages'];
  readonly selection: readonly Choice[];
  readonly upTo: number;
}

/** Reads it. */
export async function aboutOf(
  { db, words, time, now }: RouteDependencies,
  { head, jobId, engineer, pages, selection, upTo }: ReportPlan,
): Promise<ReportAbout> {
  const items = await readSharedItems(db);
  return {
    head: { ...head, logo: '' },
    madeAt: new Date(now()),
    appBuild: words.say('office.name'),
    pages,
    jobs: items.flatMap((item) => (item.type === 'job' && item.value.id === jobId ? [item.value] : [])),
    assets: new Map(items.flatMap((item) => (item.type === 'asset' ? [[item.value.id, item.value]] : []))),
    historyOf: rememberLast((assetId) => readHistory(db, assetId, upTo)),
    selection: [
      { name: words.say('office.madeBy'), value: engineer },
      { name: words.say('office.timeZone'), value: time.timeZone },
      ...selection.map(({ title, value }) => ({ name: title, value })),
    ],
  };
}

/** The newest inspections of an asset that its page lists, as in the app. */
const historyLength = 11;

async function readHistory(db: Kysely<Database>, assetId: string, upTo: number): Promise<readonly AssetEvent[]> {
  const rows = await db
    .selectFrom('records')
    .select('id')
    .where('asset_id', '=', assetId)
    .where('is_deleted', '=', false)
    .orderBy('taken_at', 'desc')
    .orderBy('id')
    .limit(historyLength)
    .execute();
  const histories = await readRecords(
    db,
    rows.map(({ id }) => id),
    upTo,
  );
  return histories.flatMap(({ record }) => (record === undefined ? [] : [eventOf(shownRecord(record))]));
}

function eventOf(record: InspectionRecord) {
  const { id, takenAt, fileName, refused, grade, anomaly, provenance } = record;
  const verdict = { refused, grade, anomaly, trainedOn: provenance.packTrainedOn, ...decidedPart(record) };
  return { recordId: id, takenAt, fileName, verdict };
}

/** Pages of one asset follow each other: its history is read once for them. */
function rememberLast<Value>(read: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  let last: { readonly id: string; readonly value: Promise<Value> } | undefined;
  return (id) => {
    if (last?.id !== id) last = { id, value: read(id) };
    return last.value;
  };
}
