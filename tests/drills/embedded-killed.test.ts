import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { integer } from '../support/seeded-random';
import { runDrill } from './support/run-drill';

/** `DRILL_KILLS` sets the number of kills; CI takes 6. */
const kills = Number(process.env['DRILL_KILLS'] ?? 4);

test('DRL-24 the server is killed at random moments under load, while the embedded database writes', () =>
  runDrill('embedded, random kills', { database: 'embedded' }, async ({ drill, random, newDevice }) => {
    const devices = await Promise.all([newDevice(), newDevice(), newDevice()]);
    for (let kill = 0; kill < kills; kill += 1) {
      for (const device of devices) for (let count = 0; count < 8; count += 1) await device.save();
      const draining = Promise.all(devices.map((device) => device.drain()));
      await pause(integer(random, 20, 700));
      await drill.server.kill();
      await draining;
      await drill.server.restart();
    }
    expect(drill.server.isRunning()).toBe(true);
  }));
