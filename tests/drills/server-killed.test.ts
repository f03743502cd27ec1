import { describe, expect, test } from 'vitest';
import { hasPostgres } from '../support/fresh-database';
import { printedSeed, randomUuid, seededRandom } from '../support/seeded-random';
import type { ServerProcess } from '../support/server-process';
import { until } from '../support/until';
import { crashAtPreload, startDrillServer, type DrillDatabase } from './support/drill-server';
import { findFaults, Ledger, nothingWrong } from './support/ledger';
import { madeSaved, threeParts } from './support/made-change';
import { pushUntilKept, registerDevice, type PlainDevice } from './support/plain-device';

/**
 * `DRILL_EVERY=1` kills before every step, the default before every eighth: a server takes seconds to start, and there are almost 60 steps
 * on each of two databases. The printed seed decides which one is the first.
 */
const every = Number(process.env['DRILL_EVERY'] ?? 8);
const firstStep = 1 + (printedSeed('server killed, first step') % every);

/** Fewer steps mean that the preload missed the database or the disk. */
const fewestSteps = 15;

describe('DRL-10 the server is killed before every step of registering, receiving and committing', () => {
  test('on the embedded database', () => killAtEveryStep('embedded'));
  test.skipIf(!hasPostgres)('on PostgreSQL', () => killAtEveryStep('postgres'));
});

async function killAtEveryStep(database: DrillDatabase): Promise<void> {
  const random = seededRandom(printedSeed(`kill -9 at every step, ${database}`));
  const drill = await startDrillServer({ database, preload: [crashAtPreload], env: { CRASH_AT: String(firstStep) } });
  const ledger = new Ledger();
  try {
    let step = firstStep;
    for (; ; step += every) {
      const deviceId = randomUuid(random);
      const change = madeSaved({ random, deviceId, nowMs: Date.now(), photoBytes: threeParts });
      ledger.note(change.changeId, change.text, change.blobs);
      await arm(drill.server);
      const before = await deliverUntilKilled(drill.server, deviceId, change);
      if (before.outcome === 'kept') break;
      await drill.server.restart({ CRASH_AT: String(step + every) });
      const device = before.device ?? (await registerDevice(drill.server.url, deviceId));
      const receipt = await pushUntilKept(drill.server.url, device, change);
      expect(await pushUntilKept(drill.server.url, device, change)).toEqual(receipt);
    }
    const steps = stepsOf(drill.server);
    console.log(`${database}: killed before every ${every}. of ${steps.length} steps\n${steps.join('\n')}`);
    expect(steps.length).toBeGreaterThan(fewestSteps);
    expect(await findFaults(ledger, await drill.kept())).toEqual(nothingWrong);
  } finally {
    await drill.close();
  }
}

async function arm(server: ServerProcess): Promise<void> {
  const printed = server.log().length;
  server.signal('SIGUSR2');
  await until('counting begins', () => (server.log().includes('crash-at: counting', printed) ? true : undefined));
}

interface Delivery {
  readonly outcome: 'kept' | 'killed';
  readonly device?: PlainDevice;
}

/** Registers and pushes. Ends when the server ends. */
async function deliverUntilKilled(
  server: ServerProcess,
  deviceId: string,
  change: ReturnType<typeof madeSaved>,
): Promise<Delivery> {
  let device: PlainDevice | undefined;
  const stop = new AbortController();
  const delivered = (async () => {
    device = await registerDevice(server.url, deviceId, stop.signal);
    await pushUntilKept(server.url, device, change, stop.signal);
    return 'kept' as const;
  })();
  const killed = server.ended().then(() => 'killed' as const);
  const outcome = await Promise.race([delivered, killed]);
  stop.abort();
  await delivered.catch(() => undefined);
  return { outcome, ...(device && { device }) };
}

/** The steps of the last delivery, which was complete. */
function stepsOf(server: ServerProcess): readonly string[] {
  const last = server.log().lastIndexOf('crash-at: counting');
  return server
    .log()
    .slice(last)
    .split('\n')
    .filter((line) => line.startsWith('crash-at: step'));
}
