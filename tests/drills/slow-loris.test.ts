import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { faultTimes } from '../support/network-fault';
import { until } from '../support/until';
import { runDrill } from './support/run-drill';

/** Long enough for a slow machine to register and commit; the trickle takes much longer. */
const limitMs = 1_500;
const trickleMs = 8_000;

test.each(['request', 'answer'] as const)(
  'DRL-15 the %s trickles: the device times out, sends again, and the server stores the change once',
  (way) =>
    runDrill(`slow ${way}`, {}, async ({ proxy, newDevice }) => {
      const device = await newDevice({ limitMs });
      for (let count = 0; count < 3; count += 1) await device.save();
      proxy.setPlan(faultTimes(3, () => true, { kind: 'slow', way, forMs: trickleMs }));
      const startedAt = performance.now();
      expect(await device.drain()).toMatchObject({
        end: { kind: 'waiting', fault: { kind: 'too-slow', limitMs } },
      });
      expect(performance.now() - startedAt).toBeLessThan(trickleMs);
    }),
);

test('DRL-15 three hundred slow connections do not prevent a device from sending', () =>
  runDrill('slow loris', {}, async ({ drill, newDevice }) => {
    const device = await newDevice();
    const idleSockets = Array.from({ length: 300 }, () => {
      const socket = connect(drill.server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('PUT /api/intake/v1/changes/x HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n{');
      return socket;
    });
    const trickle = setInterval(() => idleSockets.forEach((socket) => socket.write(' ')), 200);
    try {
      await until('all are connected', () => (idleSockets.every(({ connecting }) => !connecting) ? true : undefined));
      for (let count = 0; count < 5; count += 1) await device.save();
      expect(await device.drain()).toMatchObject({ delivered: 5, end: { kind: 'empty' } });
    } finally {
      clearInterval(trickle);
      for (const socket of idleSockets) socket.destroy();
    }
  }));
