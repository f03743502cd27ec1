/** Runs a drill: a server, a faulty proxy, devices, and the checker at the end. */
import { afterAll, expect } from 'vitest';
import { startFaultyProxy, type FaultyProxy } from '../../support/faulty-proxy';
import { hasPostgres } from '../../support/fresh-database';
import { noFaults } from '../../support/network-fault';
import { printedSeed, seededRandom, type Random } from '../../support/seeded-random';
import { startDrillServer, type DrillPlan, type DrillServer } from './drill-server';
import { findFaults, Ledger, nothingWrong } from './ledger';
import { NodeDevice, type NodeDevicePlan } from './node-device';

/** What a drill works with. */
export interface Scene {
  readonly drill: DrillServer;
  readonly proxy: FaultyProxy;
  readonly ledger: Ledger;
  readonly random: Random;
  /** A registered device behind the proxy. */
  readonly newDevice: (plan?: Partial<NodeDevicePlan>) => Promise<NodeDevice>;
}

/** A server and the ledger of everything that was saved. */
interface Stage {
  readonly drill: DrillServer;
  readonly ledger: Ledger;
}

/** The default server of a test file, shared by its drills that need no special settings. */
let plainStage: Promise<Stage> | undefined;
afterAll(async () => (await plainStage)?.drill.close());

/**
 * Runs `act`, then removes all faults, empties every outbox and checks that every saved change is at the server
 * exactly once and byte-identical.
 */
export async function runDrill(
  name: string,
  plan: Partial<DrillPlan>,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  const random = seededRandom(printedSeed(name));
  const isPlain = Object.keys(plan).length === 0;
  const { drill, ledger } = await (isPlain ? (plainStage ??= setStage({})) : setStage(plan));
  const proxy = await startFaultyProxy(drill.server.url, noFaults);
  const devices: NodeDevice[] = [];
  const newDevice = async (change: Partial<NodeDevicePlan> = {}) => {
    const device = new NodeDevice({ url: proxy.url, ledger, random, ...change });
    devices.push(device);
    await device.register();
    return device;
  };
  try {
    await act({ drill, proxy, ledger, random, newDevice });
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
    if (!isPlain) await drill.close();
  }
}

async function setStage(plan: Partial<DrillPlan>): Promise<Stage> {
  const database = hasPostgres ? 'postgres' : 'embedded';
  return { drill: await startDrillServer({ database, ...plan }), ledger: new Ledger() };
}
