/** Every version of an asset or a job, the current one first. */
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { sharedChangeSchema, type SharedChange } from '../../../src/protocol/change';
import type { Database } from '../../database/schema';
import { readDevices, type DeviceName } from './read-record';

/** One version, and how it came to the office. */
export interface ItemVersion {
  readonly change: SharedChange;
  readonly sequence: number;
  readonly receivedAt: Date;
  readonly deliverer: string | undefined;
}

/** The versions of one item, and the devices that made or delivered them. */
export interface ItemHistory {
  readonly versions: readonly ItemVersion[];
  /** All versions; `versions` has the newest of them. */
  readonly total: number;
  readonly devices: ReadonlyMap<string, DeviceName>;
}

const mostVersions = 100;

/** The newest versions of the item `id` by the hybrid clock. */
export async function readItemHistory(db: Kysely<Database>, id: string): Promise<ItemHistory> {
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('record_id', '=', id)
    .orderBy('at', 'desc')
    .limit(mostVersions)
    .execute();
  const counted = await db
    .selectFrom('changes')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('record_id', '=', id)
    .executeTakeFirstOrThrow();
  const versions = rows.map((row) => ({
    // The intake has checked it, so a failure is a bug and throws.
    change: v.parse(sharedChangeSchema, JSON.parse(row.content)),
    sequence: row.sequence,
    receivedAt: row.received_at,
    deliverer: row.deliverer ?? undefined,
  }));
  return { versions, total: Number(counted.count), devices: await readDevices(db, rows) };
}
