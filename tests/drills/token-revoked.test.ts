import { Client } from 'pg';
import { expect, test } from 'vitest';
import { hasPostgres } from '../support/fresh-database';
import { runDrill } from './support/run-drill';

test.skipIf(!hasPostgres)('DRL-17 after a revocation every row stays on the device until it registers again', () =>
  runDrill('token revoked', {}, async ({ drill, newDevice }) => {
    const device = await newDevice();
    await device.save();
    await device.drainUntilEmpty();
    await revokeAll(drill.databaseUrl ?? '');
    for (let count = 0; count < 3; count += 1) await device.save();
    expect(await device.drain()).toEqual({ delivered: 0, end: { kind: 'blocked', by: { kind: 'token-refused' } } });
    expect(await device.drain()).toEqual({ delivered: 0, end: { kind: 'blocked', by: { kind: 'token-refused' } } });
    expect(await device.waiting()).toHaveLength(3);
    await letRegisterAgain(drill.databaseUrl ?? '');
    await device.register();
    expect(await device.drain()).toMatchObject({ delivered: 3, end: { kind: 'empty' } });
  }),
);

/** Revokes the device's token, as after a theft. */
function revokeAll(url: string): Promise<void> {
  return command(url, 'UPDATE tokens SET revoked_at = now()');
}

async function letRegisterAgain(url: string): Promise<void> {
  await command(url, 'DELETE FROM tokens');
}

async function command(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
