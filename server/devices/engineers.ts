/** Engineers: users of the office, who read all records and import. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema';
import { writeAudit } from './audit';
import { insertToken } from './devices';
import { createToken } from './tokens';

/** Adds an engineer and returns the token, which is not stored. */
export async function addEngineer(db: Kysely<Database>, label: string, actor: string, at: Date): Promise<string> {
  const token = createToken();
  await db.transaction().execute(async (trx) => {
    await insertToken(trx, { token, role: 'engineer', device_id: null, label }, at);
    await writeAudit(trx, { actor, action: 'engineer-added', subject: label, requestId: undefined }, at);
  });
  return token;
}

/** Revokes every token with that label and returns how many there were. */
export async function revokeEngineer(db: Kysely<Database>, label: string, actor: string, at: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('tokens')
      .set({ revoked_at: at })
      .where('role', '=', 'engineer')
      .where('label', '=', label)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    await writeAudit(trx, { actor, action: 'engineer-revoked', subject: label, requestId: undefined }, at);
    return Number(changed.numUpdatedRows);
  });
}

/** Id of an advisory lock: two copies that start at once must not both create a first engineer. */
const firstEngineerLock = 704_100_001;

/**
 * Ensures that there is an engineer: adds the token that the operator chose, or creates one if there is no engineer yet and
 * returns it, to be shown once.
 */
export function ensureEngineer(
  db: Kysely<Database>,
  chosen: string | undefined,
  at: Date,
): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${firstEngineerLock})`.execute(trx);
    if (chosen !== undefined) {
      await insertToken(trx, { token: chosen, role: 'engineer', device_id: null, label: 'ENGINEER_TOKEN' }, at);
      return undefined;
    }
    const some = await trx.selectFrom('tokens').select('hash').where('role', '=', 'engineer').executeTakeFirst();
    if (some !== undefined) return undefined;
    const token = createToken();
    await insertToken(trx, { token, role: 'engineer', device_id: null, label: 'first' }, at);
    await writeAudit(trx, { actor: 'operator', action: 'engineer-added', subject: 'first', requestId: undefined }, at);
    return token;
  });
}
