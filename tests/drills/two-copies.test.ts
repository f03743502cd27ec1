import { expect, test } from 'vitest';
import { startFaultyProxy } from '../support/faulty-proxy';
import { hasPostgres } from '../support/fresh-database';
import { fairWeather } from '../support/network-fault';
import { startServer } from '../support/server-process';
import { jpegBytes, threeParts } from './support/made-change';
import { playScene } from './support/scene';

test.skipIf(!hasPostgres)(
  'DRL-23 two copies on one PostgreSQL and one folder of blobs, one killed under load: nothing is lost',
  () =>
    playScene('two copies', { database: 'postgres' }, async ({ drill, random, newDevice }) => {
      const env = {
        DATA_DIR: drill.dataDir,
        DATABASE_URL: drill.databaseUrl ?? '',
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'warn',
        LEGACY_API: 'off',
      };
      const other = await startServer({ env });
      // A balancer without stickiness: every request goes to the other copy than the one before it.
      const balancer = await startFaultyProxy(other.url, fairWeather);
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
        // The balancer sees that one copy is gone.
        copies.pop();
        for (const device of devices) await device.drainUntilEmpty();
      } finally {
        await balancer.close();
        await other.kill();
      }
    }),
);

/** Kills when the first device has had a third of its receipts. */
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
