import { expect, test } from 'vitest';
import { startFaultyProxy } from '../support/faulty-proxy';
import { hasPostgres } from '../support/fresh-database';
import { noFaults } from '../support/network-fault';
import { startServer } from '../support/server-process';
import { jpegBytes, threeParts } from './support/made-change';
import { runDrill } from './support/run-drill';

test.skipIf(!hasPostgres)(
  'DRL-23 two copies on one PostgreSQL and one folder of blobs, one killed under load: nothing is lost',
  () =>
    runDrill('two copies', { database: 'postgres' }, async ({ drill, random, newDevice }) => {
      const env = {
        DATA_DIR: drill.dataDir,
        DATABASE_URL: drill.databaseUrl ?? '',
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'warn',
        LEGACY_API: 'off',
      };
      const other = await startServer({ env });
      // A balancer without sticky sessions: requests alternate between the copies.
      const balancer = await startFaultyProxy(other.url, noFaults);
      const copies = [drill.server.url, other.url];
      balancer.setPlan(({ ordinal }) => {
        balancer.setTarget(copies[ordinal % copies.length] ?? other.url);
        return { kind: 'none' };
      });
      try {
        const devices = await Promise.all(Array.from({ length: 8 }, () => newDevice({ url: balancer.url })));
        for (const device of devices) {
          await device.save(jpegBytes(random, threeParts));
          for (let count = 0; count < 15; count += 1) await device.save();
        }
        const draining = Promise.all(devices.map((device) => device.drain()));
        await killWhenBusy(other.kill, () => devices[0]?.store.summary());
        await draining;
        expect((await Promise.all(devices.map((device) => device.waiting()))).flat().length).toBeGreaterThan(0);
        // The balancer detects that one copy is down.
        copies.pop();
        for (const device of devices) await device.drainUntilEmpty();
      } finally {
        await balancer.close();
        await other.kill();
      }
    }),
);

/** Kills when the first device has a third of its receipts. */
async function killWhenBusy(
  kill: () => Promise<void>,
  summary: () => Promise<{ readonly ok: boolean; readonly value?: { readonly waiting: number } }> | undefined,
): Promise<void> {
  for (;;) {
    const seen = await summary();
    if ((seen?.value?.waiting ?? 0) <= 10) break;
  }
  await kill();
}
