import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startFaultyProxy, type FaultyProxy } from '../support/faulty-proxy';
import { hasPostgres } from '../support/fresh-database';
import { noFaults, randomFaults } from '../support/network-fault';
import { lightFetch } from '../support/light-fetch';
import { integer, printedSeed, seededRandom, type Random } from '../support/seeded-random';
import { startDrillServer, type DrillServer } from './support/drill-server';
import { findFaults, Ledger, nothingWrong } from './support/ledger';
import { jpegBytes } from './support/made-change';
import { NodeDevice } from './support/node-device';

/** `DRILL_RECORDS` sets the number of records; CI takes 10,000. */
const wantedRecords = Number(process.env['DRILL_RECORDS'] ?? 1_000);
const deviceCount = 40;
const recordsAtOnce = 10;
const triesApartMs = 150;
const dayMs = 24 * 3_600_000;

test.skipIf(!hasPostgres)(
  'DRL-20 many records of forty devices arrive exactly once despite random faults, device crashes and server kills',
  { timeout: 5_400_000 },
  async () => {
    const seed = printedSeed('forty devices');
    const random = seededRandom(seed);
    const drill = await startDrillServer({ database: 'postgres' });
    const proxy = await startFaultyProxy(drill.server.url, noFaults);
    const ledger = new Ledger();
    const shared = jpegBytes(random, 2_000);
    const devices = Array.from({ length: deviceCount }, (_, index) =>
      newDevice(proxy.url, ledger, seededRandom(seed + index + 1)),
    );
    const startedAt = performance.now();
    try {
      await Promise.all(devices.map((device) => device.register()));
      proxy.setPlan(randomFaults(random, 0.04, 150));
      const kills = killNowAndThen(drill, random);
      await Promise.all(devices.map((device, index) => work(device, seededRandom(seed - index - 1), shared)));
      proxy.setPlan(noFaults);
      const killed = await kills.stop();
      await Promise.all(devices.map((device) => device.drainUntilEmpty()));
      await proxy.settled();
      await report(proxy, devices, ledger, killed, performance.now() - startedAt);
      for (const device of devices) expect(await device.waiting()).toEqual([]);
      expect(killed).toBeGreaterThan(0);
      expect(await findFaults(ledger, await drill.kept())).toEqual(nothingWrong);
    } finally {
      await proxy.close();
      await drill.close();
    }
  },
);

function newDevice(url: string, ledger: Ledger, random: Random): NodeDevice {
  const clockAheadMs = integer(random, -5, 5) * dayMs;
  return new NodeDevice({
    url,
    ledger,
    random,
    clockAheadMs,
    crashShare: 0.004,
    limitMs: 10_000,
    send: lightFetch(url),
  });
}

/** Saves, edits and deletes, and drains after every few records. */
async function work(device: NodeDevice, random: Random, shared: Uint8Array<ArrayBuffer>): Promise<void> {
  const wanted = Math.ceil(wantedRecords / deviceCount);
  const thumbnail = jpegBytes(random, 900);
  if (random() < 0.4) await device.keepPhotos();
  for (let saved = 0; saved < wanted; saved += 1) {
    const id = await device.save(photoFor(random, shared), random() < 0.75 ? thumbnail : undefined);
    if (random() < 0.05) await device.edit(id, `note ${saved}`);
    if (random() < 0.02) await editRandomRecord(device, random);
    if (saved % recordsAtOnce === recordsAtOnce - 1) await drainDespiteFaults(device);
  }
}

/** Retries, with a limit: the server may be down. */
async function drainDespiteFaults(device: NodeDevice): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const report = await device.drain();
    if (report === 'died') continue;
    if (report.end.kind === 'empty') return;
    // Like a device's retry timer, but shorter: no busy loop while the server is down.
    await pause(triesApartMs);
  }
}

/** Most photos are small, to keep the drill short; a few need several parts; some are the same picture on many devices. */
function photoFor(random: Random, shared: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const drawn = random();
  if (drawn < 0.02) return shared;
  return jpegBytes(random, drawn < 0.025 ? integer(random, 260_000, 600_000) : integer(random, 200, 4_000));
}

async function editRandomRecord(device: NodeDevice, random: Random): Promise<void> {
  const ids = device.recordIds;
  const id = ids[integer(random, 0, ids.length - 1)];
  if (id === undefined) return;
  await (random() < 0.5 ? device.remove(id) : device.edit(id, `later ${random()}`));
}

/**
 * Kills and restarts the server repeatedly, the first time soon, because a fast machine sends all records in seconds. Then it is up at
 * least twice as long as it took to start: on a slow machine it would otherwise be down most of the time, and the drill would never end.
 */
function killNowAndThen({ server }: DrillServer, random: Random): { readonly stop: () => Promise<number> } {
  const ending = new AbortController();
  const running = (async () => {
    let kills = 0;
    let startMs = 0;
    for (;;) {
      const upMs = kills === 0 ? integer(random, 2_000, 4_000) : Math.max(integer(random, 4_000, 12_000), 2 * startMs);
      await pause(upMs, undefined, { signal: ending.signal }).catch(() => undefined);
      if (ending.signal.aborted) return kills;
      await server.kill();
      kills += 1;
      const startedAt = performance.now();
      await server.restart();
      startMs = performance.now() - startedAt;
    }
  })();
  return {
    stop: () => {
      ending.abort();
      return running;
    },
  };
}

async function report(
  proxy: FaultyProxy,
  devices: readonly NodeDevice[],
  ledger: Ledger,
  kills: number,
  tookMs: number,
): Promise<void> {
  const crashCount = devices.reduce((sum, device) => sum + device.crashCount, 0);
  const waiting = await Promise.all(devices.map(async (device) => (await device.waiting()).length));
  const { user, system } = process.cpuUsage();
  console.log(
    [
      `${Math.round((user + system) / 1e6)} s of CPU here,`,
      `${ledger.entries.length} changes in ${Math.round(tookMs / 1000)} s,`,
      `${kills} kills of the server, ${crashCount} crashCount of devices,`,
      `${waiting.reduce((sum, count) => sum + count, 0)} still waiting, requests ${JSON.stringify(proxy.counts())}`,
    ].join(' '),
  );
}
