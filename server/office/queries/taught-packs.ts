/** Packs that devices have sent, with the device that sent each first. */
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { sharedChangeSchema } from '../../../src/protocol/change';
import { compareVersions } from '../../../src/domain/pack-version';
import type { SharedPack } from '../../../src/domain/shared-pack';
import type { Database } from '../../database/schema';
import { readDevices, type DeviceName } from './read-record';

/** One version of a pack. */
export interface TaughtPack {
  readonly pack: SharedPack;
  /** The clock of its current state: a change of it must be later. */
  readonly at: string;
  readonly device: DeviceName | undefined;
  readonly receivedAt: Date;
}

const mostListed = 500;

/** All of them, or the one with this id; the newest first. */
export async function readTaughtPacks(db: Kysely<Database>, id?: string): Promise<readonly TaughtPack[]> {
  const rows = await db
    .selectFrom('shared_items')
    .innerJoin('changes as current', 'current.id', 'shared_items.change_id')
    .innerJoin('changes as first', 'first.record_id', 'shared_items.id')
    .select(['current.content', 'current.at', 'first.author', 'first.deliverer', 'first.received_at'])
    .where('shared_items.type', '=', 'pack')
    .where('shared_items.is_deleted', '=', false)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('changes as earlier')
            .select('earlier.id')
            .whereRef('earlier.record_id', '=', 'first.record_id')
            .whereRef('earlier.sequence', '<', 'first.sequence'),
        ),
      ),
    )
    .$if(id !== undefined, (query) => query.where('shared_items.id', '=', id ?? ''))
    .orderBy('first.sequence', 'desc')
    .limit(mostListed)
    .execute();
  const devices = await readDevices(db, rows);
  return rows.flatMap((row) => {
    // The intake has checked it, so a failure is a bug and throws.
    const change = v.parse(sharedChangeSchema, JSON.parse(row.content));
    if (change.kind !== 'pack-saved') return [];
    return [{ pack: change.pack, at: row.at, device: devices.get(row.author), receivedAt: row.received_at }];
  });
}

/** The versions of each pack, the newest first; the pack of which something arrived last comes first. */
export function groupVersions(packs: readonly TaughtPack[]): readonly (readonly TaughtPack[])[] {
  const groups = new Map<string, readonly TaughtPack[]>();
  for (const found of packs) groups.set(found.pack.packId, [...(groups.get(found.pack.packId) ?? []), found]);
  return [...groups.values()].map((versions) =>
    versions.toSorted((a, b) => compareVersions(b.pack.version, a.pack.version)),
  );
}
