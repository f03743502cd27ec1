import { expect, test } from 'vitest';
import { runDrill } from './support/run-drill';

test('DRL-18 two devices with the same user deliver side by side: each has its own records, none twice', () =>
  runDrill('two devices', {}, async ({ newDevice }) => {
    const [first, second] = [await newDevice(), await newDevice()];
    for (let count = 0; count < 10; count += 1) {
      const [a, b] = await Promise.all([first.save(), second.save()]);
      await Promise.all([first.edit(a, `a ${count}`), second.edit(b, `b ${count}`)]);
      const reports = await Promise.all([first.drain(), second.drain()]);
      expect(reports).toEqual([empty, empty]);
    }
  }));

const empty = { delivered: 2, end: { kind: 'empty' } };
