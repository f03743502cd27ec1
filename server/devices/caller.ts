/** Identifies the caller by the token of the request. */
import type { Kysely } from 'kysely';
import type { Database, TokenRow } from '../database/schema';
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import { hashToken } from './tokens';

/** A device reads and writes its own; an engineer reads all, and imports. */
export type Caller =
  { readonly role: 'device'; readonly deviceId: string } | { readonly role: 'engineer'; readonly label: string };

/** The token of an `Authorization: Bearer …` header, or undefined. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +([\w~+/.=-]{16,400})$/i.exec(authorization ?? '')?.[1];
}

/** Seen-at times are written at most this often, in milliseconds: not each request is worth a write. */
const seenEveryMs = 60_000;

type TokenOfCaller = TokenRow & { readonly last_seen_at: Date | null };

/** Returns the holder of `token` and records its use. */
export async function findCaller(
  db: Kysely<Database>,
  token: string | undefined,
  nowMs: number,
): Promise<Result<Caller, IntakeFault>> {
  if (token === undefined) return fail({ kind: 'no-token' });
  const row = await findToken(db, hashToken(token));
  if (row === undefined) return fail({ kind: 'no-token' });
  if (row.revoked_at !== null) return fail({ kind: 'token-revoked' });
  await noteUse(db, row, new Date(nowMs));
  if (row.device_id !== null) return succeed({ role: 'device', deviceId: row.device_id });
  return succeed({ role: 'engineer', label: row.label ?? '' });
}

function findToken(db: Kysely<Database>, hash: string): Promise<TokenOfCaller | undefined> {
  return db
    .selectFrom('tokens')
    .leftJoin('devices', 'devices.id', 'tokens.device_id')
    .selectAll('tokens')
    .select('devices.last_seen_at')
    .where('hash', '=', hash)
    .executeTakeFirst();
}

async function noteUse(db: Kysely<Database>, row: TokenOfCaller, now: Date): Promise<void> {
  if (row.first_used_at === null) {
    await db.updateTable('tokens').set({ first_used_at: now }).where('hash', '=', row.hash).execute();
  }
  const isFresh = row.last_seen_at !== null && now.getTime() - row.last_seen_at.getTime() < seenEveryMs;
  if (row.device_id === null || isFresh) return;
  await db.updateTable('devices').set({ last_seen_at: now }).where('id', '=', row.device_id).execute();
}
