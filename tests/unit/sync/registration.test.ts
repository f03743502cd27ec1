import { expect, test } from 'vitest';
import { valueOf } from '../../contract/storage-fixture';
import { ModelIntake, portalPage, refuse } from '../../support/model-intake';
import { modelToken, openDevice, type SyncDevice } from '../../support/sync-device';

const request = { name: 'Phone 7', location: 'Shed', code: 'monsoon' };

/** A device that is not registered, whose user has asked for it. */
async function setUp(name?: string) {
  const server = new ModelIntake();
  const device = openDevice(server.send, name);
  valueOf(await device.settings.request(request));
  return { server, device };
}

async function stored({ settings }: SyncDevice) {
  const { registration, requested } = valueOf(await settings.read());
  return { phase: registration.phase, requested };
}

test('SYN-25 a drain registers the device first and then sends what was saved before', async () => {
  const { server, device } = await setUp();
  const id = await device.save();
  expect((await device.drain()).delivered).toBe(1);
  expect(server.log()[0]).toBe('POST /devices');
  expect([...server.changes.keys()]).toEqual([id]);
  expect(valueOf(await device.settings.read()).registration).toEqual({
    phase: 'registered',
    name: 'Phone 7',
    location: 'Shed',
    token: modelToken,
  });
  expect((await stored(device)).requested).toBeUndefined();
});

test.each([
  ['there is no connection', 'cut-before' as const, 'offline'],
  ['the answer is lost', 'cut-after' as const, 'offline'],
  ['a login page answers', portalPage(), 'not-our-server'],
  ['the server is restarted', new Response('', { status: 503 }), 'try-later'],
])('SYN-25 keeps the registration and tries again when %s, also after a restart', async (_case, answer, kind) => {
  const name = `device-${crypto.randomUUID()}`;
  const { server, device } = await setUp(name);
  server.fault = () => answer;
  expect((await device.drain()).end).toMatchObject({ kind: 'waiting', fault: { kind } });
  expect(await stored(device)).toEqual({ phase: 'none', requested: request });
  const again = openDevice(server.send, name);
  server.fault = () => undefined;
  await again.drain();
  expect(await stored(again)).toEqual({ phase: 'registered', requested: undefined });
});

test('SYN-25 waits for the network without a request where the browser reports none', async () => {
  const { server, device } = await setUp();
  const { end } = await device.drain('scheduled', { network: () => ({ isOnline: false, metered: 'unknown' }) });
  expect(end).toEqual({ kind: 'blocked', by: { kind: 'offline' } });
  expect(server.requests).toEqual([]);
});

test.each([
  ['a wrong code', () => refuse(403, { kind: 'not-allowed' }), 'not-admitted'],
  ['a device that is known', () => refuse(409, { kind: 'already-registered' }), 'already-registered'],
])('SYN-17 keeps the reason after %s and does not ask again', async (_case, answer, stoppedBecause) => {
  const { server, device } = await setUp();
  server.fault = answer;
  await device.drain();
  await device.drain();
  expect(server.requests).toHaveLength(1);
  expect(await stored(device)).toEqual({ phase: 'none', requested: { ...request, stoppedBecause } });
});

test('SYN-25 a cancelled registration is not sent, and a new one replaces it', async () => {
  const { server, device } = await setUp();
  valueOf(await device.settings.stopRequest('cancelled'));
  await device.drain();
  expect(server.requests).toEqual([]);
  valueOf(await device.settings.request({ name: 'Phone 8', location: 'Shed' }));
  // The refusal of the first request does not stop the second.
  valueOf(await device.settings.stopRequest('not-admitted', request));
  await device.drain();
  expect((await stored(device)).phase).toBe('registered');
});

test('SYN-25 waits as long as the server asks', async () => {
  const { server, device } = await setUp();
  server.fault = () => new Response('', { status: 503, headers: { 'retry-after': '60' } });
  expect((await device.drain()).end).toMatchObject({ kind: 'waiting', untilMs: device.clock.nowMs + 60_000 });
});
