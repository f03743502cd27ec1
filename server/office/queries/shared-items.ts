/** Assets and jobs as the office shows them: their current state, and the records that belong to them. */
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import { compareAssets, type Asset } from '../../../src/domain/asset';
import { compareJobs, type Job } from '../../../src/domain/job';
import type { SharedItem, SharedType } from '../../../src/domain/shared-item';
import { sharedChangeSchema, sharedItemOf } from '../../../src/protocol/change';
import type { Database } from '../../database/schema';

/** An item with the id of its current change: an edit names it, so that no concurrent edit is overwritten. */
export interface CurrentItem {
  readonly item: SharedItem;
  readonly changeId: string;
  readonly at: string;
}

/** Every asset, by number. */
export async function listAssets(db: Kysely<Database>): Promise<readonly Asset[]> {
  const items = await readItems(db, 'asset');
  return items.flatMap(({ item }) => (item.type === 'asset' ? [item.value] : [])).sort(compareAssets);
}

/** Every job, newest first. */
export async function listJobs(db: Kysely<Database>): Promise<readonly Job[]> {
  const items = await readItems(db, 'job');
  return items.flatMap(({ item }) => (item.type === 'job' ? [item.value] : [])).sort(compareJobs);
}

/** Every asset and job that is not deleted. */
export async function readSharedItems(db: Kysely<Database>): Promise<readonly SharedItem[]> {
  const items = [...(await readItems(db, 'asset')), ...(await readItems(db, 'job'))];
  return items.map(({ item }) => item);
}

/** One item that is not deleted. */
export async function findItem(db: Kysely<Database>, type: SharedType, id: string): Promise<CurrentItem | undefined> {
  const [found] = await readItems(db, type, id);
  return found;
}

async function readItems(db: Kysely<Database>, type: SharedType, id?: string): Promise<readonly CurrentItem[]> {
  const rows = await db
    .selectFrom('shared_items')
    .innerJoin('changes', 'changes.id', 'shared_items.change_id')
    .select(['changes.id', 'changes.at', 'changes.content'])
    .where('shared_items.type', '=', type)
    .where('shared_items.is_deleted', '=', false)
    .$if(id !== undefined, (query) => query.where('shared_items.id', '=', id ?? ''))
    .execute();
  return rows.flatMap((row) => {
    // The intake has checked it, so a failure is a bug and throws.
    const item = sharedItemOf(v.parse(sharedChangeSchema, JSON.parse(row.content)));
    return item === undefined ? [] : [{ item, changeId: row.id, at: row.at }];
  });
}

/** How many records each asset has; of one job, or in all. */
export async function countByAsset(db: Kysely<Database>, jobId?: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('records')
    .select(['asset_id', sql<number>`count(*)::integer`.as('count')])
    .where('asset_id', 'is not', null)
    .where('is_deleted', '=', false)
    .$if(jobId !== undefined, (query) => query.where('job_id', '=', jobId ?? null))
    .groupBy('asset_id')
    .execute();
  return new Map(rows.map(({ asset_id, count }) => [asset_id ?? '', count]));
}
