import { expect, test } from 'vitest';
import { faultTimes } from '../support/network-fault';
import { runDrill } from './support/run-drill';

test.each([500, 502, 503, 429, 408] as const)(
  'DRL-14 a server that responds %i for a while gets everything later',
  (status) =>
    runDrill(`status ${status}`, {}, async ({ proxy, newDevice }) => {
      const device = await newDevice();
      for (let count = 0; count < 4; count += 1) await device.save();
      proxy.setPlan(faultTimes(6, () => true, { kind: 'refuse', status }));
      const report = await device.drain();
      expect(report).toMatchObject({ end: { kind: 'waiting', fault: { kind: 'try-later', status } } });
      expect((await device.waiting()).length).toBeGreaterThan(0);
    }),
);

test('DRL-14 after a 429 with Retry-After no request is sent before that time', () =>
  runDrill('Retry-After', {}, async ({ proxy, newDevice }) => {
    const device = await newDevice();
    await device.save();
    proxy.setPlan(faultTimes(1, () => true, { kind: 'refuse', status: 429, retryAfterS: 2 }));
    const askedAt = performance.now();
    await device.drain();
    const refused = proxy.counts()['refuse'];
    await device.drain();
    expect(proxy.counts()['refuse']).toBe(refused);
    await device.drainUntilEmpty();
    expect(performance.now() - askedAt).toBeGreaterThan(1_900);
  }));
