import { expect, test } from 'vitest';
import { createIntakeClient } from '../../../src/sync/intake-client';
import { registerDevice } from '../../../src/sync/register-device';
import { valueOf } from '../../contract/storage-fixture';
import { ModelIntake, portalPage, refuse } from '../../support/model-intake';
import { modelToken, openDevice } from '../../support/sync-device';

function setUp() {
  const server = new ModelIntake();
  const { settings } = openDevice(server.send);
  const intake = createIntakeClient({
    send: server.send,
    nowMs: () => 0,
    abortAfter: (ms) => AbortSignal.timeout(ms),
  });
  const input = { name: 'Phone 7', location: 'Shed', code: 'monsoon' };
  return { server, settings, register: () => registerDevice(input, { intake, store: settings }) };
}

test('SYN-17 registers the device with its id, name, place and code, and stores the token', async () => {
  const { server, settings, register } = setUp();
  expect((await register()).ok).toBe(true);
  const token = modelToken;
  const { registration } = valueOf(await settings.read());
  expect(registration).toEqual({ phase: 'registered', name: 'Phone 7', location: 'Shed', token });
  const asked: unknown = JSON.parse(new TextDecoder().decode(server.requests[0]?.body));
  const deviceId = valueOf(await settings.deviceId());
  expect(asked).toEqual({ deviceId, name: 'Phone 7', location: 'Shed', registrationCode: 'monsoon' });
});

test.each([
  ['a portal', () => portalPage(), { kind: 'not-our-server', status: 200 }],
  ['a wrong code', () => refuse(403, { kind: 'not-allowed' }), { kind: 'token-refused', status: 403 }],
  [
    'a device that is already registered',
    () => refuse(409, { kind: 'already-registered' }),
    { kind: 'refused', status: 409 },
  ],
])('SYN-17 reports %s and changes nothing on the device', async (_name, answer, fault) => {
  const { server, settings, register } = setUp();
  server.fault = answer;
  expect(await register()).toMatchObject({ ok: false, fault });
  expect(valueOf(await settings.read()).registration).toEqual({ phase: 'none' });
});
