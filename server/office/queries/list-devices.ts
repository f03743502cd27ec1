import { sql, type Kysely } from 'kysely';
import type { Database } from '../../database/schema';

/** A registered device. */
export interface ListedDevice {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly registeredAt: Date;
  readonly lastSeenAt: Date | undefined;
  readonly revokedAt: Date | undefined;
  /** Number of records that it made and that are not deleted. */
  readonly records: number;
}

/** Every device, the most recently seen first. */
export async function listDevices(db: Kysely<Database>): Promise<readonly ListedDevice[]> {
  const rows = await devices(db)
    .orderBy('last_seen_at', (order) => order.desc().nullsLast())
    .orderBy('name')
    .execute();
  return rows.map(toListed);
}

/** One device; undefined if there is none. */
export async function findDevice(db: Kysely<Database>, id: string): Promise<ListedDevice | undefined> {
  const row = await devices(db).where('devices.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toListed(row);
}

function devices(db: Kysely<Database>) {
  return db
    .selectFrom('devices')
    .selectAll('devices')
    .select((eb) =>
      eb
        .selectFrom('records')
        .whereRef('records.author', '=', 'devices.id')
        .where('records.is_deleted', '=', false)
        .select(sql<number>`count(*)`.as('count'))
        .as('records'),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof devices>['execute']>>[number];

function toListed(row: Row): ListedDevice {
  return {
    id: row.id,
    name: row.name,
    location: row.location,
    registeredAt: row.registered_at,
    lastSeenAt: row.last_seen_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
    records: row.records ?? 0,
  };
}
