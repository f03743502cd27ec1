/** What a database holds when storage is given a sealer that encrypts. */
import { makeRecord } from '../support/make-record';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { valueOf, type StorageFixture, type StorageHost } from './storage-fixture';

const stores = ['records', 'summaries', 'blobs', 'outbox'] as const;

export function sealingContract({ withStorage }: StorageHost): readonly ContractCase[] {
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
