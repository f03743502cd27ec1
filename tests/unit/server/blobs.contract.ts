/** Receiving blobs, on each database. */
import { describe, expect, test } from 'vitest';
import { blobLimitBytes } from '../../../src/domain/blob-ref';
import { partBytes } from '../../../src/protocol/intake';
import type { OpenDatabase } from '../../../server/database/open-database';
import { sha256Hex } from '../../../node-host/sha256';
import {
  openIntakeForSuite,
  refusalIn,
  sendBlob,
  sendPart,
  type IntakeFixture,
  type RegisteredDevice,
} from './intake-fixture';
import { jpegOf, refOf } from './make-change';

/** Runs the suite on the database that `database()` returns. */
export function describeBlobs(name: string, database: () => OpenDatabase): void {
  describe(name, () => {
    let intake: IntakeFixture;
    let device: RegisteredDevice;
    openIntakeForSuite(database, async (opened) => {
      intake = opened;
      device = await intake.register();
    });

    const missing = async (bytes: Uint8Array, { token } = device) => {
      const body = { blobs: [{ sha256: sha256Hex(bytes), bytes: bytes.length }] };
      return (await intake.call('POST', '/blobs/missing', { token, body })).json() as Promise<unknown>;
    };
    const send = async (bytes: Uint8Array, offset: number, end: number, total = bytes.length) => {
      const part = { sha256: sha256Hex(bytes), offset, total, bytes: bytes.subarray(offset, end) };
      const response = await sendPart(intake, device.token, part);
      return [response.status, await response.json()] as const;
    };
    const read = async (bytes: Uint8Array, token: string) =>
      intake.call('GET', `/blobs/${sha256Hex(bytes)}`, { token });

    test('INT-5 a blob counts for the device that sent it', async () => {
      const bytes = jpegOf(1);
      const sha256 = sha256Hex(bytes);
      const other = await intake.register();
      expect(await missing(bytes)).toEqual({ missing: [{ sha256, receivedBytes: 0 }] });
      expect((await sendBlob(intake, device, bytes)).status).toBe(200);
      expect(await missing(bytes)).toEqual({ missing: [] });
      expect(await missing(bytes, other)).toEqual({ missing: [{ sha256, receivedBytes: 0 }] });
      expect((await read(bytes, other.token)).status).toBe(404);
      expect((await sendBlob(intake, other, bytes)).status).toBe(200);
      expect((await read(bytes, other.token)).status).toBe(200);
    });

    test('INT-6 parts are accepted at the offset that the server reports', async () => {
      const bytes = jpegOf(2, 1000);
      const sha256 = sha256Hex(bytes);
      const at = (receivedBytes: number) => [409, { fault: { kind: 'wrong-offset', receivedBytes } }] as const;
      expect(await send(bytes, 100, 200)).toMatchObject(at(0));
      expect(await send(bytes, 0, 300)).toEqual([200, { sha256, receivedBytes: 300, isWhole: false }]);
      expect(await send(bytes, 0, 300)).toMatchObject(at(300));
      expect(await missing(bytes)).toEqual({ missing: [{ sha256, receivedBytes: 300 }] });
      expect(await send(bytes, 300, 1000)).toEqual([200, { sha256, receivedBytes: 1000, isWhole: true }]);
      expect(await send(bytes, 300, 1000)).toEqual([200, { sha256, receivedBytes: 1000, isWhole: true }]);
      const kept = await read(bytes, device.token);
      expect(new Uint8Array(await kept.arrayBuffer())).toEqual(bytes);
      const parts = await intake.dependencies.db
        .selectFrom('blob_parts')
        .selectAll()
        .where('sha256', '=', sha256)
        .execute();
      expect(parts).toEqual([]);
    });

    test('INT-6 the same part from many connections at once is stored once', async () => {
      const bytes = jpegOf(3, 900);
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(bytes, 0, 400)));
      expect(answers.map(([status]) => status).sort()).toEqual([200, 409, 409, 409, 409]);
      expect((await send(bytes, 400, 900))[1]).toMatchObject({ isWhole: true });
    });

    test('INT-7 bytes with another hash are removed, and the device starts again', async () => {
      const bytes = jpegOf(4, 500);
      const sha256 = sha256Hex(bytes);
      const broken = jpegOf(5, 500);
      const part = { sha256, offset: 0, total: 500, bytes: broken };
      const refused = await refusalIn(await sendPart(intake, device.token, part));
      expect(refused).toEqual({ status: 422, fault: { kind: 'wrong-hash', found: sha256Hex(broken) } });
      expect(await missing(bytes)).toEqual({ missing: [{ sha256, receivedBytes: 0 }] });
      expect((await sendBlob(intake, device, bytes)).status).toBe(200);
    });

    test('INT-7 a device that changes the declared length starts again', async () => {
      const bytes = jpegOf(6, 700);
      expect((await send(bytes, 0, 300, 600))[0]).toBe(200);
      expect((await send(bytes, 300, 600, 700))[1]).toMatchObject({
        fault: { kind: 'wrong-offset', receivedBytes: 0 },
      });
      expect((await send(bytes, 0, 700))[1]).toMatchObject({ isWhole: true });
    });

    test('INT-8 content that is declared as an image and is not is refused', async () => {
      const script = new TextEncoder().encode('<script>alert(1)</script>');
      const refused = await refusalIn(await sendBlob(intake, device, script, { 'content-type': 'image/jpeg' }));
      const fault = { kind: 'not-what-it-says', mime: 'image/jpeg', found: 'application/octet-stream' };
      expect(refused).toEqual({ status: 422, fault });
      const asPng = await sendBlob(intake, device, jpegOf(7), { 'content-type': 'image/png' });
      expect((await refusalIn(asPng)).fault).toMatchObject({ kind: 'not-what-it-says', found: 'image/jpeg' });
      expect((await sendBlob(intake, device, jpegOf(7), { 'content-type': 'image/jpeg' })).status).toBe(200);
    });

    test('INT-9 a blob whose last response was lost is completed when the device asks again', async () => {
      const bytes = jpegOf(8, 300);
      const sha256 = sha256Hex(bytes);
      const row = { owner: device.id, sha256, part_offset: 0, total_bytes: 300, received_at: new Date() };
      await intake.dependencies.db
        .insertInto('blob_parts')
        .values({ ...row, content: bytes })
        .execute();
      expect(await missing(bytes)).toEqual({ missing: [] });
      const again = jpegOf(9, 300);
      const part = { ...row, sha256: sha256Hex(again), content: again };
      await intake.dependencies.db.insertInto('blob_parts').values(part).execute();
      expect(await send(again, 300, 300)).toMatchObject([200, { isWhole: true }]);
    });

    test('INT-9 two devices complete the same blob at once', async () => {
      const bytes = jpegOf(10, 2000);
      const others = await Promise.all([1, 2, 3].map(() => intake.register()));
      const answers = await Promise.all([device, ...others].map((each) => sendBlob(intake, each, bytes)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      for (const { token } of others) expect((await read(bytes, token)).status).toBe(200);
    });

    test('INT-10 parts, blobs and lengths have limits', async () => {
      const large = new Uint8Array(partBytes + 1);
      const faultOf = async (offset: number, total: number, bytes: Uint8Array) =>
        (await refusalIn(await sendPart(intake, device.token, { sha256: 'c'.repeat(64), offset, total, bytes }))).fault;
      expect(await faultOf(0, large.length, large)).toEqual({ kind: 'too-large', limitBytes: partBytes });
      expect(await faultOf(0, blobLimitBytes + 1, jpegOf(1))).toMatchObject({ at: 'upload-length' });
      expect(await faultOf(0, 10, jpegOf(1))).toMatchObject({ at: 'upload-offset' });
      expect(await faultOf(0, 10, new Uint8Array())).toMatchObject({ at: 'body' });
      const headers = { 'upload-offset': '-1', 'upload-length': 'ten' };
      const odd = await intake.call('PUT', `/blobs/${'c'.repeat(64)}`, {
        token: device.token,
        headers,
        body: jpegOf(1),
      });
      expect((await refusalIn(odd)).fault).toMatchObject({ kind: 'not-valid', at: 'upload-offset' });
      const lying = { blobs: Array.from({ length: 1001 }, () => ({ sha256: 'd'.repeat(64), bytes: 1 })) };
      const question = await intake.call('POST', '/blobs/missing', { token: device.token, body: lying });
      expect((await refusalIn(question)).fault).toMatchObject({ kind: 'not-valid', at: 'blobs' });
    });

    test('INT-10 a body that is longer than declared is refused', async () => {
      const endless = new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(65_536)) });
      const request = new Request(`http://x/api/intake/v1/blobs/${'e'.repeat(64)}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${device.token}`, 'upload-offset': '0', 'upload-length': '100' },
        body: endless,
        duplex: 'half',
      } as RequestInit);
      const refused = await refusalIn(await intake.app.request(request));
      expect(refused).toEqual({ status: 413, fault: { kind: 'too-large', limitBytes: partBytes } });
    });

    test('INT-18 a blob is served so that no script in it can run', async () => {
      const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
      expect((await sendBlob(intake, device, svg)).status).toBe(200);
      const { headers } = await read(svg, device.token);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toBe('attachment');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toContain('private');
      expect(refOf(svg).sha256).toBe(headers.get('etag')?.replaceAll('"', ''));
      for (const path of ['/blobs/..%2f..%2fetc%2fpasswd', '/blobs/%00', `/blobs/${'g'.repeat(64)}`]) {
        expect((await intake.call('GET', path, { token: device.token })).status).toBe(400);
      }
    });
  });
}
