/** Sessions of signed-in engineers, in the database: every copy of the server reads them, and signing out ends them at once. */
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema';
import { createToken, hashToken } from '../devices/tokens';

/** A working day. */
export const sessionMs = 8 * 3_600_000;

/** A signed-in engineer. */
export interface Session {
  /** The label of the engineer's token. */
  readonly engineer: string;
  /** SHA-256 of the cookie. The cookie itself is not stored. */
  readonly hash: string;
}

/** Opens a session for the holder of `token` and returns the cookie's value. Deletes expired sessions. */
export async function openSession(db: Kysely<Database>, token: string, nowMs: number): Promise<string> {
  const cookie = createToken();
  const expires_at = new Date(nowMs + sessionMs);
  await db.deleteFrom('office_sessions').where('expires_at', '<', new Date(nowMs)).execute();
  await db
    .insertInto('office_sessions')
    .values({ hash: hashToken(cookie), token_hash: hashToken(token), expires_at })
    .execute();
  return cookie;
}

/** The session of a cookie; undefined once it has expired or ended, or its token is revoked. */
export function findSession(
  db: Kysely<Database>,
  cookie: string | undefined,
  nowMs: number,
): Promise<Session | undefined> {
  return cookie === undefined ? Promise.resolve(undefined) : findSessionByHash(db, hashToken(cookie), nowMs);
}

/** The same by the session's hash, for streams that are already open. */
export async function findSessionByHash(
  db: Kysely<Database>,
  hash: string,
  nowMs: number,
): Promise<Session | undefined> {
  const row = await db
    .selectFrom('office_sessions')
    .innerJoin('tokens', 'tokens.hash', 'office_sessions.token_hash')
    .where('office_sessions.hash', '=', hash)
    .where('office_sessions.expires_at', '>', new Date(nowMs))
    .where('tokens.role', '=', 'engineer')
    .where('tokens.revoked_at', 'is', null)
    .select('tokens.label')
    .executeTakeFirst();
  return row === undefined ? undefined : { engineer: row.label ?? '', hash };
}

/** Ends a session. */
export async function closeSession(db: Kysely<Database>, { hash }: Session): Promise<void> {
  await db.deleteFrom('office_sessions').where('hash', '=', hash).execute();
}
