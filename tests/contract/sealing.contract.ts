/** What a database holds when storage is given a sealer that encrypts. */
import { plainSealer } from '../../src/storage/sealing';
import { createAesSealer } from '../support/aes-sealer';
import { makeRecord } from '../support/make-record';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

const stores = ['records', 'summaries', 'blobs', 'outbox'] as const;

export function sealingContract({ withStorage, openStorage }: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-25 no record, change text, blob or text of a summary can be read in the database', () =>
      withStorage(async (storage) => {
        const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z', photo: 'secret' });
        valueOf(await storage.inspections.add({ ...record, fileName: 'secret.jpg', note: 'secret' }, blobs));
        valueOf(await storage.inspections.edit('one', { note: 'a secret of today' }));
        for (const store of stores) {
          const rows = await readAsText(storage, store);
          expectEqual([store, rows.length > 0, rows.includes('secret')], [store, true, false]);
        }
        expectEqual(valueOf(await storage.inspections.byId('one'))?.note, 'a secret of today');
      }),
    ),
    scenario('STO-33 encrypted values that this host cannot open are reported by every read and write', () =>
      withStorage(async (storage) => {
        const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z' });
        valueOf(await storage.inspections.add(record, blobs));
        for (const sealer of [plainSealer, await createAesSealer()]) {
          const other = openStorage(storage.name, { sealer });
          const results = [
            await other.inspections.byId('one'),
            await other.inspections.read(record.photo),
            await other.inspections.edit('one', { note: 'new' }),
            await other.history.page({ filter: {}, sort: 'newest' }, { limit: 1 }),
            await other.outbox.page({ limit: 1 }),
          ];
          expectEqual(
            results.map((result) => (result.ok ? 'ok' : result.fault.kind)),
            results.map(() => 'cannot-decrypt'),
          );
          await other.connection.close();
        }
        expectEqual(valueOf(await storage.inspections.byId('one')), record);
        expectEqual(valueOf(await storage.outbox.page({ limit: 9 })).length, 1);
      }),
    ),
  ];
}

/** Every row of a store as text, with bytes as the letters that they stand for. */
async function readAsText({ connection }: StorageFixture, store: (typeof stores)[number]): Promise<string> {
  const rows = valueOf(await connection.use((database): Promise<readonly unknown[]> => database.getAll(store)));
  return rows
    .map((row) =>
      JSON.stringify(row, (_key, value: unknown) =>
        value instanceof ArrayBuffer ? String.fromCharCode(...new Uint8Array(value)) : value,
      ),
    )
    .join();
}
