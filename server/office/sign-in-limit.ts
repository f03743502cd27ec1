/** Limits failed sign-ins of one network address. They are counted in the audit log, so all copies of the server agree. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema';
import { writeAudit } from '../devices/audit';

const refusedAction = 'office-sign-in-refused';

/** Failures of one address within `windowMs` after which it must wait. */
const allowedFailures = 5;
const windowMs = 15 * 60_000;

/** Milliseconds until `address` may try again; 0 if it may now. */
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

/** Records a failure. */
export function recordFailure(db: Kysely<Database>, address: string, requestId: string, at: Date): Promise<void> {
  return writeAudit(db, { actor: 'anyone', action: refusedAction, subject: address, requestId }, at);
}
