import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mountSmallDisk } from '../support/small-disk';
import { until } from '../support/until';
import { crashAtPreload } from './support/drill-server';
import { jpegBytes } from './support/made-change';
import { runDrill } from './support/run-drill';

test('DRL-22 a server whose disk is full reports it, stores nothing in part, and accepts everything once there is space', () =>
  runDrill('disk full', { preload: [crashAtPreload], env: { FULL_AT: '1' } }, async ({ drill, newDevice }) => {
    const device = await newDevice();
    for (let count = 0; count < 3; count += 1) await device.save();
    drill.server.signal('SIGUSR2');
    await until('the disk is full', () => (drill.server.log().includes('crash-at: counting') ? true : undefined));
    expect(await device.drain()).toMatchObject({ delivered: 0, end: { fault: { kind: 'try-later', status: 507 } } });
    expect(await device.waiting()).toHaveLength(3);
    drill.server.signal('SIGUSR2');
    await until('there is room again', () => (drill.server.log().includes('crash-at: over') ? true : undefined));
    await device.drainUntilEmpty();
  }));

const smallDisk = mountSmallDisk(4);
afterAll(() => smallDisk?.remove());

test.skipIf(smallDisk === undefined)('DRL-22 a real file system fills up in the middle of a blob', () => {
  const dir = smallDisk?.dir ?? '';
  return runDrill('small disk', { dataDir: dir }, async ({ random, newDevice }) => {
    const device = await newDevice();
    const filler = join(dir, 'filler');
    writeFileSync(filler, Buffer.alloc(freeBytes(dir) - 100_000));
    await device.save(jpegBytes(random, 400_000));
    await device.save(jpegBytes(random, 2_000));
    expect(await device.drain()).toMatchObject({ end: { fault: { kind: 'try-later', status: 507 } } });
    rmSync(filler);
    await device.drainUntilEmpty();
  });
});

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
