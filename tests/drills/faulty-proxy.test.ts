import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFaultyProxy, type FaultyProxy } from '../support/faulty-proxy';
import { noFaults, faultTimes, randomFaults, type NetworkFault } from '../support/network-fault';
import { seededRandom } from '../support/seeded-random';
import { until } from '../support/until';

let server: Server;
let proxy: FaultyProxy;
let arrived: string[] = [];
let broken = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => (broken += 1));
    request.on('end', () => {
      arrived.push(Buffer.concat(chunks).toString());
      response.end('kept');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  proxy = await startFaultyProxy(`http://127.0.0.1:${address.port}`, noFaults);
});

beforeEach(() => {
  arrived = [];
  broken = 0;
});

afterAll(async () => {
  await proxy.close();
  server.close();
});

describe('DRL-4 the proxy injects network faults', () => {
  test('passes a request unchanged', async () => {
    expect(await send({ kind: 'none' }, 'photo')).toEqual({ status: 200, text: 'kept' });
    expect(arrived).toEqual(['photo']);
  });

  test('cuts a request in the middle of its body', async () => {
    expect(await send({ kind: 'cut-request', share: 0.5 }, 'x'.repeat(200_000))).toBe('broken');
    await until('the server sees the cut', () => (broken > 0 ? true : undefined));
    expect(arrived).toEqual([]);
  });

  test('drops the response after the server has done its work', async () => {
    expect(await send({ kind: 'lose-answer' }, 'photo')).toBe('broken');
    expect(arrived).toEqual(['photo']);
  });

  test('cuts the response', async () => {
    expect(await send({ kind: 'cut-answer' }, 'photo')).toBe('broken');
    expect(arrived).toEqual(['photo']);
  });

  test.each([
    [{ kind: 'refuse', status: 429, retryAfterS: 2 }, 429],
    [{ kind: 'portal' }, 200],
    [{ kind: 'redirect' }, 302],
    [{ kind: 'friendly-json' }, 200],
  ] as const)('answers itself: %o', async (fault, status) => {
    expect(await send(fault, 'photo')).toMatchObject({ status });
    expect(arrived).toEqual([]);
  });

  test.each(['request', 'answer'] as const)('slows the %s to a trickle', async (way) => {
    const startedAt = performance.now();
    expect(await send({ kind: 'slow', way, forMs: 150 }, 'photo')).toEqual({ status: 200, text: 'kept' });
    expect(performance.now() - startedAt).toBeGreaterThan(100);
  });

  test.each(['together', 'one-after-the-other'] as const)('sends a request twice, %s', async (manner) => {
    expect(await send({ kind: 'twice', manner }, 'photo')).toEqual({ status: 200, text: 'kept' });
    expect(arrived).toEqual(['photo', 'photo']);
  });

  test('lets other requests overtake one', async () => {
    // Long enough for the second request to pass on a slow machine.
    proxy.setPlan(faultTimes(1, () => true, { kind: 'overtaken', forMs: 3_000 }));
    const first = post('first');
    await until('the proxy holds the first', () => (proxy.counts()['overtaken'] === 1 ? true : undefined));
    await post('second');
    await first;
    expect(arrived).toEqual(['second', 'first']);
  });

  test('replays a request much later', async () => {
    await send({ kind: 'replayed-later', afterMs: 50 }, 'photo');
    await proxy.settled();
    expect(arrived).toEqual(['photo', 'photo']);
  });

  test('chooses the same faults for the same seed, and every kind of fault', () => {
    const [one, same] = [seededRandom(7), seededRandom(7)].map((random) => kindsOf(randomFaults(random, 0.5)));
    expect(one).toEqual(same);
    expect(new Set(one).size).toBe(12);
  });
});

function kindsOf(plan: ReturnType<typeof randomFaults>): readonly string[] {
  const request = { method: 'PUT', path: '/', bodyBytes: 0 };
  return Array.from({ length: 400 }, (_, ordinal) => plan({ ...request, ordinal }).kind);
}

async function send(fault: NetworkFault, body: string): Promise<unknown> {
  proxy.setPlan(faultTimes(1, () => true, fault));
  return post(body).catch(() => 'broken');
}

async function post(body: string): Promise<unknown> {
  const answer = await fetch(proxy.url, { method: 'PUT', body, redirect: 'manual' });
  return { status: answer.status, text: answer.headers.get('location') ?? (await answer.text()).slice(0, 4) };
}
