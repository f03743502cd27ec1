/** Devices and tokens, on each database. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { parseDeviceToken } from '../../../src/protocol/intake';
import { readmitDevice, revokeDevice } from '../../../server/devices/devices';
import { hashToken } from '../../../server/devices/tokens';
import type { OpenDatabase } from '../../../server/database/open-database';
import { openIntakeFixture, openIntakeForSuite, refusalIn, type IntakeFixture } from './intake-fixture';

const none = { blobs: [] };

/** Runs the suite on the database that `database()` returns. */
export function describeDevices(name: string, database: () => OpenDatabase): void {
  describe(name, () => {
    let intake: IntakeFixture;
    openIntakeForSuite(database, (opened) => {
      intake = opened;
    });

    const registered = async (body: unknown) =>
      parseDeviceToken(await (await intake.call('POST', '/devices', { body })).json())?.token ?? '';
    const statusWith = async (token: string) =>
      (await intake.call('POST', '/blobs/missing', { token, body: none })).status;

    test('INT-40 a registration in UTF-16 or with a byte order mark is read; a name with lost characters is refused', async () => {
      const text = (name: string) => JSON.stringify({ deviceId: randomUUID(), name, location: 'Shed 3' });
      const send = async (bytes: Uint8Array) => (await intake.call('POST', '/devices', { body: bytes })).status;
      const marked = Buffer.from(`\ufeff${text('ग्रे')}`, 'utf16le');
      expect(await send(marked)).toBe(201);
      expect(await send(Buffer.from(text('ग्रे'), 'utf16le').swap16())).toBe(201);
      expect(await send(Buffer.from(`\ufeff${text('ग्रे')}`))).toBe(201);
      const names = await intake.dependencies.db
        .selectFrom('devices')
        .select('name')
        .where('name', '=', 'ग्रे')
        .execute();
      expect(names).toHaveLength(3);
      for (const bytes of [
        Buffer.from(text('Jos\u00e9'), 'latin1'),
        Buffer.from(text('Jos\ufffd')),
        Buffer.from(text('a').replace('"a"', '"Jos\\ud800"')),
        Buffer.from(text('a').replace('"a"', '"Jos\\u0000"')),
      ]) {
        expect([bytes.toString(), await send(bytes)]).toEqual([bytes.toString(), 400]);
      }
    });

    test('INT-40 a parameter that is sent twice with different values is refused', async () => {
      const { token } = await intake.register();
      const status = async (query: string) => (await intake.call('GET', `/records${query}`, { token })).status;
      expect([await status('?after=1&after=1'), await status('?after=1&after=2')]).toEqual([200, 400]);
    });

    test('INT-1 registering again gives a new token until one was used', async () => {
      const body = { deviceId: randomUUID(), name: 'Phone', location: 'Shed' };
      const lost = await registered(body);
      const kept = await registered({ ...body, name: 'Phone 2' });
      expect(await statusWith(lost)).toBe(401);
      expect(await statusWith(kept)).toBe(200);
      const again = await intake.call('POST', '/devices', { body });
      expect(await refusalIn(again)).toEqual({ status: 409, fault: { kind: 'already-registered' } });
      expect(await statusWith(kept)).toBe(200);
      const row = await intake.dependencies.db
        .selectFrom('devices')
        .selectAll()
        .where('id', '=', body.deviceId)
        .executeTakeFirst();
      expect([row?.name, row?.location, row?.last_seen_at?.getTime()]).toEqual(['Phone 2', 'Shed', intake.nowMs]);
    });

    test('INT-1 many registrations of one device at once leave one token that works', async () => {
      const body = { deviceId: randomUUID(), name: 'Phone', location: 'Shed' };
      const tokens = await Promise.all([1, 2, 3, 4].map(() => registered(body)));
      const statuses = await Promise.all(tokens.map(statusWith));
      expect(statuses.sort()).toEqual([200, 401, 401, 401]);
    });

    test('INT-1 an invalid registration is refused with the path of its fault', async () => {
      const faultOf = async (body: unknown) => (await refusalIn(await intake.call('POST', '/devices', { body }))).fault;
      expect(await faultOf({ deviceId: 'x', name: 'a', location: 'b' })).toMatchObject({ at: 'deviceId' });
      expect(await faultOf({ deviceId: randomUUID(), name: ' ', location: 'b' })).toMatchObject({ at: 'name' });
      expect(await faultOf({ deviceId: randomUUID(), name: 'a' })).toMatchObject({ at: 'location' });
      expect(await faultOf('{')).toMatchObject({ kind: 'not-valid', wanted: 'JSON in UTF-8' });
      const named = { deviceId: randomUUID(), name: 'nul \0 in it', location: 'b' };
      expect((await intake.call('POST', '/devices', { body: named })).status).toBe(400);
    });

    test('INT-3 no table holds the text of a token', async () => {
      const { token } = await intake.register();
      const { rows } = await sql<{ row: string }>`select t::text as row from tokens t`.execute(intake.dependencies.db);
      const all = rows.map(({ row }) => row).join('\n');
      expect(all).toContain(hashToken(token));
      expect(all).not.toContain(token);
    });

    test('INT-4 without a valid token 401, with a revoked one or of the wrong role 403', async () => {
      const device = await intake.register();
      const refusal = async (token: string | undefined, path: string) =>
        refusalIn(await intake.call('POST', path, { token, body: 'not even JSON' }));
      expect(await refusal(undefined, '/blobs/missing')).toEqual({ status: 401, fault: { kind: 'no-token' } });
      expect(await refusal('x'.repeat(43), '/import')).toEqual({ status: 401, fault: { kind: 'no-token' } });
      expect(await refusal(device.token, '/import')).toEqual({ status: 403, fault: { kind: 'not-allowed' } });
      expect(await refusal(await intake.engineer(), '/blobs/missing')).toMatchObject({ status: 403 });
      expect(await statusWith(device.token)).toBe(200);
      expect(await revokeDevice(intake.dependencies.db, device.id, 'operator', new Date())).toBe(true);
      expect(await refusal(device.token, '/blobs/missing')).toEqual({ status: 403, fault: { kind: 'token-revoked' } });
      const body = { deviceId: device.id, name: 'Phone', location: 'Shed' };
      expect((await intake.call('POST', '/devices', { body })).status).toBe(403);
      expect(await readmitDevice(intake.dependencies.db, device.id, 'operator', new Date())).toBe(true);
      expect(await statusWith(await registered(body))).toBe(200);
      expect(await statusWith(device.token)).toBe(401);
      expect(await revokeDevice(intake.dependencies.db, randomUUID(), 'operator', new Date())).toBe(false);
    });

    test('INT-2 with a registration code set, registration requires it', async () => {
      const coded = await openIntakeFixture(database(), { registrationCode: 'monsoon' });
      const body = { deviceId: randomUUID(), name: 'Phone', location: 'Shed' };
      const statuses = [];
      for (const code of [{}, { registrationCode: 'monsoo' }, { registrationCode: 'monsoon' }]) {
        statuses.push((await coded.call('POST', '/devices', { body: { ...body, ...code } })).status);
      }
      await coded.close();
      expect(statuses).toEqual([403, 403, 201]);
    });
  });
}
