/** Commits, on each database. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseReading } from '../../../src/domain/hybrid-clock';
import type { OpenDatabase } from '../../../server/database/open-database';
import { sha256Hex } from '../../../node-host/sha256';
import {
  openIntakeForSuite,
  receiptIn,
  refusalIn,
  sendBlob,
  type IntakeFixture,
  type RegisteredDevice,
} from './intake-fixture';
import { jpegOf, makeChange, readingAt, refOf, type MadeChange } from './make-change';

/** Runs the suite on the database that `database()` returns. */
export function describeChanges(name: string, database: () => OpenDatabase): void {
  describe(name, () => {
    let intake: IntakeFixture;
    let device: RegisteredDevice;
    openIntakeForSuite(database, async (opened) => {
      intake = opened;
      device = await intake.register();
    });

    const push = ({ changeId, text }: Pick<MadeChange, 'changeId' | 'text'>, { token } = device) =>
      intake.call('PUT', `/changes/${changeId}`, { token, body: text });
    const read = async (path: string, { token } = device) =>
      (await intake.call('GET', path, { token })).json() as Promise<unknown>;
    const stateOf = (id: string) =>
      intake.dependencies.db.selectFrom('records').selectAll().where('id', '=', id).executeTakeFirst();

    test('INT-11 a receipt echoes id and hash, and the text is stored byte for byte', async () => {
      const photo = jpegOf(20);
      await sendBlob(intake, device, photo);
      const record = {
        fileName: 'wet  "sheet" é 🌧.jpg',
        photo: { ...refOf(photo), width: 4, height: 3 },
        later: { kept: [1] },
      };
      const made = makeChange({ author: device.id, blobs: [refOf(photo)], record });
      const spaced = { ...made, text: `  ${made.text}\n` };
      const receipt = await receiptIn(await push(spaced));
      expect(receipt).toMatchObject({ changeId: made.changeId, contentHash: sha256Hex(spaced.text) });
      expect(receipt.receivedAt).toBe(new Date(intake.nowMs).toISOString());
      const kept = await intake.call('GET', `/changes/${made.changeId}`, { token: device.token });
      expect(await kept.text()).toBe(spaced.text);
      const state = await stateOf(made.recordId);
      expect(state).toMatchObject({ photo_sha256: sha256Hex(photo), thumbnail_sha256: null, grade_group: 'Grade A' });
      expect(state).toMatchObject({
        author: device.id,
        deliverer: device.id,
        is_deleted: false,
        pack_id: 'rubber-sheet',
      });
    });

    test('INT-12 a repeated change gets its first receipt, another text is refused', async () => {
      const made = makeChange({ author: device.id });
      const first = await receiptIn(await push(made));
      intake.nowMs += 60_000;
      expect(await receiptIn(await push(made))).toEqual(first);
      const other = { ...made, text: made.text.replace('sheet.jpg', 'other.jpg') };
      expect(await refusalIn(await push(other))).toEqual({
        status: 409,
        fault: { kind: 'other-content', contentHash: made.contentHash },
      });
      const stranger = await intake.register();
      expect((await refusalIn(await push(other, stranger))).fault).toEqual({ kind: 'not-yours' });
      expect(await receiptIn(await push(made, stranger))).toEqual(first);
    });

    test('INT-12 the same change from many connections at once is stored once', async () => {
      const made = makeChange({ author: device.id });
      const receipts = await Promise.all([1, 2, 3, 4, 5, 6].map(async () => receiptIn(await push(made))));
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
      const rows = await intake.dependencies.db
        .selectFrom('changes')
        .select('id')
        .where('id', '=', made.changeId)
        .execute();
      expect(rows).toHaveLength(1);
    });

    test('INT-13 nothing is stored while a listed blob is missing', async () => {
      const photo = jpegOf(21);
      const other = await intake.register();
      await sendBlob(intake, other, photo);
      const made = makeChange({ author: device.id, blobs: [refOf(photo)] });
      expect(await refusalIn(await push(made))).toEqual({
        status: 409,
        fault: { kind: 'blobs-missing', missing: [{ sha256: sha256Hex(photo), receivedBytes: 0 }] },
      });
      expect(await stateOf(made.recordId)).toBeUndefined();
      await sendBlob(intake, device, photo);
      expect((await push(made)).status).toBe(200);
    });

    test('INT-8 a change that lists a blob as another kind of image is refused', async () => {
      const photo = jpegOf(22);
      await sendBlob(intake, device, photo);
      const asPng = makeChange({ author: device.id, blobs: [refOf(photo, 'image/png')] });
      expect((await refusalIn(await push(asPng))).fault).toMatchObject({ kind: 'not-what-it-says', mime: 'image/png' });
      const shorter = makeChange({ author: device.id, blobs: [{ ...refOf(photo), bytes: 1 }] });
      expect((await refusalIn(await push(shorter))).fault).toMatchObject({ kind: 'not-valid', at: 'blobs.0.bytes' });
    });

    test('INT-14 sequence numbers have neither gaps nor duplicates', async () => {
      const before = (await receiptIn(await push(makeChange({ author: device.id })))).sequence;
      const changes = Array.from({ length: 20 }, () => makeChange({ author: device.id }));
      const refused = makeChange({ author: device.id, blobs: [refOf(jpegOf(99))] });
      const receipts = await Promise.all([...changes.map(async (made) => receiptIn(await push(made))), push(refused)]);
      const sequences = receipts.flatMap((receipt) => ('sequence' in receipt ? [receipt.sequence] : []));
      expect(sequences.sort((a, b) => a - b)).toEqual(changes.map((_, at) => before + 1 + at));
    });

    test('INT-15 the change with the greatest clock reading is the current state', async () => {
      const saved = makeChange({ author: device.id, at: readingAt(0, device.id) });
      const { recordId } = saved;
      const late = makeChange({
        kind: 'edited',
        author: device.id,
        recordId,
        at: readingAt(5, device.id),
        record: { note: 'late' },
      });
      const early = makeChange({
        kind: 'edited',
        author: device.id,
        recordId,
        at: readingAt(2, device.id),
        record: { note: 'early' },
      });
      for (const made of [saved, late, early]) expect((await push(made)).status).toBe(200);
      expect(await stateOf(recordId)).toMatchObject({ note: 'late', change_id: late.changeId });
      const listed = await read(`/records/${recordId}`);
      expect(listed).toMatchObject({
        current: { changeId: late.changeId, kind: 'edited' },
        versions: [saved, early, late].map(({ changeId, contentHash }) => ({ changeId, contentHash })),
      });
      const gone = makeChange({ kind: 'deleted', author: device.id, recordId, at: readingAt(9, device.id) });
      expect((await push(gone)).status).toBe(200);
      expect(await stateOf(recordId)).toMatchObject({ is_deleted: true, note: 'late', change_id: gone.changeId });
      const kept = await intake.call('GET', `/changes/${late.changeId}`, { token: device.token });
      expect(await kept.text()).toBe(late.text);
    });

    test('INT-16 the clock of the server moves past each change, and never more than a day ahead', async () => {
      const clockAfter = async (aheadMs: number) => {
        const at = `${new Date(intake.nowMs + aheadMs).toISOString()}_0007_${device.id}`;
        const receipt = await receiptIn(await push(makeChange({ author: device.id, at })));
        return {
          at,
          clock: receipt.serverClock,
          aheadMs: (parseReading(receipt.serverClock)?.wallMs ?? 0) - intake.nowMs,
        };
      };
      const hour = await clockAfter(3_600_000);
      expect(hour.clock > hour.at).toBe(true);
      expect((await clockAfter(30 * 24 * 3_600_000)).aheadMs).toBe(3_600_000);
    });

    test('INT-17 a record is written by its author and by the first deliverer', async () => {
      const carrier = await intake.register();
      const stranger = await intake.register();
      const saved = makeChange({ author: device.id });
      expect((await push(saved, carrier)).status).toBe(200);
      const { recordId } = saved;
      const edit = (author: string) => makeChange({ kind: 'edited', author, recordId, at: readingAt(1, author) });
      expect(await refusalIn(await push(edit(stranger.id), stranger))).toEqual({
        status: 409,
        fault: { kind: 'not-yours' },
      });
      expect((await refusalIn(await push(edit(device.id), stranger))).fault).toEqual({ kind: 'not-yours' });
      expect((await push(edit(device.id), device)).status).toBe(200);
      expect((await push(edit(carrier.id), carrier)).status).toBe(200);
    });

    test('INT-18 a device reads its own, an engineer all', async () => {
      const photo = jpegOf(23);
      const carrier = await intake.register();
      const stranger = await intake.register();
      await sendBlob(intake, carrier, photo);
      const saved = makeChange({ author: device.id, blobs: [refOf(photo)] });
      await push(saved, carrier);
      const paths = [`/records/${saved.recordId}`, `/changes/${saved.changeId}`, `/blobs/${sha256Hex(photo)}`];
      const engineer = { id: '', token: await intake.engineer() };
      for (const [reader, status] of [
        [device, 200],
        [carrier, 200],
        [engineer, 200],
        [stranger, 404],
      ] as const) {
        for (const path of paths) expect((await intake.call('GET', path, { token: reader.token })).status).toBe(status);
      }
      expect(await read('/records', stranger)).toEqual({ records: [] });
      expect(await read('/records', carrier)).toMatchObject({ records: [{ recordId: saved.recordId }] });
    });

    test('INT-18 records are read page by page', async () => {
      const owner = await intake.register();
      const changes = [1, 2, 3].map(() => makeChange({ author: owner.id }));
      for (const made of changes) await push(made, owner);
      const pages: string[][] = [];
      let after: number | undefined = 0;
      while (after !== undefined) {
        const page = (await read(`/records?after=${after}&limit=2`, owner)) as {
          records: { recordId: string }[];
          next?: number;
        };
        pages.push(page.records.map(({ recordId }) => recordId));
        after = page.next;
      }
      expect(pages).toEqual(
        [changes.slice(0, 2), changes.slice(2)].map((page) => page.map(({ recordId }) => recordId)),
      );
      expect((await intake.call('GET', '/records?limit=0', { token: owner.token })).status).toBe(400);
      expect((await intake.call('GET', '/records?after=x', { token: owner.token })).status).toBe(400);
    });

    test('INT-19 a text that is not a change is refused with the path of its fault', async () => {
      const made = makeChange({ author: device.id });
      const faultOf = async (text: string, changeId = made.changeId) =>
        (await refusalIn(await push({ changeId, text }))).fault;
      const mismatches: readonly (readonly [string, string])[] = [
        ['{', ''],
        [`\uFEFF${made.text}`, ''],
        [made.text.replace('"format":1', '"format":2'), 'format'],
        [made.text.replace('"confidence":0.75', '"confidence":7'), 'record.grade.confidence'],
        [made.text.replace(`"author":"${device.id}"`, '"author":"me"'), 'author'],
        [made.text.replace(`"id":"${made.recordId}"`, `"id":"${randomUUID()}"`), 'record.id'],
        [made.text.replace(`"recordId":"${made.recordId}"`, `"recordId":"${randomUUID()}"`), 'recordId'],
      ];
      for (const [text, at] of mismatches) expect(await faultOf(text)).toMatchObject({ kind: 'not-valid', at });
      expect(await faultOf(made.text, randomUUID())).toMatchObject({ at: 'changeId' });
      const latin1 = intake.call('PUT', `/changes/${made.changeId}`, {
        token: device.token,
        body: new Uint8Array([34, 0xe9, 34]),
      });
      expect((await refusalIn(await latin1)).fault).toMatchObject({ wanted: 'JSON in UTF-8' });
      expect(await stateOf(made.recordId)).toBeUndefined();
      expect((await push(made)).status).toBe(200);
    });

    test('INT-19 hostile values in a valid change are stored as text', async () => {
      const hostile: readonly Readonly<Record<string, unknown>>[] = [
        { note: 'nul \0 and \ud800 alone', fileName: "'; drop table records; --" },
        { takenAt: '0000-01-01T00:00:00.000Z' },
        { takenAt: '9999-12-31T23:59:59.999-23:59' },
        { takenAt: '2026-02-31T00:00:00.000Z' },
        { ['__proto__']: { polluted: true }, constructor: { prototype: { polluted: true } } },
      ];
      for (const record of hostile) {
        const made = makeChange({ author: device.id, record });
        expect((await push(made)).status).toBe(200);
        const kept = await intake.call('GET', `/changes/${made.changeId}`, { token: device.token });
        expect(await kept.text()).toBe(made.text);
      }
      expect('polluted' in {}).toBe(false);
      const deep = makeChange({ author: device.id });
      const brackets = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
      const text = deep.text.replace('"fileName"', `"deep":${brackets},"fileName"`);
      expect((await push({ ...deep, text })).status).toBe(200);
      const upper = makeChange({ author: device.id.toUpperCase(), recordId: randomUUID().toUpperCase() });
      expect((await push(upper)).status).toBe(200);
    });
  });
}
