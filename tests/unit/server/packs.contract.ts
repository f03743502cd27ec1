/** Taught packs at the intake and how devices read those that are offered, on each database. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { writeChange } from '../../../src/domain/change';
import type { SharedPack } from '../../../src/domain/shared-pack';
import { without } from '../../../src/domain/without';
import { parseSharedList } from '../../../src/protocol/shared-list';
import type { OpenDatabase } from '../../../server/database/open-database';
import { saveShared } from '../../../server/office/save-shared';
import { makeSharedPack, type MadePack } from '../../support/shared-pack';
import {
  openIntakeForSuite,
  receiptIn,
  refusalIn,
  sendBlob,
  type IntakeFixture,
  type RegisteredDevice,
} from './intake-fixture';
import { readingAt } from './make-change';

/** Runs the suite on the database that `database()` returns. */
export function describePacks(name: string, database: () => OpenDatabase): void {
  describe(name, () => {
    let intake: IntakeFixture;
    let device: RegisteredDevice;
    let other: RegisteredDevice;
    openIntakeForSuite(database, async (opened) => {
      intake = opened;
      [device, other] = [await intake.register(), await intake.register()];
    });

    const written = (pack: SharedPack, minutes: number, blobs = pack.file.parts) => {
      const changeId = randomUUID();
      const ids = { changeId, recordId: pack.id, at: readingAt(minutes, device.id), author: device.id, blobs };
      return { changeId, text: writeChange({ ...ids, kind: 'pack-saved', item: { type: 'pack', value: pack } }) };
    };
    const push = (made: { readonly changeId: string; readonly text: string }) =>
      intake.call('PUT', `/changes/${made.changeId}`, { token: device.token, body: made.text });
    const sendParts = async ({ parts }: MadePack): Promise<void> => {
      for (const part of parts) expect((await sendBlob(intake, device, part)).status).toBe(200);
    };
    const offer = async (pack: SharedPack, to: SharedPack): Promise<void> => {
      const { at } = await intake.dependencies.db
        .selectFrom('shared_items')
        .select('at')
        .where('id', '=', pack.id)
        .executeTakeFirstOrThrow();
      const write = { type: 'pack', id: pack.id, item: { type: 'pack', value: to }, knownAt: at } as const;
      expect(await saveShared(intake.dependencies, [write], { engineer: 'Asha', requestId: 'test' })).toMatchObject({
        ok: true,
      });
    };
    const readPart = async (pack: SharedPack, { token }: RegisteredDevice): Promise<number> =>
      (await intake.call('GET', `/blobs/${pack.file.parts[0]?.sha256 ?? ''}`, { token })).status;
    const current = async (id: string, after = 0): Promise<string> => {
      const answer = await intake.call('GET', `/shared?after=${after}`, { token: other.token });
      const list = parseSharedList(await answer.json());
      if (list === undefined) throw new Error('the list cannot be read');
      const found = list.changes.find(({ text }) => text.includes(id));
      if (found !== undefined || !list.hasMore) return found?.text ?? '';
      return current(id, list.changes.at(-1)?.sequence);
    };

    test('INT-42 a pack is taken once all parts of its file have arrived, and a repeated change gets its receipt', async () => {
      const made = await makeSharedPack('1.0.0', 100_000);
      expect(made.parts.length).toBeGreaterThan(1);
      const change = written(made.pack, 1);
      expect(await refusalIn(await push(change))).toMatchObject({ status: 409, fault: { kind: 'blobs-missing' } });
      await sendParts(made);
      const receipt = await receiptIn(await push(change));
      expect(await receiptIn(await push(change))).toEqual(receipt);
      expect(await current(made.pack.id)).toBe(change.text);
    });

    test('INT-42 a device cannot offer a pack, leave out a part, or choose another id', async () => {
      const made = await makeSharedPack('1.1.0', 100_000);
      await sendParts(made);
      const offered = { ...made.pack, offer: { releasedAt: '2026-11-26T10:00:00.000Z', by: 'me' } };
      expect(await refusalIn(await push(written(offered, 2)))).toMatchObject({
        status: 400,
        fault: { at: 'pack.offer' },
      });
      const fewer = written(made.pack, 2, made.pack.file.parts.slice(1));
      expect(await refusalIn(await push(fewer))).toMatchObject({ status: 400, fault: { at: 'blobs' } });
      const renamed = written({ ...made.pack, id: randomUUID() }, 2);
      expect(await refusalIn(await push(renamed))).toMatchObject({ status: 400, fault: { at: 'pack.id' } });
    });

    test('INT-42 a later change by a device does not end an offer', async () => {
      const made = await makeSharedPack('1.2.0');
      await sendParts(made);
      await receiptIn(await push(written(made.pack, 3)));
      const offered = { ...made.pack, offer: { releasedAt: '2026-11-26T10:00:00.000Z', by: 'Asha' } };
      await offer(made.pack, offered);
      await receiptIn(await push(written({ ...made.pack, title: 'Other' }, 90_000)));
      expect(JSON.parse(await current(made.pack.id))).toMatchObject({ pack: { title: 'Yard', offer: { by: 'Asha' } } });
    });

    test('INT-43 another device reads the file of a pack while it is offered, and only then', async () => {
      const made = await makeSharedPack('1.3.0');
      await sendParts(made);
      await receiptIn(await push(written(made.pack, 4)));
      expect([await readPart(made.pack, device), await readPart(made.pack, other)]).toEqual([200, 404]);
      const offered = { ...made.pack, offer: { releasedAt: '2026-11-26T10:00:00.000Z', by: 'Asha' } };
      await offer(made.pack, offered);
      expect(await readPart(made.pack, other)).toBe(200);
      await offer(made.pack, without(offered, 'offer'));
      expect([await readPart(made.pack, device), await readPart(made.pack, other)]).toEqual([200, 404]);
    });
  });
}
