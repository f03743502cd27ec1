/** Devices: registered by themselves, revoked and admitted again by the operator. */
import type { Kysely } from 'kysely';
import type { DeviceRegistration, DeviceToken, IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Database, DeviceRow } from '../database/schema';
import { writeAudit } from './audit';
import { createToken, hashToken } from './tokens';

/** The time and the request id of an audit line. */
export interface AuditContext {
  readonly at: Date;
  readonly requestId?: string;
}

/**
 * Registers a device and returns its token. Can be repeated until a token is used for the first time, because a response may be
 * lost. Afterwards the id cannot be registered again.
 */
export function registerDevice(
  db: Kysely<Database>,
  registration: DeviceRegistration,
  auditContext: AuditContext,
): Promise<Result<DeviceToken, IntakeFault>> {
  const deviceId = registration.deviceId.toLowerCase();
  return db.transaction().execute(async (trx) => {
    await insertDevice(trx, { ...registration, deviceId }, auditContext.at);
    const device = await lockDevice(trx, deviceId);
    if (device.revoked_at !== null) return fail({ kind: 'token-revoked' });
    if (await hasUsedToken(trx, deviceId)) return fail({ kind: 'already-registered' });
    return succeed(await issueToken(trx, { ...registration, deviceId }, auditContext));
  });
}

async function insertDevice(trx: Kysely<Database>, device: DeviceRegistration, at: Date): Promise<void> {
  const { deviceId: id, name, location } = device;
  await trx
    .insertInto('devices')
    .values({
      id,
      name: storable(name),
      location: storable(location),
      registered_at: at,
      last_seen_at: null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** PostgreSQL stores no NUL in a text. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}

function lockDevice(trx: Kysely<Database>, id: string): Promise<DeviceRow> {
  return trx.selectFrom('devices').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

async function hasUsedToken(trx: Kysely<Database>, deviceId: string): Promise<boolean> {
  const used = trx.selectFrom('tokens').select('hash').where('device_id', '=', deviceId);
  return (await used.where('first_used_at', 'is not', null).executeTakeFirst()) !== undefined;
}

async function issueToken(
  trx: Kysely<Database>,
  { deviceId, name, location }: DeviceRegistration,
  { at, requestId }: AuditContext,
): Promise<DeviceToken> {
  const token = createToken();
  await trx.deleteFrom('tokens').where('device_id', '=', deviceId).execute();
  await trx
    .updateTable('devices')
    .set({ name: storable(name), location: storable(location) })
    .where('id', '=', deviceId)
    .execute();
  await insertToken(trx, { token, role: 'device', device_id: deviceId, label: null }, at);
  const entry = { actor: `device ${deviceId}`, action: 'device-registered', subject: deviceId, requestId };
  await writeAudit(trx, entry, at);
  return { deviceId, token };
}

/** A token and its rights. Only its hash is stored. */
export interface NewToken {
  readonly token: string;
  readonly role: 'device' | 'engineer';
  readonly device_id: string | null;
  readonly label: string | null;
}

/** Stores the hash of a token. */
export async function insertToken(db: Kysely<Database>, { token, ...rights }: NewToken, at: Date): Promise<void> {
  await db
    .insertInto('tokens')
    .values({ ...rights, hash: hashToken(token), created_at: at, first_used_at: null, revoked_at: null })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}

/** Revokes a device. Its records stay. Returns whether the device exists. */
export function revokeDevice(db: Kysely<Database>, deviceId: string, actor: string, at: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('devices')
      .set({ revoked_at: at })
      .where('id', '=', deviceId)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return false;
    await trx.updateTable('tokens').set({ revoked_at: at }).where('device_id', '=', deviceId).execute();
    await writeAudit(trx, { actor, action: 'device-revoked', subject: deviceId, requestId: undefined }, at);
    return true;
  });
}

/** Lets a device register again, after a revocation or if it has lost its token. Its old tokens are deleted. */
export function readmitDevice(db: Kysely<Database>, deviceId: string, actor: string, at: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('devices')
      .set({ revoked_at: null })
      .where('id', '=', deviceId)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return false;
    await trx.deleteFrom('tokens').where('device_id', '=', deviceId).execute();
    await writeAudit(trx, { actor, action: 'device-readmitted', subject: deviceId, requestId: undefined }, at);
    return true;
  });
}

/** All devices, the last seen first. */
export function listDevices(db: Kysely<Database>): Promise<readonly DeviceRow[]> {
  return db
    .selectFrom('devices')
    .selectAll()
    .orderBy('last_seen_at', (order) => order.desc().nullsLast())
    .execute();
}
