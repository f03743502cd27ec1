/** Batches: their pictures wait in the database, and leave it in the transaction that saves their result. */
import type { Batch, BatchPicture } from '../../src/domain/batch';
import versionFive from '../fixtures/database/version-5.json';
import { makeRecord } from '../support/make-record';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { withOldStorage } from './old-database.contract';
import { valueOf, type StorageFixture, type StorageHost } from './storage-fixture';
import { expectSummaries } from './summary-migration.contract';

const batch: Batch = {
  ...{ id: 'batch', startedAt: '2026-11-26T10:32:00.000Z', phase: 'running', chosen: 3 },
  ...{ saved: 0, discarded: 0, inspectedMs: 0, name: 'north line' },
  pack: { id: 'transformer-thermal', title: 'Transformer (thermal)' },
};

export function batchesContract(host: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-35 pictures of a batch are read back with their bytes, in their order', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const { batches } = storage;
        expectEqual(valueOf(await batches.byId('batch')), { batch, pictures: [picture(0), picture(1), picture(2)] });
        expectEqual(valueOf(await batches.readFile(picture(1))), bytes(1));
        expectEqual(valueOf(await batches.unfinished()), ['batch']);
        valueOf(await batches.setPhase('batch', 'ended'));
        expectEqual(valueOf(await batches.unfinished()), []);
        expectEqual(valueOf(await batches.list(5)), [{ ...batch, phase: 'ended' }]);
      }),
    ),
    scenario('STO-35 pictures that are added together are stored all or not at all', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const again = await storage.batches.add(batch, [given(3), given(2)]).catch(() => undefined);
        expectEqual(again?.ok, undefined);
        expectEqual(valueOf(await storage.batches.byId('batch'))?.pictures.length, 3);
      }),
    ),
    scenario('STO-35 a batch that has grown is stored with its new size and runs again', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        valueOf(await storage.batches.close('batch'));
        valueOf(await storage.batches.add({ ...batch, chosen: 4 }, [given(3)]));
        const stored = valueOf(await storage.batches.byId('batch'));
        expectEqual([stored?.batch.chosen, stored?.batch.phase, stored?.batch.name], [4, 'running', 'north line']);
        expectEqual(valueOf(await storage.batches.readFile(picture(3))), bytes(3));
      }),
    ),
    scenario('STO-35 a changed picture keeps its bytes only if they are still needed', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const { batches } = storage;
        const failed = { phase: 'failed', fault: { kind: 'empty-file' } } as const;
        valueOf(await batches.update({ ...picture(0), hasFile: false, state: failed }));
        valueOf(await batches.update({ ...picture(7), hasFile: false, state: failed }));
        const pictures = valueOf(await batches.byId('batch'))?.pictures ?? [];
        expectEqual(
          pictures.map(({ order, state }) => [order, state.phase]),
          [
            [0, 'failed'],
            [1, 'waiting'],
            [2, 'waiting'],
          ],
        );
        expectEqual(valueOf(await batches.readFile(picture(0))), undefined);
      }),
    ),
    scenario('STO-36 saving a result removes its picture and counts it, once', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        expectEqual(await saveResult(storage, 'first'), 'added');
        expectEqual(await saveResult(storage, 'second'), 'gone');
        const stored = valueOf(await storage.batches.byId('batch'));
        expectEqual([stored?.batch.saved, stored?.batch.inspectedMs, stored?.pictures.length], [1, 250, 2]);
        expectEqual(valueOf(await storage.batches.readFile(picture(0))), undefined);
        expectEqual(valueOf(await storage.inspections.byId('second')), undefined);
        expectEqual(valueOf(await storage.outbox.page({ limit: 5 })).length, 1);
      }),
    ),
    scenario('STO-37 discarded pictures are removed with their bytes and counted', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const { batches } = storage;
        valueOf(await batches.discard('batch', [1, 2, 9]));
        const stored = valueOf(await batches.byId('batch'));
        expectEqual([stored?.batch.discarded, stored?.pictures.length], [2, 1]);
        expectEqual(valueOf(await batches.readFile(picture(1))), undefined);
      }),
    ),
    scenario('STO-37 a removed batch leaves its saved inspections', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        await saveResult(storage, 'first');
        valueOf(await storage.batches.remove('batch'));
        expectEqual(valueOf(await storage.batches.byId('batch')), undefined);
        expectEqual(valueOf(await storage.batches.readFile(picture(1))), undefined);
        expectEqual(valueOf(await storage.inspections.byId('first'))?.id, 'first');
      }),
    ),
    scenario('STO-35 a database of version 5 opens with every summary, and batches can be added', () =>
      withOldStorage(host, versionFive, async (storage) => {
        await expectSummaries(storage);
        await fill(storage);
        expectEqual(valueOf(await storage.batches.byId('batch'))?.pictures.length, 3);
      }),
    ),
  ];
}

async function fill({ batches }: StorageFixture): Promise<void> {
  valueOf(await batches.add(batch, [given(0)]));
  valueOf(await batches.add(batch, [given(1), given(2)]));
}

async function saveResult({ inspections }: StorageFixture, id: string): Promise<'added' | 'gone'> {
  const { record, blobs } = await makeRecord({ id, takenAt: '2026-11-26T10:33:00.000Z' });
  return valueOf(await inspections.add(record, blobs, { ...picture(0), inspectedMs: 250, isStored: true }));
}

function given(order: number) {
  return { picture: picture(order), bytes: bytes(order) };
}

function bytes(order: number): ArrayBuffer {
  return Uint8Array.of(order, 1, 2).buffer;
}

function picture(order: number): BatchPicture {
  const fileName = `picture-${order}.jpg`;
  return { batchId: 'batch', order, hasFile: true, fileName, source: 'drop', sha256: 'a'.repeat(64), state: waiting };
}

const waiting = { phase: 'waiting' } as const;
