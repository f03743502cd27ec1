import { expect, test } from 'vitest';
import { runDrill } from './support/run-drill';

test.each([{ kind: 'portal' }, { kind: 'redirect' }, { kind: 'friendly-json' }] as const)(
  'DRL-13 a gateway that responds to everything itself ($kind) confirms nothing and loses nothing',
  (fault) =>
    runDrill(`captive portal, ${fault.kind}`, {}, async ({ proxy, newDevice }) => {
      const device = await newDevice();
      for (let count = 0; count < 5; count += 1) await device.save();
      proxy.setPlan(() => fault);
      for (let count = 0; count < 3; count += 1) {
        const report = await device.drain();
        expect(report).toMatchObject({ delivered: 0, end: { kind: 'waiting', fault: { kind: 'not-our-server' } } });
      }
      expect(await device.waiting()).toHaveLength(5);
    }),
);
