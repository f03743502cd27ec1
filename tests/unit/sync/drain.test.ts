import { describe, expect, test } from 'vitest';
import { valueOf } from '../../contract/storage-fixture';
import { json, ModelIntake, portalPage, receiptOf, refuse } from '../../support/model-intake';
import { openDevice, openRegisteredDevice } from '../../support/sync-device';

async function setUp() {
  const server = new ModelIntake();
  return { server, device: await openRegisteredDevice(server.send) };
}

const isCommit = ({ path }: { readonly path: string }): boolean => path.startsWith('/changes/');

describe('receipts', () => {
  const notReceipts: readonly (readonly [string, (id: string) => Response])[] = [
    ['a portal’s page', () => portalPage()],
    ['an empty 200', () => new Response(null)],
    ['JSON of another kind', () => json({ ok: true })],
    [
      'a receipt for another change',
      () => json(receiptOf(crypto.randomUUID(), { contentHash: 'a'.repeat(64), sequence: 1 })),
    ],
    ['a receipt for other content', (id) => json(receiptOf(id, { contentHash: 'a'.repeat(64), sequence: 1 }))],
    [
      'a receipt called text',
      (id) => new Response(JSON.stringify(receiptOf(id, { contentHash: 'a'.repeat(64), sequence: 1 }))),
    ],
    ['an endless answer', () => json('x'.repeat(100_000))],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'http://portal.example' } })],
  ];
  test.each(notReceipts)('SYN-2 keeps the change when the answer is %s', async (_name, answer) => {
    const { server, device } = await setUp();
    const id = await device.save();
    server.fault = (request) => (isCommit(request) ? answer(id) : undefined);
    const { delivered, end } = await device.drain();
    expect(delivered).toBe(0);
    expect(end).toMatchObject({ kind: 'waiting', fault: { kind: 'not-our-server' } });
    expect(await device.waiting()).toEqual([`${id} sent`]);
    server.fault = () => undefined;
    expect((await device.drain('immediate')).delivered).toBe(1);
  });

  test('SYN-2 sends again after a lost answer and gets the first receipt', async () => {
    const { server, device } = await setUp();
    const id = await device.save();
    server.fault = (request) => (isCommit(request) ? 'cut-after' : undefined);
    await device.drain();
    server.fault = () => undefined;
    await device.drain('immediate');
    expect(server.changes.size).toBe(1);
    expect(valueOf(await device.outbox.ofRecord(id)).receipt).toMatchObject({ sequence: 1, changeId: id });
  });
});

describe('failures', () => {
  test('SYN-3 ends at once without a connection and keeps every change', async () => {
    const { server, device } = await setUp();
    for (let count = 0; count < 3; count += 1) await device.save();
    server.fault = () => 'cut-before';
    expect((await device.drain()).end).toMatchObject({ fault: { kind: 'offline' } });
    expect(server.requests).toHaveLength(1);
    expect(await device.waiting()).toHaveLength(3);
  });

  test('SYN-3 gives up a server that does not finish within the time limit', async () => {
    const server = new ModelIntake();
    const drip = (signal: AbortSignal) =>
      new Response(
        new ReadableStream({
          start: (stream) => signal.addEventListener('abort', () => stream.error(signal.reason)),
        }),
        { headers: { 'content-type': 'application/json' } },
      );
    const device = await openRegisteredDevice((path, init) =>
      path.endsWith('/missing') ? Promise.resolve(drip(init.signal)) : server.send(path, init),
    );
    await device.save();
    expect((await device.drain()).end).toMatchObject({ fault: { kind: 'too-slow', limitMs: 500 } });
  });

  test.each([401, 403])('SYN-4 pauses the outbox and keeps every change after a %i about the token', async (status) => {
    const { server, device } = await setUp();
    const ids = [await device.save(), await device.save()];
    server.fault = () => refuse(status, { kind: 'token-revoked' });
    expect((await device.drain()).end).toEqual({ kind: 'blocked', by: { kind: 'token-refused' } });
    expect(await device.waiting()).toEqual(ids.map((id) => `${id} queued`));
    const { registration } = valueOf(await device.settings.read());
    expect(registration).toEqual({ phase: 'refused', name: 'Phone 1', location: 'Shed' });
    expect((await device.drain('immediate')).end).toEqual({ kind: 'blocked', by: { kind: 'token-refused' } });
    expect(server.requests).toHaveLength(1);
  });

  test.each([408, 425, 429, 500, 502, 503, 507])('SYN-5 sends again after a %i, whatever its body', async (status) => {
    const { server, device } = await setUp();
    const id = await device.save();
    server.fault = (request) => (isCommit(request) ? portalPage(status) : undefined);
    const { end } = await device.drain();
    expect(end).toMatchObject({ kind: 'waiting', untilMs: device.clock.nowMs + 1000 });
    expect(await device.waiting()).toEqual([`${id} sent`]);
    expect((await device.drain()).end).toMatchObject({ kind: 'waiting' });
    device.clock.nowMs += 1000;
    server.fault = () => undefined;
    expect((await device.drain()).delivered).toBe(1);
  });

  test('SYN-5 sends nothing before Retry-After, even on request of the user', async () => {
    const { server, device } = await setUp();
    await device.save();
    server.fault = () => refuse(429, { kind: 'too-many-requests', retryAfterS: 60 }, { 'retry-after': '60' });
    await device.drain();
    server.fault = () => undefined;
    device.clock.nowMs += 59_000;
    expect((await device.drain('immediate')).delivered).toBe(0);
    device.clock.nowMs += 2_000;
    expect((await device.drain()).delivered).toBe(1);
  });

  test.each([
    [400, 'not-valid', { at: 'record', wanted: 'a record' }],
    [403, 'not-yours', {}],
    [409, 'other-content', { contentHash: 'a'.repeat(64) }],
    [413, 'too-large', { limitBytes: 5 }],
    [415, 'not-what-it-says', { mime: 'image/jpeg', found: 'text/html' }],
  ])('SYN-6 marks only this change as needing attention after a %i %s', async (status, kind, facts) => {
    const { server, device } = await setUp();
    const [bad, good] = [await device.save(), await device.save()];
    server.fault = ({ path }) => (path === `/changes/${bad}` ? refuse(status, { kind, ...facts }) : undefined);
    expect(await device.drain()).toEqual({ delivered: 1, end: { kind: 'empty' } });
    expect([...server.changes.keys()]).toEqual([good]);
    const [aside] = valueOf(await device.outbox.needingAttention(5));
    expect(aside?.state).toMatchObject({ reason: { kind: 'refused', status, fault: kind, words: 'in words' } });
    server.fault = () => undefined;
    valueOf(await device.outbox.requeue(bad));
    expect((await device.drain()).delivered).toBe(1);
  });

  test('SYN-6 sends again after a 4xx that is not in the format of the intake', async () => {
    const { server, device } = await setUp();
    const [bad] = [await device.save(), await device.save()];
    server.fault = ({ path }) => (path === `/changes/${bad}` ? portalPage(413) : undefined);
    expect((await device.drain()).delivered).toBe(1);
    expect(await device.waiting()).toEqual([`${bad} sent`]);
  });

  test('SYN-7 holds a later change of a record until the earlier one is delivered', async () => {
    const { server, device } = await setUp();
    const [held, free] = [await device.save(), await device.save()];
    valueOf(await device.inspections.edit(held, { note: 'later' }));
    server.fault = ({ path }) => (path === `/changes/${held}` ? refuse(500, { kind: 'unavailable' }) : undefined);
    expect((await device.drain()).delivered).toBe(1);
    expect([...server.changes.keys()]).toEqual([free]);
    server.fault = () => undefined;
    expect((await device.drain('immediate')).delivered).toBe(2);
    expect([...server.changes.values()].map(({ text }) => text.includes('"edited"'))).toEqual([false, false, true]);
  });

  test('SYN-8 marks only the change with a damaged photo as needing attention', async () => {
    const { device } = await setUp();
    const [bad] = [await device.save(), await device.save()];
    const photo = valueOf(await device.inspections.byId(bad))?.photo;
    if (photo === undefined) throw new Error('no photo');
    const { sha256, mime } = photo;
    const bytes = new ArrayBuffer(3);
    valueOf(await device.connection.use((database) => database.put('blobs', { sha256, mime, bytes })));
    expect(await device.drain()).toEqual({ delivered: 1, end: { kind: 'empty' } });
    const [aside] = valueOf(await device.outbox.needingAttention(5));
    expect(aside).toMatchObject({ changeId: bad, state: { reason: { kind: 'damaged-blob', sha256 } } });
  });

  test('SYN-11 ends after three failures in a row and starts the next drain with other changes', async () => {
    const { server, device } = await setUp();
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push(await device.save());
    server.fault = (request) => (isCommit(request) ? refuse(500, { kind: 'unavailable' }) : undefined);
    await device.drain();
    await device.drain();
    const tried = server.log().flatMap((line) => /changes\/(.*)/.exec(line)?.[1] ?? []);
    expect(tried).toEqual(ids);
  });

  test('SYN-11 delivers the others when the connection always breaks on one change', async () => {
    const { server, device } = await setUp();
    const [bad] = [await device.save(), await device.save()];
    server.fault = ({ path }) => (path === `/changes/${bad}` ? 'cut-before' : undefined);
    expect((await device.drain()).delivered).toBe(0);
    expect((await device.drain()).delivered).toBe(1);
  });
});

describe('blockers', () => {
  test('SYN-9 sends nothing while another tab holds the lock', async () => {
    const { server, device } = await setUp();
    await device.save();
    const report = await device.drain('immediate', { lock: () => Promise.resolve(undefined) });
    expect(report.end).toEqual({ kind: 'blocked', by: { kind: 'busy' } });
    expect(server.requests).toEqual([]);
  });

  test('SYN-10 sends nothing from a device that is not registered and keeps everything', async () => {
    const server = new ModelIntake();
    const device = openDevice(server.send);
    const id = await device.save();
    expect((await device.drain('immediate')).end).toEqual({ kind: 'blocked', by: { kind: 'not-registered' } });
    expect(await device.waiting()).toEqual([`${id} queued`]);
    expect(server.requests).toEqual([]);
  });

  test('SYN-10 sends nothing when paused, offline, or metered where the user chose Wi-Fi only', async () => {
    const { server, device } = await setUp();
    await device.save();
    const endWith = async (change: object) => (await device.drain('immediate', change)).end;
    expect(await endWith({ network: () => ({ isOnline: false, metered: 'no' }) })).toMatchObject({
      by: { kind: 'offline' },
    });
    valueOf(await device.settings.choose({ network: 'unmetered' }));
    expect(await endWith({ network: () => ({ isOnline: true, metered: 'yes' }) })).toMatchObject({
      by: { kind: 'metered' },
    });
    valueOf(await device.settings.choose({ sending: 'paused' }));
    expect(await endWith({})).toMatchObject({ by: { kind: 'paused' } });
    expect(server.requests).toEqual([]);
    valueOf(await device.settings.choose({ sending: 'on' }));
    expect((await device.drain()).delivered).toBe(1);
  });

  test('SYN-18 sends no photo when the user chose thumbnails only', async () => {
    const { server, device } = await setUp();
    valueOf(await device.settings.choose({ photos: 'thumbnail' }));
    const id = await device.save();
    await device.drain();
    const record = valueOf(await device.inspections.byId(id));
    expect([...server.blobs.keys()]).toEqual([record?.thumbnail.sha256]);
    expect((await device.inspections.read(record?.photo ?? { sha256: '', bytes: 0, mime: '' })).ok).toBe(true);
  });
});
