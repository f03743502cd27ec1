import type { Kysely } from 'kysely';
import type { Database } from '../database/schema';

/** One line of the audit log: who did what to what. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly requestId: string | undefined;
}

/** The row of `entry`. */
export function auditRow({ actor, action, subject, requestId }: AuditEntry, at: Date) {
  return { at, actor, action, subject, request_id: requestId ?? null };
}

/** Writes a line, in the transaction of the change that it records. */
export async function writeAudit(db: Kysely<Database>, entry: AuditEntry, at: Date): Promise<void> {
  await db.insertInto('audit_log').values(auditRow(entry, at)).execute();
}
