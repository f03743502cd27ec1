/** Runs a drill: a server, a faulty proxy, devices, and the checker at the end. */
import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import { startFaultyProxy, type FaultyProxy } from '../../support/faulty-proxy';
import { hasPostgres } from '../../support/fresh-database';
import { noFaults } from '../../support/network-fault';
import { printedSeed, seededRandom, type Random } from '../../support/seeded-random';
import { startDrillServer, type DrillPlan, type DrillServer } from './drill-server';
import { findFaults, Ledger, nothingWrong } from './ledger';
import { NodeDevice, type NodeDevicePlan } from './node-device';

/** What a drill can use. */
export interface Drill {
  readonly drill: DrillServer;
  readonly proxy: FaultyProxy;
  readonly ledger: Ledger;
  readonly random: Random;
  /** A registered device behind the proxy. */
  readonly newDevice: (plan?: Partial<NodeDevicePlan>) => Promise<NodeDevice>;
}

/** A server and the ledger of everything that was saved. */
interface SharedServer {
  readonly drill: DrillServer;
  readonly ledger: Ledger;
}

/** Shared by all drills that need no special settings: their files run in one process, one after the other, and it ends with that process. */
let defaultServer: Promise<SharedServer> | undefined;

/**
 * Runs `body`, then removes all faults, empties every outbox and checks that every saved change is at the server
 * exactly once and byte-identical.
 */
export async function runDrill(
  name: string,
  plan: Partial<DrillPlan>,
  body: (scene: Drill) => Promise<void>,
): Promise<void> {
  const random = seededRandom(printedSeed(name));
  const isDefault = Object.keys(plan).length === 0;
  const { drill, ledger } = await (isDefault ? (defaultServer ??= startDefaultServer()) : startServer(plan));
  const proxy = await startFaultyProxy(drill.server.url, noFaults);
  const devices: NodeDevice[] = [];
  const newDevice = async (change: Partial<NodeDevicePlan> = {}) => {
    const device = new NodeDevice({ url: proxy.url, ledger, random, ...change });
    devices.push(device);
    await device.register();
    return device;
  };
  try {
    await body({ drill, proxy, ledger, random, newDevice });
    proxy.setPlan(noFaults);
    for (const device of devices) await device.drainUntilEmpty();
    await proxy.settled();
    console.log(`${name}: ${ledger.entries.length} changes, faults ${JSON.stringify(proxy.counts())}`);
    for (const device of devices) expect(await device.waiting()).toEqual([]);
    expect(await findFaults(ledger, await drill.kept())).toEqual(nothingWrong);
  } catch (error) {
    // If the server has ended, its log explains the failure better than the error does.
    if (!drill.server.isRunning()) console.error(`the server is not running:\n${drill.server.log()}`);
    throw error;
  } finally {
    await Promise.all(devices.map((device) => device.close()));
    await proxy.close();
    if (!isDefault) await drill.close();
  }
}

async function startDefaultServer(): Promise<SharedServer> {
  const shared = await startServer({});
  process.once('exit', () => rmSync(shared.drill.dataDir, { recursive: true, force: true }));
  // Vitest ends the process of its tests with this signal.
  process.once('SIGTERM', () => process.exit());
  return shared;
}

async function startServer(plan: Partial<DrillPlan>): Promise<SharedServer> {
  const database = hasPostgres ? 'postgres' : 'embedded';
  return { drill: await startDrillServer({ database, ...plan }), ledger: new Ledger() };
}
