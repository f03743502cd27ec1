/** Assets and jobs in the database, on any IndexedDB. */
import { writeChange } from '../../src/domain/change';
import type { ImportedSharedChange } from '../../src/domain/delivery';
import { parseReading } from '../../src/domain/hybrid-clock';
import type { SharedItem } from '../../src/domain/shared-item';
import { parseSharedChange } from '../../src/protocol/change';
import { importSharedChange } from '../../src/storage/shared-items';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { fixtureDependencies, valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

const assetId = '0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5e';
const jobId = '0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5f';
const otherDevice = '0199f3c4-5a3a-7c1e-9c3e-000000000001';
const token = 't'.repeat(43);

export function sharedItemsContract({ withStorage, openStorage }: StorageHost): readonly ContractCase[] {
  return [
    scenario('AST-10 an asset and a job are stored, listed by type, and queued as changes that the server reads', () =>
      withStorage(async (storage) => {
        valueOf(await storage.shared.save([asset('T1'), job('J1')]));
        expectEqual(valueOf(await storage.shared.list('asset')), [asset('T1')]);
        expectEqual(valueOf(await storage.shared.list('job')), [job('J1')]);
        const rows = valueOf(await storage.outbox.page({ limit: 10 }));
        expectEqual(
          rows.map(({ kind, recordId }) => [kind, recordId]),
          [
            ['asset-saved', assetId],
            ['job-saved', jobId],
          ],
        );
        const sent = rows.map(({ text }) => parseSharedChange(JSON.parse(text)));
        expectEqual(sent[0]?.kind === 'asset-saved' && sent[0].asset, asset('T1').value);
        expectEqual(sent[1]?.kind === 'job-saved' && sent[1].job, job('J1').value);
        expectEqual(
          sent.map((change) => change?.at),
          rows.map(({ at }) => at),
        );
      }),
    ),
    scenario('AST-10 an edit and a deletion are queued once each; an edit that changes nothing is not', () =>
      withStorage(async (storage) => {
        valueOf(await storage.shared.save([asset('T1')]));
        valueOf(await storage.shared.edit(assetId, () => asset('T1')));
        valueOf(await storage.shared.edit(assetId, () => asset('T2')));
        valueOf(await storage.shared.remove(assetId));
        valueOf(await storage.shared.remove(assetId));
        expectEqual(valueOf(await storage.shared.edit(assetId, () => asset('T3'))), undefined);
        expectEqual(await kindsSent(storage), ['asset-saved', 'asset-saved', 'asset-deleted']);
        expectEqual(valueOf(await storage.shared.byId(assetId)), undefined);
        expectEqual(valueOf(await storage.shared.list('asset')), []);
      }),
    ),
    scenario('AST-14 a job that the office would refuse as too long is not stored, and the fault has its size', () =>
      withStorage(async (storage) => {
        valueOf(await storage.shared.save([job('J1')]));
        const assets = Array.from({ length: 1000 }, (_, place) => ({
          assetId: `0199f3c4-5a3a-7c1e-9c3e-${String(place).padStart(12, '0')}`,
          notInspectedBecause: 'a'.repeat(200),
        }));
        const edited = await storage.shared.edit(jobId, (item) =>
          item.type === 'job' ? { ...item, value: { ...item.value, assets } } : item,
        );
        const fault = edited.ok ? undefined : edited.fault;
        expectEqual(
          [fault?.kind, fault?.kind === 'item-too-large' && fault.bytes > fault.limitBytes],
          ['item-too-large', true],
        );
        expectEqual(valueOf(await storage.shared.byId(jobId)), job('J1'));
        expectEqual(await kindsSent(storage), ['job-saved']);
      }),
    ),
    scenario('AST-11 of two changes the later by the hybrid clock is shown, in whatever order they come', () =>
      withStorage(async (storage) => {
        await register(storage);
        await pull(storage, [change('T-late', at(2))], 2);
        await pull(storage, [change('T-early', at(1))], 3);
        expectEqual(valueOf(await storage.shared.byId(assetId)), asset('T-late'));
        await pull(storage, [change(undefined, at(3))], 4);
        await pull(storage, [change('T-before-deletion', at(2.5))], 5);
        expectEqual(valueOf(await storage.shared.byId(assetId)), undefined);
        expectEqual(await kindsSent(storage), []);
      }),
    ),
    scenario('AST-11 an edit here is later than a change of a clock that is days ahead', () =>
      withStorage(async (storage) => {
        await register(storage);
        const ahead = new Date(Date.now() + 10 * 24 * 3_600_000).toISOString();
        const theirs = change('T-ahead', `${ahead}_0000_${otherDevice}`);
        await pull(storage, [theirs], 1);
        valueOf(await storage.shared.edit(assetId, () => asset('T-here')));
        const [row] = valueOf(await storage.outbox.page({ limit: 1 }));
        expectEqual((row?.at ?? '') > theirs.at, true);
        const { device } = parseReading(row?.at ?? '') ?? {};
        expectEqual(device, valueOf(await storage.settings.deviceId()));
        await pull(storage, [theirs], 2);
        expectEqual(valueOf(await storage.shared.byId(assetId)), asset('T-here'));
      }),
    ),
    scenario(
      'AST-12 a page of the list and its position are stored together; the position ends with the registration',
      () =>
        withStorage(async (storage) => {
          await register(storage);
          await pull(storage, [change('T1', at(1))], 7);
          expectEqual(valueOf(await storage.settings.read()).pulled?.after, 7);
          valueOf(await storage.settings.choose({ sending: 'paused' }));
          expectEqual(valueOf(await storage.settings.read()).pulled?.after, 7);
          await register(storage, 'u'.repeat(43));
          expectEqual(valueOf(await storage.settings.read()).pulled, undefined);
          await pull(storage, [change('T2', at(2))], 9);
          expectEqual(valueOf(await storage.settings.read()).pulled, undefined);
          expectEqual(valueOf(await storage.shared.byId(assetId)), asset('T1'));
        }),
    ),
    scenario('AST-13 a change from a file is queued unchanged, applied and known the second time', () =>
      withStorage(async (storage) => {
        const theirs = change('T1', at(1));
        const take = async () => valueOf(await importSharedChange(storage.connection, theirs, [], fixtureDependencies));
        expectEqual([await take(), await take()], ['queued', 'known']);
        const [row] = valueOf(await storage.outbox.page({ limit: 10 }));
        expectEqual([row?.text, row?.at], [theirs.text, theirs.at]);
        expectEqual(valueOf(await storage.shared.byId(assetId)), asset('T1'));
        const receipt = {
          contentHash: 'a'.repeat(64),
          sequence: 1,
          serverClock: at(3),
          confirmedAt: at(3).slice(0, 24),
        };
        valueOf(await storage.outbox.markDelivered(theirs.changeId, receipt));
        expectEqual([await take(), await kindsSent(storage)], ['known', []]);
      }),
    ),
    scenario('AST-10 two tabs edit one asset at once: both changes are sent, and the later one is kept', () =>
      withStorage(async (storage) => {
        valueOf(await storage.shared.save([asset('T1')]));
        const other = openStorage(storage.name);
        const edits = [storage.shared.edit(assetId, () => asset('T2')), other.shared.edit(assetId, () => asset('T3'))];
        for (const edit of await Promise.all(edits)) valueOf(edit);
        const rows = valueOf(await storage.outbox.page({ limit: 10 }));
        expectEqual(rows.length, 3);
        const last = parseSharedChange(JSON.parse(rows.at(-1)?.text ?? ''));
        expectEqual(valueOf(await storage.shared.byId(assetId))?.value, last?.kind === 'asset-saved' && last.asset);
        await other.connection.close();
      }),
    ),
  ];
}

function asset(number: string): SharedItem {
  return { type: 'asset', value: { id: assetId, number, kind: 'transformer', region: 'North' } };
}

function job(number: string): SharedItem {
  return { type: 'job', value: { id: jobId, number, date: '2026-11-21', status: 'PENDING', assets: [{ assetId }] } };
}

/** A reading of another device, some hours after a fixed moment of the past. */
function at(hours: number): string {
  return `${new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString()}_0000_${otherDevice}`;
}

/** A change of another device; without a number a deletion. */
function change(number: string | undefined, reading: string): ImportedSharedChange {
  const ids = { changeId: fixtureDependencies.newId(), recordId: assetId, at: reading, blobs: [] };
  const item = number === undefined ? {} : { item: asset(number) };
  const kind = number === undefined ? 'asset-deleted' : 'asset-saved';
  return { ...ids, kind, text: writeChange({ ...ids, kind, author: otherDevice, ...item }), ...item };
}

async function register({ settings }: StorageFixture, as = token): Promise<void> {
  valueOf(await settings.register({ phase: 'registered', name: 'Phone', location: 'Shed', token: as }));
}

async function pull(
  { shared }: StorageFixture,
  changes: readonly ImportedSharedChange[],
  after: number,
): Promise<void> {
  valueOf(await shared.applyPulled(changes, { after, at: '2026-01-01T00:00:00.000Z' }, token));
}

async function kindsSent({ outbox }: StorageFixture): Promise<readonly string[]> {
  return valueOf(await outbox.page({ limit: 10 })).map(({ kind }) => kind);
}
