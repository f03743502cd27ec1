/** Records, blobs, packs and connections (`docs/spec/storage.md`), on any IndexedDB. */
import { allMigrations } from '../../src/storage/migrations/all-migrations';
import { blobOf, makeRecord } from '../support/make-record';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { freeBytes, laterMigrations, openBlocking, valueOf, type StorageHost } from './storage-fixture';

export function storageContract({ withStorage, openStorage }: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-1 a saved inspection and its blobs are read back as they were', () =>
      withStorage(async ({ inspections, history }) => {
        const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-02T03:04:05.000Z' });
        valueOf(await inspections.add(record, blobs));
        expectEqual(valueOf(await inspections.byId('one')), record);
        expectEqual(valueOf(await inspections.read(record.photo)), blobs[0]?.bytes);
        expectEqual(valueOf(await history.count({})), 1);
      }),
    ),
    scenario('STO-2 a record that cannot be stored leaves no blob behind', () =>
      withStorage(async ({ inspections }) => {
        const first = await makeRecord({ id: 'same', takenAt: '2026-01-01T00:00:00.000Z' });
        const second = await makeRecord({ id: 'same', takenAt: '2026-01-02T00:00:00.000Z', photo: 'of the second' });
        valueOf(await inspections.add(first.record, first.blobs));
        const refused = await inspections.add(second.record, second.blobs).catch((error: unknown) => String(error));
        expectEqual(typeof refused, 'string');
        const { sha256 } = second.record.photo;
        expectEqual(await inspections.read(second.record.photo), { ok: false, fault: { kind: 'damaged', sha256 } });
      }),
    ),
    scenario('STO-3 pages run from the newest to the oldest without gap or repetition, even within one moment', () =>
      withStorage(async ({ inspections, history }) => {
        for (const id of ['a', 'b', 'c', 'd', 'e']) {
          const { record, blobs } = await makeRecord({ id, takenAt: `2026-01-0${id < 'c' ? 1 : 2}T00:00:00.000Z` });
          valueOf(await inspections.add(record, blobs));
        }
        const all = { filter: {}, sort: 'newest' } as const;
        const first = valueOf(await history.page(all, { limit: 2 }));
        const second = valueOf(await history.page(all, { limit: 2, after: first.next }));
        const third = valueOf(await history.page(all, { limit: 2, after: second.next }));
        const summaries = [first, second, third].flatMap((page) => page.summaries);
        expectEqual(summaries.map(({ id }) => id).join(''), 'edcba');
        expectEqual(third.next, undefined);
        expectEqual(valueOf(await history.page(all, { limit: 0 })).summaries, []);
      }),
    ),
    scenario('STO-4 deleting an inspection deletes only the blobs to which no other refers', () =>
      withStorage(async ({ inspections }) => {
        const one = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z', thumbnail: 'shared' });
        const two = await makeRecord({ id: 'two', takenAt: '2026-01-02T00:00:00.000Z', thumbnail: 'shared' });
        for (const { record, blobs } of [one, two]) valueOf(await inspections.add(record, blobs));
        valueOf(await inspections.remove('one'));
        expectEqual(valueOf(await inspections.byId('one')), undefined);
        expectEqual((await inspections.read(one.record.photo)).ok, false);
        expectEqual((await inspections.read(two.record.thumbnail)).ok, true);
        valueOf(await inspections.remove('not there'));
      }),
    ),
    scenario('STO-5 bytes that do not have their hash are reported as damaged', () =>
      withStorage(async ({ inspections, connection }) => {
        const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z' });
        valueOf(await inspections.add(record, blobs));
        const { sha256 } = record.photo;
        const { mime, bytes } = await blobOf('something else');
        valueOf(await connection.use((database) => database.put('blobs', { sha256, mime, bytes })));
        expectEqual(await inspections.read(record.photo), { ok: false, fault: { kind: 'damaged', sha256 } });
      }),
    ),
    scenario('STO-6 a file shared by two packs stays until the last of them is removed', () =>
      withStorage(async ({ packs }) => {
        const [shared, own, manifest] = await Promise.all(['shared', 'own', '{}'].map(blobOf));
        if (shared === undefined || own === undefined || manifest === undefined) throw new Error('three blobs');
        for (const { sha256, bytes } of [shared, own]) valueOf(await packs.putFile(sha256, bytes));
        const files = { network: shared.sha256 };
        valueOf(await packs.put({ id: 'a', manifest: manifest.bytes, fileHashByName: files }));
        valueOf(await packs.put({ id: 'b', manifest: manifest.bytes, fileHashByName: { ...files, bank: own.sha256 } }));
        valueOf(await packs.remove('b'));
        expectEqual(valueOf(await packs.hasFile(own.sha256)), false);
        expectEqual(valueOf(await packs.read('a')), { manifest: manifest.bytes, files: { network: shared.bytes } });
        valueOf(await packs.remove('a'));
        expectEqual(valueOf(await packs.hasFile(shared.sha256)), false);
      }),
    ),
    scenario('STO-7 a pack can be read only when all of its files are stored', () =>
      withStorage(async ({ packs }) => {
        const { sha256, bytes } = await blobOf('network');
        const pack = { id: 'a', manifest: bytes, fileHashByName: { network: sha256 } };
        expectEqual(valueOf(await packs.put(pack)), false);
        expectEqual(valueOf(await packs.manifests()), []);
        valueOf(await packs.putFile(sha256, bytes));
        expectEqual(valueOf(await packs.put(pack)), true);
        valueOf(await packs.removeFile(sha256));
        expectEqual(valueOf(await packs.read('a')), undefined);
      }),
    ),
    scenario('STO-8 a database that a newer app has changed is not touched', () =>
      withStorage(async ({ name, inspections, connection }) => {
        const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z' });
        valueOf(await inspections.add(record, blobs));
        const later = openStorage(name, { migrations: laterMigrations });
        expectEqual(valueOf(await later.inspections.byId('one')), record);
        const wanted = laterMigrations.length - 1;
        const fault = { kind: 'newer-database', wanted, found: laterMigrations.length };
        expectEqual(await inspections.remove('one'), { ok: false, fault });
        expectEqual(valueOf(await later.history.count({})), 1);
        await Promise.all([later.connection.close(), connection.close()]);
      }),
    ),
    scenario('STO-32 a host without migrations uses a database whose version it knows', () =>
      withStorage(async ({ name, inspections, connection }) => {
        const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z' });
        valueOf(await inspections.add(record, blobs));
        const other = openStorage(name, { migrations: 'none' });
        expectEqual(valueOf(await other.outbox.find('one'))?.changeId, 'one');
        await Promise.all([other.connection.close(), connection.close()]);
      }),
    ),
    scenario('STO-32 a host without migrations leaves an older, a newer and an absent database as they are', () =>
      withStorage(async ({ name }) => {
        const other = openStorage(name, { migrations: 'none' });
        const kindOf = async () => {
          const found = await other.outbox.summary();
          return found.ok ? undefined : found.fault.kind;
        };
        expectEqual(await kindOf(), 'storage-unavailable');
        expectEqual(await versionOf(name), undefined);
        const older = openStorage(name, { migrations: allMigrations.slice(0, -1) });
        valueOf(await older.settings.deviceId());
        expectEqual(await kindOf(), 'storage-unavailable');
        expectEqual(await versionOf(name), allMigrations.length - 1);
        // The older tab still has its connection: nothing asked it to close.
        valueOf(await older.settings.deviceId());
        await older.connection.close();
        const later = openStorage(name, { migrations: laterMigrations });
        valueOf(await later.history.count({}));
        expectEqual(await kindOf(), 'newer-database');
        await later.connection.close();
      }),
    ),
    scenario('STO-9 a connection that the browser closed is opened again', () =>
      withStorage(async ({ history, connection }) => {
        const drop = (database: { close: () => void }): Promise<void> => {
          database.close();
          return Promise.resolve();
        };
        valueOf(await connection.use(drop));
        expectEqual(valueOf(await history.count({})), 0);
      }),
    ),
    scenario('STO-10 an upgrade that another tab blocks is reported, and works once that tab has closed', () =>
      withStorage(async ({ name, history, connection }) => {
        valueOf(await history.count({}));
        await connection.close();
        const blocking = await openBlocking(name);
        const later = openStorage(name, { migrations: laterMigrations });
        const blocked = await later.history.count({});
        expectEqual(blocked.ok ? undefined : blocked.fault.kind, 'storage-unavailable');
        blocking.close();
        expectEqual(valueOf(await later.history.count({})), 0);
        await later.connection.close();
      }),
    ),
    scenario('STO-10 an upgrade that another tab does not end is reported, and what is asked later works', () =>
      withStorage(async ({ name, history, connection }) => {
        valueOf(await history.count({}));
        await connection.close();
        const blocking = await openBlocking(name);
        const upgrade = indexedDB.open(name, 1000);
        const ended = new Promise((resolve) => (upgrade.onerror = resolve));
        upgrade.onupgradeneeded = () => upgrade.transaction?.abort();
        const later = openStorage(name, { answerWithinMs: 50 });
        const waiting = await later.history.count({});
        expectEqual(waiting.ok ? undefined : waiting.fault.kind, 'storage-unavailable');
        blocking.close();
        await ended;
        expectEqual(valueOf(await later.history.count({})), 0);
        await later.connection.close();
      }),
    ),
    scenario('STO-11 a full device is reported with the bytes that were needed and that are left', () =>
      withStorage(async ({ connection }) => {
        const full = (): Promise<never> => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
        const fault = { kind: 'storage-full', neededBytes: 123, freeBytes };
        expectEqual(await connection.write(full, 123), { ok: false, fault });
      }),
    ),
  ];
}

/** The version of the database; undefined where there is none. */
async function versionOf(name: string): Promise<number | undefined> {
  return (await indexedDB.databases()).find((database) => database.name === name)?.version;
}
