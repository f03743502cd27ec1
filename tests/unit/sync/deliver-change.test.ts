import { expect, test } from 'vitest';
import { partBytes } from '../../../src/protocol/intake';
import { valueOf } from '../../contract/storage-fixture';
import { json, ModelIntake } from '../../support/model-intake';
import { openRegisteredDevice } from '../../support/sync-device';

async function setUp() {
  const server = new ModelIntake();
  return { server, device: await openRegisteredDevice(server.send) };
}

const isCommit = ({ path }: { readonly path: string }): boolean => path.startsWith('/changes/');

test('SYN-1 sends the missing photo in parts, then the change, byte for byte', async () => {
  const { server, device } = await setUp();
  const id = await device.save({ photo: 'x'.repeat(partBytes + 10) });
  const [row] = valueOf(await device.outbox.page({ limit: 1 }));
  const record = valueOf(await device.inspections.byId(id));
  expect(await device.drain()).toEqual({ delivered: 1, end: { kind: 'empty' } });
  expect(server.log()).toEqual([
    'POST /blobs/missing',
    `PUT /blobs/${record?.photo.sha256 ?? ''}`,
    `PUT /blobs/${record?.photo.sha256 ?? ''}`,
    `PUT /blobs/${record?.thumbnail.sha256 ?? ''}`,
    `PUT /changes/${id}`,
  ]);
  expect(server.changes.get(id)?.text).toBe(row?.text);
  expect(await device.waiting()).toEqual([]);
});

test('SYN-1 asks once about the blobs of several changes and sends a shared one once', async () => {
  const { server, device } = await setUp();
  await device.save({ photo: 'the same' });
  await device.save({ photo: 'the same' });
  await device.save({ photo: 'another' });
  expect((await device.drain()).delivered).toBe(3);
  const sent = server.log().filter((line) => line.startsWith('PUT /blobs/'));
  expect(server.log().filter((line) => line === 'POST /blobs/missing')).toHaveLength(1);
  // Two photos, and one thumbnail per record.
  expect(new Set(sent).size).toBe(5);
  expect(sent).toHaveLength(5);
});

test('SYN-1 asks again after a failure, so that a blob that the server has lost is sent', async () => {
  const { server, device } = await setUp();
  await device.save({ photo: 'the same' });
  await device.save({ photo: 'the same' });
  let commits = 0;
  server.fault = (request) => {
    if (isCommit(request) && ++commits === 1) server.blobs.clear();
    return undefined;
  };
  expect(await device.drain()).toMatchObject({ delivered: 1, end: { kind: 'waiting' } });
  expect((await device.drain('immediate')).delivered).toBe(1);
});

test('SYN-1 continues an interrupted photo at the offset that the server reports', async () => {
  const { server, device } = await setUp();
  await device.save({ photo: 'y'.repeat(3 * partBytes) });
  let parts = 0;
  server.fault = ({ headers }) => ('upload-offset' in headers && ++parts === 2 ? 'cut-after' : undefined);
  expect((await device.drain()).end).toMatchObject({ kind: 'waiting', fault: { kind: 'offline' } });
  expect((await device.drain('immediate')).delivered).toBe(1);
  const offsets = server.requests.flatMap(({ headers }) => headers['upload-offset'] ?? []);
  expect(offsets).toEqual(['0', `${partBytes}`, `${2 * partBytes}`, '0']);
});

test('SYN-1 follows the server where its offset is ahead or behind', async () => {
  const { server, device } = await setUp();
  const id = await device.save({ photo: 'z'.repeat(2 * partBytes) });
  const { sha256 = '' } = valueOf(await device.inspections.byId(id))?.photo ?? {};
  server.fault = ({ path }) =>
    path === '/blobs/missing' ? json({ missing: [{ sha256, receivedBytes: partBytes }] }) : undefined;
  await device.drain();
  server.fault = () => undefined;
  await device.drain('immediate');
  expect([...server.changes.keys()]).toEqual([id]);
});

test('SYN-14 does not send a change whose record is deleted while its photo is sent', async () => {
  const { server, device } = await setUp();
  const id = await device.save();
  const deleted: Promise<unknown>[] = [];
  server.fault = ({ headers }) => {
    if ('upload-offset' in headers && deleted.length === 0) deleted.push(device.inspections.remove(id));
    return undefined;
  };
  const blobs = {
    read: async (ref: Parameters<typeof device.inspections.read>[0]) => {
      const read = await device.inspections.read(ref);
      await Promise.all(deleted);
      return read;
    },
  };
  expect((await device.drain('scheduled', { blobs })).delivered).toBe(0);
  expect(server.log().filter((line) => line.includes('/changes/'))).toEqual([]);
  expect(await device.waiting()).toEqual([]);
});
