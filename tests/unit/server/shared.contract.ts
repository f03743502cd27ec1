/** Assets and jobs at the intake, and how devices read them, on each database. */
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { writeChange } from '../../../src/domain/change';
import type { SharedItem } from '../../../src/domain/shared-item';
import { parseSharedList, sharedPageLimit } from '../../../src/protocol/shared-list';
import { drain } from '../../../src/sync/drain';
import { createIntakeClient } from '../../../src/sync/intake-client';
import { pullShared, type SharedListStore } from '../../../src/sync/pull-shared';
import type { OpenDatabase } from '../../../server/database/open-database';
import { openStorage, valueOf, type StorageFixture } from '../../contract/storage-fixture';
import { openIntakeForSuite, receiptIn, refusalIn, type IntakeFixture, type RegisteredDevice } from './intake-fixture';
import { makeChange, readingAt } from './make-change';

/** Runs the suite on the database that `database()` returns. */
export function describeShared(name: string, database: () => OpenDatabase): void {
  describe(name, () => {
    let intake: IntakeFixture;
    let device: RegisteredDevice;
    let other: RegisteredDevice;
    openIntakeForSuite(database, async (opened) => {
      intake = opened;
      [device, other] = [await intake.register(), await intake.register()];
    });

    const push = (made: { readonly changeId: string; readonly text: string }, { token } = device) =>
      intake.call('PUT', `/changes/${made.changeId}`, { token, body: made.text });
    const list = async (after = 0, { token } = device) =>
      parseSharedList(await (await intake.call('GET', `/shared?after=${after}`, { token })).json());
    const makeShared = (
      item: SharedItem | undefined,
      minutes: number,
      id = item?.value.id ?? randomUUID(),
      by = device,
    ) => {
      const ids = { changeId: randomUUID(), recordId: id, at: readingAt(minutes, by.id), author: by.id, blobs: [] };
      const text = writeChange({ ...ids, kind: kindOf(item), ...(item === undefined ? {} : { item }) });
      return { ...ids, text };
    };
    /** The text of the change that counts. */
    const shownOf = async (id: string): Promise<string | undefined> => {
      const { sequence } = await intake.dependencies.db
        .selectFrom('shared_items')
        .select('sequence')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return (await list(sequence - 1))?.changes[0]?.text;
    };

    test('AST-20 every device may change an asset; the later change by the clock counts, all are kept', async () => {
      const id = randomUUID();
      const late = makeShared(asset('T-late', id), 20);
      const early = makeShared(asset('T-early', id), 10, id, other);
      await receiptIn(await push(late));
      await receiptIn(await push(early, other));
      expect(await shownOf(id)).toBe(late.text);
      await receiptIn(await push(makeShared(undefined, 30, id, other), other));
      await receiptIn(await push(makeShared(asset('T-between', id), 25)));
      expect(await shownOf(id)).toContain('asset-deleted');
      const kept = await intake.dependencies.db
        .selectFrom('changes')
        .select('id')
        .where('record_id', '=', id)
        .execute();
      expect(kept).toHaveLength(4);
    });

    test('AST-20 a repeated change gets its first receipt, and another text under its id is refused', async () => {
      const made = makeShared(asset('T1'), 1);
      const first = await receiptIn(await push(made));
      expect(await receiptIn(await push(made))).toEqual(first);
      const changed = { ...made, text: made.text.replace('T1', 'T2') };
      expect((await refusalIn(await push(changed))).fault?.kind).toBe('other-content');
    });

    test('AST-20 an item with another id, or an id that is in use for something else, is refused with the field', async () => {
      const mixed = makeShared(asset('T1'), 1, randomUUID());
      expect(await refusalIn(await push(mixed))).toMatchObject({ status: 400, fault: { at: 'asset.id' } });
      const record = makeChange({ author: device.id });
      await receiptIn(await push(record));
      const overRecord = makeShared(asset('T1', record.recordId), 1);
      expect(await refusalIn(await push(overRecord))).toMatchObject({ status: 400, fault: { at: 'recordId' } });
      const known = makeShared(asset('T1'), 1);
      await receiptIn(await push(known));
      const otherType = makeShared(job('J1', [], known.recordId), 2);
      expect(await refusalIn(await push(otherType))).toMatchObject({ status: 400, fault: { at: 'recordId' } });
      expect(await shownOf(known.recordId)).toBe(known.text);
    });

    test('AST-20 a field that does not fit is refused with its place', async () => {
      const made = makeShared(asset('T1'), 1);
      const bad = { ...made, text: made.text.replace('"number":"T1"', '"number":""') };
      expect(await refusalIn(await push(bad))).toMatchObject({ status: 400, fault: { at: 'asset.number' } });
    });

    test('AST-21 the list is in the order of sequence numbers, and complete from each of them', async () => {
      const ids = Array.from({ length: 5 }, () => randomUUID());
      for (const [place, id] of ids.entries()) await receiptIn(await push(makeShared(asset(`P${place}`, id), place)));
      const all = await list();
      const sequences = all?.changes.map(({ sequence }) => sequence) ?? [];
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
      expect(all?.latest).toBeGreaterThanOrEqual(sequences.at(-1) ?? Infinity);
      for (const [place, after] of sequences.entries()) {
        const rest = await list(after, other);
        expect(rest?.changes).toEqual(all?.changes.slice(place + 1));
      }
    });

    test('AST-24 every device reads the text of a change of an asset, of its earlier versions too', async () => {
      const id = randomUUID();
      const first = makeShared(asset('T-first', id), 1);
      await receiptIn(await push(first));
      await receiptIn(await push(makeShared(asset('T-second', id), 2)));
      const read = await intake.call('GET', `/changes/${first.changeId}`, { token: other.token });
      expect([read.status, await read.text()]).toEqual([200, first.text]);
      expect(
        await refusalIn(await intake.call('GET', `/changes/${randomUUID()}`, { token: other.token })),
      ).toMatchObject({
        status: 404,
      });
    });

    test('AST-21 the list is for registered devices', async () => {
      expect(await refusalIn(await intake.call('GET', '/shared'))).toMatchObject({ status: 401 });
    });

    test('AST-22 a job list of several pages reaches a device, and an edit there reaches the office', async () => {
      const assets = Array.from({ length: sharedPageLimit + 20 }, (_, place) => asset(`M${place}`));
      for (const each of assets) await receiptIn(await push(makeShared(each, 40)));
      const planned = job(
        'J-many',
        assets.slice(0, 3).map(({ value }) => value.id),
      );
      await receiptIn(await push(makeShared(planned, 41)));
      await onDevice(other, async (storage) => {
        const pulled = await pullShared(pullParts(storage));
        expect(pulled).toMatchObject({ ok: true, value: { hasChanged: true, unreadable: 0 } });
        expect(valueOf(await storage.shared.list('asset')).length).toBeGreaterThanOrEqual(assets.length);
        expect(valueOf(await storage.shared.byId(planned.value.id))).toEqual(planned);
        const edited: SharedItem = { ...planned, value: { ...planned.value, status: 'IN_PROGRESS' } };
        valueOf(await storage.shared.edit(planned.value.id, () => edited));
        expect((await drainOf(storage)).end.kind).toBe('empty');
        expect(await shownOf(planned.value.id)).toContain('IN_PROGRESS');
        expect(await pullShared(pullParts(storage))).toMatchObject({ ok: true, value: { hasChanged: false } });
      });
    });

    test('AST-22 a list that is cut off in the middle is read on from there', async () => {
      await onDevice(other, async (storage) => {
        let requests = 0;
        const parts = pullParts(storage);
        const cut = {
          ...parts,
          send: (...sent: Parameters<typeof parts.send>) => {
            requests += 1;
            return requests === 2 ? Promise.reject(new TypeError('fetch failed')) : parts.send(...sent);
          },
        };
        expect(await pullShared(cut)).toMatchObject({ ok: false, fault: { kind: 'offline' } });
        const first = valueOf(await storage.shared.list('asset')).length;
        expect(first).toBeGreaterThan(0);
        expect((await pullShared(parts)).ok).toBe(true);
        expect(valueOf(await storage.shared.list('asset')).length).toBeGreaterThan(first);
      });
    });

    test('AST-22 a device starts again where the office counts from the beginning', async () => {
      await onDevice(other, async (storage) => {
        valueOf(
          await storage.shared.applyPulled([], { after: 9_999_999, at: '2026-01-01T00:00:00.000Z' }, other.token),
        );
        expect(await pullShared(pullParts(storage))).toMatchObject({ ok: true, value: { hasChanged: true } });
        expect(valueOf(await storage.settings.read()).pulled?.after).toBe((await list())?.latest);
      });
    });

    test('AST-22 an item that this version cannot read is left out, and is read again', async () => {
      const later = makeShared(asset('T-later'), 50);
      await receiptIn(await push(later));
      const made = makeShared(asset('T-after'), 51);
      await receiptIn(await push(made));
      await onDevice(other, async (storage) => {
        const parts = pullParts(storage);
        const hidden = {
          ...parts,
          send: async (...sent: Parameters<typeof parts.send>) => {
            const page = parseSharedList(await (await parts.send(...sent)).json());
            const changes = page?.changes.map(({ sequence, text }) => ({
              sequence,
              text: text === later.text ? text.replace('asset-saved', 'rocket-saved') : text,
            }));
            return Response.json({ ...page, changes });
          },
        };
        expect(await pullShared(hidden)).toMatchObject({ ok: true, value: { unreadable: 1 } });
        expect(valueOf(await storage.shared.byId(later.recordId))).toBeUndefined();
        expect(valueOf(await storage.shared.byId(made.recordId))).toMatchObject({ value: { number: 'T-after' } });
        expect(await pullShared(parts)).toMatchObject({ ok: true, value: { unreadable: 0 } });
        expect(valueOf(await storage.shared.byId(later.recordId))).toMatchObject({ value: { number: 'T-later' } });
      });
    });

    test('AST-23 asset, job and purpose of a record are columns', async () => {
      const links = { assetId: randomUUID(), jobId: randomUUID(), purpose: 'baseline' };
      const made = makeChange({ author: device.id, record: links });
      await receiptIn(await push(made));
      const row = await intake.dependencies.db
        .selectFrom('records')
        .select(['asset_id', 'job_id', 'purpose'])
        .where('id', '=', made.recordId)
        .executeTakeFirst();
      expect(row).toEqual({ asset_id: links.assetId, job_id: links.jobId, purpose: 'baseline' });
    });

    /** The device's storage, registered, without a browser. */
    async function onDevice(as: RegisteredDevice, work: (storage: StorageFixture) => Promise<void>): Promise<void> {
      const storage = openStorage(`shared-${randomUUID()}`);
      valueOf(await storage.settings.register({ phase: 'registered', name: 'P', location: 'S', token: as.token }));
      await work(storage);
      await storage.connection.close();
    }

    const send = (path: string, init?: RequestInit) => Promise.resolve(intake.app.request(path, init));

    function pullParts({ settings, shared }: StorageFixture) {
      const store: SharedListStore = {
        read: () => settings.read(),
        refuseToken: (token) => settings.refuseToken(token),
        applyPulled: (...page) => shared.applyPulled(...page),
      };
      return { store, send, nowMs: () => Date.now(), abortAfter: (ms: number) => AbortSignal.timeout(ms) };
    }

    function drainOf({ outbox, settings }: StorageFixture) {
      const nowMs = () => Date.now();
      return drain(
        {
          store: outbox,
          settings,
          blobs: { read: () => Promise.reject(new Error('assets have no blobs')) },
          intake: createIntakeClient({ send, nowMs, abortAfter: (ms) => AbortSignal.timeout(ms) }),
          sha256: async (bytes) => Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex'),
          nowMs,
          random: () => 0.5,
          network: () => ({ isOnline: true, metered: 'no' }),
          lock: (run) => run(),
        },
        'immediate',
      );
    }
  });
}

function kindOf(item: SharedItem | undefined) {
  return item === undefined ? 'asset-deleted' : (`${item.type}-saved` as const);
}

function asset(number: string, id: string = randomUUID()) {
  return { type: 'asset', value: { id, number, kind: 'transformer' } } as const satisfies SharedItem;
}

function job(number: string, assetIds: readonly string[], id: string = randomUUID()) {
  const assets = assetIds.map((assetId) => ({ assetId }));
  return {
    type: 'job',
    value: { id, number, date: '2026-11-21', status: 'PENDING', assets },
  } as const satisfies SharedItem;
}
