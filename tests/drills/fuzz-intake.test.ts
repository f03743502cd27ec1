import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intakePath } from '../../src/protocol/intake';
import { printedSeed, seededRandom } from '../support/seeded-random';
import { hostileRequest, type HostileRequest } from './support/hostile-request';
import { hashOf } from './support/ledger';
import { madeSaved } from './support/made-change';
import { pushUntilKept, registerDevice } from './support/plain-device';
import { runDrill } from './support/run-drill';

const seed = printedSeed('fuzz of the intake');
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_500);
const engineerToken = 'e'.repeat(40);
/** Only to detect a hang: far longer than a response takes. */
const slowestMs = 60_000;

test('DRL-31 hostile requests to the intake: no 500, no hang, no crash, and an unchanged database', () =>
  runDrill('hostile requests', { env: { ENGINEER_TOKEN: engineerToken } }, async ({ drill, ledger }) => {
    const { url } = drill.server;
    const random = seededRandom(seed);
    const device = await registerDevice(url);
    const kept = madeSaved({ random, deviceId: device.deviceId, nowMs: Date.now() });
    ledger.note(kept.changeId, kept.text, kept.blobs);
    await pushUntilKept(url, device, kept);
    const waiting = madeSaved({ random, deviceId: device.deviceId, nowMs: Date.now() });
    const request = hostileRequest({ tokens: [device.token, engineerToken], kept, waiting });
    const statuses: Record<number, number> = {};
    const check = fc.asyncProperty(request, async (hostile) => {
      const status = await send(url, hostile);
      statuses[status] = (statuses[status] ?? 0) + 1;
      expect(status).toBeLessThan(500);
    });
    await fc.assert(check, { seed, numRuns });
    console.log(`answers by status: ${JSON.stringify(statuses)}`);
    expect(drill.server.isRunning()).toBe(true);
    expect((await drill.kept()).changes.map(({ changeId }) => changeId)).toEqual([kept.changeId]);
    await expectOnlyBlobs(join(drill.dataDir, 'blobs'));
  }));

test('DRL-31 bytes that are not HTTP are refused, and other requests are served', () =>
  runDrill('no HTTP', {}, async ({ drill, newDevice }) => {
    const fragments = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc
        .string({ unit: 'binary', maxLength: 100 })
        .map((text) => Buffer.from(`PUT ${text} HTTP/1.1\r\nHost: x\r\n${text}\r\n\r\n`)),
      fc.constantFrom(
        Buffer.from(
          'PUT /api/intake/v1/changes/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        ),
        Buffer.from(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`),
        Buffer.from('GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: \0\r\n\r\n'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fragments, (bytes) => sendRaw(drill.server.port, bytes)),
      { seed, numRuns: 150 },
    );
    expect(drill.server.isRunning()).toBe(true);
    const device = await newDevice();
    await device.save();
    expect(await device.drain()).toMatchObject({ delivered: 1 });
  }));

async function send(url: string, { method, path, headers, body }: HostileRequest): Promise<number> {
  const answer = await fetch(`${url}${intakePath}${path}`, {
    method,
    headers,
    ...(body === undefined || ['GET', 'HEAD'].includes(method) ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(slowestMs),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Writes the bytes and waits until the server responds or closes the connection, or for a short time. */
function sendRaw(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const end = () => {
      socket.destroy();
      resolve();
    };
    socket.setTimeout(50, end);
    socket.on('error', end);
    socket.on('data', end);
    socket.on('close', end);
  });
}

/** No file has a name from outside, and every blob's name is its hash. */
async function expectOnlyBlobs(dir: string): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of entries.filter((entry) => entry.isFile())) {
    expect(basename(name)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(await readFile(join(parentPath, name)))).toBe(name);
  }
}
