import { afterAll, beforeAll, expect, test } from 'vitest';
import { addEngineer, revokeEngineer } from '../../../server/devices/engineers';
import { freshDatabase, hasPostgres } from '../../support/fresh-database';
import { watchSequence } from '../../../server/office/sequence-watch';
import { makeGrade } from '../../support/record-parts';
import { addChange, addDevice, cookieOf, gradedRecord, openOffice, recordId, type TestOffice } from './office-fixture';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
  await addDevice(office, 1, 'Phone 1', 'North yard');
});
afterAll(() => office.close());

interface LiveEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string;
}

/** Reads events of a stream, heartbeats left out; `undefined` at its end. */
function eventsOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<LiveEvent | undefined> => {
    const end = text.indexOf('\n\n');
    if (end >= 0) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      return block.startsWith(':') ? next() : parseEvent(block);
    }
    const chunk = await reader?.read();
    if (chunk?.value === undefined) return undefined;
    text += chunk.value;
    return next();
  };
  return { next, cancel: () => reader?.cancel() };
}

function parseEvent(block: string): LiveEvent {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
  return { id: field('id'), event: field('event'), data: field('data') ?? '' };
}

test('OFC-20 sends a new record as a row, and a deleted or no longer matching one as gone', async () => {
  const before = await addChange(office, { record: gradedRecord(1) });
  const live = eventsOf(await office.get(`/office/live?answer=grade:rss1&after=${before}`));
  const arrived = await addChange(office, { record: gradedRecord(2, { note: 'by the gate' }) });
  const first = await live.next();
  expect([first?.event, first?.id]).toEqual(['record', String(arrived)]);
  expect(first?.data).toContain('by the gate');
  expect(first?.data).toContain(recordId(2));
  const other = makeGrade({ label: 'rss3', title: 'RSS 3', confidence: 0.8 });
  await addChange(office, { record: gradedRecord(2, { grade: other }), edits: true });
  expect(await live.next()).toMatchObject({ event: 'gone', data: expect.stringContaining(recordId(2)) as string });
  await addChange(office, { deletes: recordId(1) });
  expect(await live.next()).toMatchObject({ event: 'gone', data: expect.stringContaining(recordId(1)) as string });
  await live.cancel();
});

test('OFC-21 a stream that reconnects gets everything after its last sequence', async () => {
  const seen = await addChange(office, { record: gradedRecord(3) });
  const missed = [
    await addChange(office, { record: gradedRecord(4) }),
    await addChange(office, { record: gradedRecord(5) }),
  ];
  const live = eventsOf(await office.get('/office/live?after=0', { 'last-event-id': String(seen) }));
  expect([(await live.next())?.id, (await live.next())?.id]).toEqual(missed.map(String));
  await live.cancel();
});

test.skipIf(!hasPostgres)('OFC-21 a stream continues on another copy of the server', async () => {
  const database = await freshDatabase();
  const first = await openOffice({ databaseUrl: database.url });
  const second = await openOffice({ databaseUrl: database.url });
  await addDevice(first, 1, 'Phone 1', 'North yard');
  const cookie = cookieOf(await first.signIn());
  const seen = await addChange(first, { record: gradedRecord(1) });
  const live = eventsOf(await second.get('/office/live', { cookie, 'last-event-id': String(seen) }));
  const arrived = await addChange(first, { record: gradedRecord(2) });
  expect(await live.next()).toMatchObject({ event: 'record', id: String(arrived) });
  for (const path of ['/office/records?from=2026-11-01', '/office/overview', '/office/devices', '/office/export/csv'])
    expect([path, (await second.get(path, { cookie })).status]).toEqual([path, 200]);
  await live.cancel();
  await second.close();
  await first.close();
  await database.drop();
});

test('OFC-22 sends more changes than fit as a number', async () => {
  const before = await addChange(office, { record: gradedRecord(100) });
  for (let n = 101; n <= 151; n++) await addChange(office, { record: gradedRecord(n) });
  const live = eventsOf(await office.get(`/office/live?after=${before}`));
  const many = await live.next();
  expect(many).toMatchObject({
    event: 'many',
    data: '{"changes":51,"text":"51 changes received at once."}',
    id: String(before + 51),
  });
  await live.cancel();
});

test('OFC-23 the stream ends with its session', async () => {
  const token = await addEngineer(office.db, 'Ravi', 'operator', new Date(office.clock.now));
  const cookie = cookieOf(await office.signIn(token));
  const before = await addChange(office, { record: gradedRecord(200) });
  const live = eventsOf(await office.get(`/office/live?after=${before}`, { cookie }));
  await revokeEngineer(office.db, 'Ravi', 'operator', new Date(office.clock.now));
  await addChange(office, { record: gradedRecord(201) });
  expect(await live.next()).toMatchObject({ event: 'signed-out' });
  expect(await live.next()).toBeUndefined();
});

test('OFC-23 the stream ends when the server shuts down', async () => {
  const live = eventsOf(await office.get('/office/live?after=999999999'));
  office.ending.abort();
  expect(await live.next()).toBeUndefined();
});

test('OFC-23 a wait without changes times out, and an unreachable database does not end it', async () => {
  const ending = new AbortController();
  const errors: unknown[] = [];
  const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve(7)];
  const watch = watchSequence({
    readLatest: () => (answers.shift() ?? (() => Promise.resolve(7)))(),
    everyMs: 1,
    ending: ending.signal,
    onError: (error) => errors.push(error),
  });
  expect(await watch.waitBeyond(6, 5_000)).toBe('news');
  expect(errors).toEqual([new Error('away')]);
  expect(await watch.waitBeyond(7, 20)).toBe('quiet');
  const last = watch.waitBeyond(7, 60_000);
  ending.abort();
  expect(await last).toBe('ending');
});
