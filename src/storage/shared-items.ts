/**
 * Assets and jobs in the database. A change of this device also goes into the outbox; changes of other devices are applied
 * where they are later by the hybrid clock. A deleted item leaves its id and clock, so that an earlier change does not restore it.
 */
import type { ImportedSharedChange } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import { sharedTypeOf, type SharedItem, type SharedType } from '../domain/shared-item';
import type { SharedPack } from '../domain/shared-pack';
import { bytesOfBlobs, putBlobs, sealBlobs, type NewBlob } from './blobs';
import { composeSharedChange, newOutboxRow, type SharedWrite } from './compose-change';
import type { Connection } from './connection';
import { clockAfter, deviceSettingName, restoreClock, type ClockDependencies } from './device-clock';
import type { Database } from './open-database';
import { prepareAndCommit, type Commit } from './prepare-and-commit';
import type { ContentTransaction, SettingRow, SharedRow } from './schema';
import type { Sealer } from './sealing';
import { restoreSyncRow, syncSettingName, type PulledTo } from './sync-row';

/** Assets and jobs in the database. */
export interface SharedItemRepository {
  /** All items of a type, in no particular order. */
  list(type: SharedType): Promise<Result<readonly SharedItem[], StorageFault>>;
  byId(id: string): Promise<Result<SharedItem | undefined, StorageFault>>;
  /** Stores new or changed items and queues their changes: all or none. */
  save(items: readonly SharedItem[]): Promise<Result<void, StorageFault>>;
  /** Replaces an item by `to` of it and queues the change. Returns the item; undefined where there is none. */
  edit(id: string, to: (item: SharedItem) => SharedItem): Promise<Result<SharedItem | undefined, StorageFault>>;
  /** Stores a pack and its file, and queues its change, unless the item is known: then nothing is sent again. */
  addPack(pack: SharedPack, parts: readonly NewBlob[]): Promise<Result<'queued' | 'known', StorageFault>>;
  /** Those of `ids` that are known, deleted ones too. */
  known(ids: readonly string[]): Promise<Result<ReadonlySet<string>, StorageFault>>;
  /** Deletes an item and queues the deletion. */
  remove(id: string): Promise<Result<void, StorageFault>>;
  /**
   * Applies a page of the office's list and stores how far it was read, in one transaction. Returns whether anything has
   * changed. Does nothing where the device was registered again since: `token` is the one with which the page was read.
   */
  applyPulled(
    changes: readonly ImportedSharedChange[],
    pulled: PulledTo,
    token: string,
  ): Promise<Result<boolean, StorageFault>>;
}

/** Shared items over `connection`. */
export function createSharedItemRepository(
  connection: Connection,
  dependencies: ClockDependencies,
): SharedItemRepository {
  const { sealer } = connection;
  const write = <Value>(ids: readonly string[], prepare: Prepare<Value>) =>
    connection.write((database) => writeItems(database, ids, prepare));
  const parts = { sealer, dependencies };
  return {
    list: (type) =>
      connection.use(async (database) => openRows(await database.getAllFromIndex('shared', 'byType', type), sealer)),
    byId: (id) =>
      connection.use(async (database) => {
        const row = await database.get('shared', id);
        return row?.content === undefined ? undefined : sealer.open(row.content);
      }),
    save: (items) =>
      write(
        items.map(({ value }) => value.id),
        (snapshot) => prepareWrites(items.map(saved), snapshot, parts),
      ),
    edit: (id, to) =>
      write([id], async (snapshot) => {
        const content = snapshot.rows.get(id)?.content;
        const before = content === undefined ? undefined : await sealer.open(content);
        const item = before === undefined ? undefined : to(before);
        if (item === undefined || JSON.stringify(item) === JSON.stringify(before)) return () => Promise.resolve(item);
        const commit = await prepareWrites([saved(item)], snapshot, parts);
        return (transaction) => commit(transaction).then(() => item);
      }),
    addPack: (pack, parts) => addPack(connection, pack, parts, dependencies),
    known: (ids) =>
      connection.use(async (database) => {
        const keys = await Promise.all(ids.map((id) => database.getKey('shared', id)));
        return new Set(keys.filter((key) => key !== undefined));
      }),
    remove: (id) =>
      write([id], (snapshot) => {
        const row = snapshot.rows.get(id);
        if (row?.content === undefined) return Promise.resolve(() => Promise.resolve());
        return prepareWrites([{ type: row.type, id }], snapshot, parts);
      }),
    applyPulled: (changes, pulled, token) =>
      write(
        changes.map(({ recordId }) => recordId),
        (snapshot) => preparePulled(changes, { pulled, token }, snapshot, parts),
      ),
  };
}

async function addPack(
  connection: Connection,
  pack: SharedPack,
  parts: readonly NewBlob[],
  dependencies: ClockDependencies,
): Promise<Result<'queued' | 'known', StorageFault>> {
  const { sealer } = connection;
  return connection.write<'queued' | 'known'>(async (database) => {
    const sealed = await sealBlobs(parts, sealer);
    return writeItems<'queued' | 'known'>(database, [pack.id], async (snapshot) => {
      if (snapshot.rows.has(pack.id)) return () => Promise.resolve('known');
      const write = { type: 'pack', id: pack.id, item: { type: 'pack', value: pack }, blobs: pack.file.parts } as const;
      const commit = await prepareWrites([write], snapshot, { sealer, dependencies });
      return async (transaction) => {
        await putBlobs(transaction, sealed);
        await commit(transaction);
        return 'queued';
      };
    });
  }, bytesOfBlobs(parts));
}

/** Queues a change of another device from a file, and applies it unless a later one is known. */
export function importSharedChange(
  connection: Connection,
  change: ImportedSharedChange,
  blobs: readonly NewBlob[],
  dependencies: ClockDependencies,
): Promise<Result<'queued' | 'known', StorageFault>> {
  const { sealer } = connection;
  return connection.write<'queued' | 'known'>(async (database) => {
    if (await isKnown(database, change)) return 'known';
    const sealed = await sealBlobs(blobs, sealer);
    return writeItems<'queued'>(database, [change.recordId], async (snapshot) => {
      const outbox = await newOutboxRow(change, sealer);
      const apply = await prepareApplied([change], snapshot, { sealer, dependencies });
      return async (transaction) => {
        await putBlobs(transaction, sealed);
        await transaction.objectStore('outbox').put(outbox);
        await apply(transaction);
        return 'queued';
      };
    });
  }, bytesOfBlobs(blobs));
}

async function isKnown(database: Database, { changeId, recordId }: ImportedSharedChange): Promise<boolean> {
  const receipt = await database.get('receipts', recordId);
  return receipt?.changeId === changeId || (await database.getKey('outbox', changeId)) !== undefined;
}

/** What a write of shared items depends on. */
interface SharedSnapshot {
  readonly rows: ReadonlyMap<string, SharedRow>;
  readonly device: SettingRow | undefined;
  readonly sync: SettingRow | undefined;
}

interface Parts {
  readonly sealer: Sealer;
  readonly dependencies: ClockDependencies;
}

type Prepare<Value> = (snapshot: SharedSnapshot) => Promise<Commit<Value>>;

function writeItems<Value>(database: Database, ids: readonly string[], prepare: Prepare<Value>): Promise<Value> {
  return prepareAndCommit<SharedSnapshot, Value>(database, {
    stores: ['shared', 'outbox', 'settings', 'blobs'],
    read: (transaction) => readSnapshot(transaction, ids),
    versionOf: ({ rows, device, sync }) =>
      JSON.stringify([[...rows.values()].map(({ id, at }) => [id, at]), device?.value, sync?.value]),
    prepare,
  });
}

async function readSnapshot<Mode extends IDBTransactionMode>(
  transaction: ContentTransaction<Mode>,
  ids: readonly string[],
): Promise<SharedSnapshot> {
  const shared = transaction.objectStore('shared');
  const settings = transaction.objectStore('settings');
  const [rows, device, sync] = await Promise.all([
    Promise.all(ids.map((id) => shared.get(id))),
    settings.get(deviceSettingName),
    settings.get(syncSettingName),
  ]);
  const known = rows.filter((row) => row !== undefined);
  return { rows: new Map(known.map((row) => [row.id, row])), device, sync };
}

function saved(item: SharedItem): SharedWrite {
  return { type: item.type, id: item.value.id, item };
}

/** The changes get successive readings of the clock, so that they are sent in this order. */
async function prepareWrites(
  writes: readonly SharedWrite[],
  { rows, device }: SharedSnapshot,
  { sealer, dependencies }: Parts,
): Promise<Commit<void>> {
  const composed: { row: SharedRow; outbox: Awaited<ReturnType<typeof newOutboxRow>> }[] = [];
  let clock = restoreClock(device, dependencies);
  let setting = device;
  for (const write of writes) {
    const change = await composeSharedChange(write, { clock, knownAt: rows.get(write.id)?.at }, dependencies, sealer);
    const { type, id, item } = write;
    composed.push({ row: await sealRow({ type, id, item, at: change.at }, sealer), outbox: change.outbox });
    ({ clock, device: setting } = change);
  }
  return async (transaction) => {
    for (const { row, outbox } of composed) {
      await transaction.objectStore('outbox').add(outbox);
      await transaction.objectStore('shared').put(row);
    }
    if (setting !== undefined) await transaction.objectStore('settings').put(setting);
  };
}

/** Returns whether anything was applied. */
async function prepareApplied(
  changes: readonly ImportedSharedChange[],
  { rows, device }: SharedSnapshot,
  { sealer, dependencies }: Parts,
): Promise<Commit<boolean>> {
  const latest = new Map<string, SharedRow>();
  let setting = device;
  for (const { kind, recordId: id, at, item } of changes) {
    const known = latest.get(id) ?? rows.get(id);
    setting = clockAfter(setting, at, dependencies) ?? setting;
    if (known === undefined || known.at < at)
      latest.set(id, await sealRow({ type: sharedTypeOf(kind), id, item, at }, sealer));
  }
  return async (transaction) => {
    for (const row of latest.values()) await transaction.objectStore('shared').put(row);
    if (setting !== undefined) await transaction.objectStore('settings').put(setting);
    return latest.size > 0;
  };
}

async function preparePulled(
  changes: readonly ImportedSharedChange[],
  { pulled, token }: { readonly pulled: PulledTo; readonly token: string },
  snapshot: SharedSnapshot,
  parts: Parts,
): Promise<Commit<boolean>> {
  const sync = restoreSyncRow(snapshot.sync?.value);
  const { registration } = sync;
  if (registration.phase !== 'registered' || registration.token !== token) return () => Promise.resolve(false);
  const apply = await prepareApplied(changes, snapshot, parts);
  return async (transaction) => {
    await transaction.objectStore('settings').put({ name: syncSettingName, value: { ...sync, pulled } });
    return apply(transaction);
  };
}

async function sealRow(
  { type, id, item, at }: SharedWrite & { readonly at: string },
  { seal }: Sealer,
): Promise<SharedRow> {
  return item === undefined ? { type, id, at } : { type, id, at, content: await seal(item) };
}

async function openRows(rows: readonly SharedRow[], { open }: Sealer): Promise<readonly SharedItem[]> {
  const contents = rows.flatMap(({ content }) => (content === undefined ? [] : [content]));
  return Promise.all(contents.map((content) => open(content)));
}
