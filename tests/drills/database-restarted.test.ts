import { describe, expect, test } from 'vitest';
import { hasPostgres } from '../support/fresh-database';
import { findPostgres, startPostgres, type Postgres } from '../support/postgres';
import { runDrill } from './support/run-drill';

describe.skipIf(!hasPostgres)('DRL-21 the database stops under load and is restarted', () => {
  test.each(['asked', 'killed'] as const)(
    '%s: the server says 503, stays up, and takes everything afterwards',
    async (manner) => {
      const postgres = await startPostgres(findPostgres() ?? '');
      try {
        await restartUnderLoad(postgres, manner);
      } finally {
        await postgres.remove();
      }
    },
  );
});

function restartUnderLoad(postgres: Postgres, manner: 'asked' | 'killed'): Promise<void> {
  const plan = { database: 'postgres', databaseUrl: postgres.urlOf('postgres') } as const;
  return runDrill(`database ${manner}`, plan, async ({ drill, newDevice }) => {
    const devices = await Promise.all([newDevice(), newDevice(), newDevice()]);
    for (const device of devices) for (let count = 0; count < 10; count += 1) await device.save();
    const draining = Promise.all(devices.map((device) => device.drain()));
    await postgres.stop(manner);
    await draining;
    const [first] = devices;
    await first.save();
    expect(await first.drain()).toMatchObject({ delivered: 0, end: { kind: 'waiting', fault: { status: 503 } } });
    expect(await healthOf(drill.server.url)).toBe(503);
    expect(drill.server.isRunning()).toBe(true);
    await postgres.start();
    for (const device of devices) await device.drainUntilEmpty();
    expect(await healthOf(drill.server.url)).toBe(200);
  });
}

async function healthOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/health`);
  await answer.body?.cancel();
  return answer.status;
}
