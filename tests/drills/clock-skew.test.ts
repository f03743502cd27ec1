import { expect, test } from 'vitest';
import { runDrill } from './support/run-drill';

const dayMs = 24 * 3_600_000;

test.each([-400, -3, 3, 400])(
  'DRL-16 a device whose clock is wrong by %i days delivers everything in its own order',
  (days) =>
    runDrill(`clock off by ${days} days`, {}, async ({ newDevice }) => {
      const wrong = await newDevice({ clockAheadMs: days * dayMs });
      const right = await newDevice();
      const id = await wrong.save();
      await right.save();
      await wrong.edit(id, 'first');
      await wrong.drainUntilEmpty();
      await wrong.edit(id, 'second');
      await right.drainUntilEmpty();
      await wrong.drainUntilEmpty();
      await wrong.edit(id, 'third');
      // The checker computes which change of a record is current: that with the greatest clock reading.
    }),
);

test('DRL-16 receipts of a server whose clock was days ahead for a while do not change the clock of a device', () =>
  runDrill(
    'server clock',
    { env: { FAKE_CLOCK_AHEAD_MS: String(5 * dayMs) }, preload: ['fake-clock'] },
    async ({ drill, newDevice }) => {
      const device = await newDevice();
      const id = await device.save();
      await device.drainUntilEmpty();
      await drill.server.kill();
      await drill.server.restart({ FAKE_CLOCK_AHEAD_MS: '0' });
      await device.edit(id, 'after the server had its clock set right');
      await device.drainUntilEmpty();
      const [last = { text: '' }] = (await drill.kept()).changes.filter(({ text }) => text.includes('set right'));
      const { at } = JSON.parse(last.text) as { readonly at: string };
      expect(Date.parse(at.slice(0, 24))).toBeLessThan(Date.now() + 1.1 * dayMs);
    },
  ));
