import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeChange } from '../../../src/domain/change';
import { formatReading } from '../../../src/domain/hybrid-clock';
import type { SharedPack } from '../../../src/domain/shared-pack';
import { commitChange } from '../../../server/intake/commit-change';
import { makeSharedPack } from '../../support/shared-pack';
import {
  addBlob,
  addChange,
  addDevice,
  anomalousRecord,
  deviceId,
  openOffice,
  recordId,
  type TestOffice,
} from './office-fixture';

let office: TestOffice;
let made = 0;

beforeAll(async () => {
  office = await openOffice();
  await addDevice(office, 1, 'Phone of shed 2', 'Bantwal');
});
afterAll(() => office.close());

async function sendPack(
  version: string,
  change: (pack: SharedPack) => SharedPack = (pack) => pack,
): Promise<SharedPack> {
  const { pack, parts } = await makeSharedPack(version, 300_000);
  for (const part of parts) await addBlob(office, part, 'application/octet-stream');
  const sent = change(pack);
  made += 1;
  const changeId = `30000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  const at = formatReading({ wallMs: office.clock.now, counter: made, device: deviceId(1) });
  const text = writeChange({
    ...{ kind: 'pack-saved', changeId, recordId: sent.id, at, author: deviceId(1), blobs: sent.file.parts },
    item: { type: 'pack', value: sent },
  });
  const receipt = await commitChange(office.dependencies, {
    changeId,
    bytes: new TextEncoder().encode(text),
    deliverer: { kind: 'device', deviceId: deviceId(1) },
    requestId: 'test',
  });
  expect(receipt).toMatchObject({ ok: true });
  return sent;
}

async function textOf(path: string): Promise<string> {
  return (await office.get(path)).text();
}

describe('packs', () => {
  test('OFC-80 without a pack the page says how a device sends one', async () => {
    expect(await textOf('/office/packs')).toContain('No device has sent a pack yet');
  });

  test('OFC-80 OFC-81 a pack is listed with its device and figures, checked, offered and withdrawn', async () => {
    const pack = await sendPack('1.0.0');
    const list = await textOf('/office/packs');
    for (const part of [
      'Yard 1.0.0',
      'Phone of shed 2',
      '20 normal',
      'AUROC 0.970',
      'Not offered',
      pack.signer.fingerprint,
    ]) {
      expect(list).toContain(part);
    }
    expect(await textOf(`/office/packs/${pack.id}`)).toContain('The signature is genuine');
    const offered = await office.post(`/office/packs/${pack.id}`, 'to=offered');
    expect(offered.status).toBe(303);
    expect(await textOf(`/office/packs/${pack.id}`)).toContain('by Asha');
    const file = await office.get(`/office/packs/${pack.id}/file`);
    expect((await file.arrayBuffer()).byteLength).toBe(pack.file.bytes);
    expect((await office.post(`/office/packs/${pack.id}`, 'to=withdrawn')).status).toBe(303);
    expect(await textOf('/office/packs')).toContain('Not offered');
    const audit = await office.db
      .selectFrom('audit_log')
      .select(['actor', 'action'])
      .where('subject', '=', pack.id)
      .execute();
    expect(audit.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      `device ${deviceId(1)} pack-saved`,
      'engineer Asha pack-saved',
      'engineer Asha pack-saved',
    ]);
  });

  test('OFC-81 a file that is not the stated pack, or was changed, cannot be offered', async () => {
    const other = await sendPack('1.1.0', (pack) => ({ ...pack, version: '9.9.9' }));
    const refused = await office.post(`/office/packs/${other.id}`, 'to=offered');
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('another pack than the device stated'),
    ]);
    const changed = await sendPack('1.2.0');
    const [first] = changed.file.parts;
    office.blobs.delete(first?.sha256 ?? '');
    const page = await textOf(`/office/packs/${changed.id}`);
    expect(page).toContain('Parts of its file are not stored here');
    expect(page).not.toContain('Offer it to all devices');
  });

  test('OFC-83 the versions of a pack are one entry, and a version says which others are offered', async () => {
    const newer = await sendPack('1.10.0');
    const older = await sendPack('1.9.0');
    const list = await textOf('/office/packs');
    expect(list.match(/<h2/g)).toHaveLength(1);
    expect(list.indexOf('Show Yard 1.10.0')).toBeLessThan(list.indexOf('Show Yard 1.9.0'));
    for (const pack of [newer, older]) await office.post(`/office/packs/${pack.id}`, 'to=offered');
    expect(await textOf(`/office/packs/${newer.id}`)).toContain('Older versions are still offered: 1.9.0');
    expect(await textOf(`/office/packs/${older.id}`)).toContain('Version 1.10.0 is offered too');
  });

  test('OFC-80 a pack that does not exist is not found', async () => {
    expect((await office.get(`/office/packs/${recordId(1)}`)).status).toBe(404);
    expect((await office.post(`/office/packs/${recordId(1)}`, 'to=offered')).status).toBe(404);
  });
});

describe('changed regions', () => {
  const changed = [
    {
      x: 10,
      y: 20,
      width: 30,
      height: 40,
      distance: 3.2,
      baseline: { id: recordId(51), x: 11, y: 21, width: 30, height: 40 },
    },
  ];

  test('OFC-82 a record shows what differs from its baseline, on both pictures and as a table', async () => {
    const photo = await addBlob(office, new Uint8Array([255, 216, 255, 224, 1]), 'image/jpeg');
    const ref = { sha256: photo, bytes: 5, mime: 'image/jpeg', width: 400, height: 300 };
    await addChange(office, { record: anomalousRecord(51, { photo: ref }) });
    await addChange(office, { record: anomalousRecord(52, { photo: ref, changed }) });
    const page = await textOf(`/office/records/${recordId(52)}`);
    for (const part of [
      'Changed against the baseline',
      'The picture with 1 changed region',
      'The baseline with the same places',
      '3.20',
    ]) {
      expect(page).toContain(part);
    }
    expect(await textOf(`/office/records/${recordId(51)}`)).not.toContain('Changed against the baseline');
  });

  test('OFC-82 a baseline whose photo was not sent is reported', async () => {
    const absent = [{ ...changed[0], baseline: { id: 'before.jpg', x: 1, y: 1, width: 3, height: 4 } }];
    await addChange(office, { record: anomalousRecord(53, { changed: absent as typeof changed }) });
    expect(await textOf(`/office/records/${recordId(53)}`)).toContain('The photo of the baseline was not sent');
  });
});
