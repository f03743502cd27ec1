/** Who is signed in. Kept in the database, so that every copy of the server knows, and so that signing out is final. */
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema';
import { createToken, hashToken } from '../devices/tokens';

/** A working day. Then the token is asked for again. */
export const sessionMs = 8 * 3_600_000;

/** An open session. */
export interface Session {
  /** The label of the engineer's token. */
  readonly engineer: string;
  /** Of the cookie; the cookie itself is kept nowhere. */
  readonly hash: string;
}

/** Opens a session for the holder of `token` and answers the cookie's text. Sessions that are over are swept out. */
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

/** The session of a cookie; none once it is over, signed out, or its token is revoked. */
export function findSession(
  db: Kysely<Database>,
  cookie: string | undefined,
  nowMs: number,
): Promise<Session | undefined> {
  return cookie === undefined ? Promise.resolve(undefined) : findSessionByHash(db, hashToken(cookie), nowMs);
}

/** The same for a stream that is open already. */
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

/** Ends a session, on every copy of the server. */
export async function closeSession(db: Kysely<Database>, { hash }: Session): Promise<void> {
  await db.deleteFrom('office_sessions').where('hash', '=', hash).execute();
}
