/** Failed sign-ins: written down, counted, and after a few of them the door stays shut for a while. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema';
import { writeAudit } from '../devices/audit';

const refusedAction = 'office-sign-in-refused';

/** So many failures of one address within `windowMs` are taken for mistakes. */
const allowedFailures = 5;
const windowMs = 15 * 60_000;

/** Milliseconds until `address` may try again; 0 where it may now. Counted in the audit log, so all copies agree. */
export async function waitBeforeSignIn(db: Kysely<Database>, address: string, nowMs: number): Promise<number> {
  const { count, oldest } = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('audit_log')
        .select('at')
        .where('at', '>', new Date(nowMs - windowMs))
        .where('action', '=', refusedAction)
        .where('subject', '=', address)
        .orderBy('at', 'desc')
        .limit(allowedFailures)
        .as('recent'),
    )
    .select([sql<number>`count(*)`.as('count'), sql<Date | null>`min(at)`.as('oldest')])
    .executeTakeFirstOrThrow();
  return count < allowedFailures || oldest === null ? 0 : Math.max(0, oldest.getTime() + windowMs - nowMs);
}

/** Writes a failure down. */
export function noteFailure(db: Kysely<Database>, address: string, requestId: string, at: Date): Promise<void> {
  return writeAudit(db, { actor: 'anyone', action: refusedAction, subject: address, requestId }, at);
}
