/** The saved inspections with their photos and rasters. Each change of one also puts that change into the outbox. */
import { applyPatch, type InspectionRecord, type StorageFault, type RecordPatch } from '../domain/record';
import type { Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { bytesOfBlobs, createBlobReader, putBlobs, sealBlobs, type NewBlob, type ReadBlob } from './blobs';
import { batchStores, takePicture, type PictureDone } from './batch-rows';
import { checkSize, composeChange, type RecordChange } from './compose-change';
import type { Connection } from './connection';
import type { ClockDependencies } from './device-clock';
import type { Database } from './open-database';
import { prepareAndCommit, type Commit } from './prepare-and-commit';
import { addRecord, deleteRecord, putRecord, sealRecord } from './record-rows';
import type { ContentStore } from './schema';
import { changeStores, readSnapshot, versionOfSnapshot, type RecordSnapshot } from './record-snapshot';

export type { NewBlob } from './blobs';

/** Dependencies of the repository. */
export interface InspectionDependencies extends ClockDependencies {
  /** Checks what is read. */
  readonly sha256: Sha256;
}

/** Inspections in the database. Lists are read through `history.ts`. */
export interface InspectionRepository {
  /**
   * Stores a record, its blobs, its change in the outbox and the moved clock in one strict transaction, and removes the picture of
   * a batch that it is the result of. `gone`: nothing was stored, because that picture has a result or was discarded. A record that the
   * office would refuse for its size is not stored.
   */
  add(
    record: InspectionRecord,
    blobs: readonly NewBlob[],
    picture?: PictureDone,
  ): Promise<Result<'added' | 'gone', StorageFault>>;
  /** The same for a record of an export: it is stored whatever its size. */
  restore(record: InspectionRecord, blobs: readonly NewBlob[]): Promise<Result<'added' | 'gone', StorageFault>>;
  byId(id: string): Promise<Result<InspectionRecord | undefined, StorageFault>>;
  /** Changes a record and queues the change. Returns the changed record, or `undefined` where there is none. */
  edit(id: string, patch: RecordPatch): Promise<Result<InspectionRecord | undefined, StorageFault>>;
  /**
   * Deletes a record, the blobs that nothing else needs, and every change of it that waits. The deletion is sent to the
   * server if the server may know the record.
   */
  remove(id: string): Promise<Result<void, StorageFault>>;
  /** The bytes behind a reference. Reads of one turn of the event loop are one transaction. */
  readonly read: ReadBlob;
}

/** Inspections over `connection`. */
export function createInspectionRepository(
  connection: Connection,
  dependencies: InspectionDependencies,
): InspectionRepository {
  const writer = new InspectionWriter(connection, dependencies);
  return {
    add: (record, blobs, picture) =>
      connection.write((database) => writer.add(database, record, { blobs, picture }), bytesOfBlobs(blobs)),
    restore: (record, blobs) =>
      connection.write((database) => writer.add(database, record, { blobs, isRestored: true }), bytesOfBlobs(blobs)),
    byId: (id) =>
      connection.use(async (database) => {
        const row = await database.get('records', id);
        return row === undefined ? undefined : connection.sealer.open(row.content);
      }),
    edit: (id, patch) => connection.write((database) => writer.edit(database, id, patch)),
    remove: (id) => connection.write((database) => writer.remove(database, id)),
    read: createBlobReader(connection, dependencies.sha256),
  };
}

/** What is stored with a new record. */
interface NewRecordParts {
  readonly blobs: readonly NewBlob[];
  readonly picture?: PictureDone | undefined;
  readonly isRestored?: boolean;
}

class InspectionWriter {
  readonly #sealer: Connection['sealer'];
  readonly #dependencies: ClockDependencies;

  constructor({ sealer }: Connection, dependencies: ClockDependencies) {
    this.#sealer = sealer;
    this.#dependencies = dependencies;
  }

  async add(
    database: Database,
    record: InspectionRecord,
    { blobs, picture, isRestored = false }: NewRecordParts,
  ): Promise<'added' | 'gone'> {
    const sealedBlobs = await sealBlobs(blobs, this.#sealer);
    const stores = picture === undefined ? changeStores : ([...changeStores, ...batchStores] as const);
    return this.#write(database, { recordId: record.id, stores }, async (snapshot) => {
      const composed = await this.#compose({ kind: 'saved', record }, snapshot);
      if (!isRestored) checkSize(composed);
      const { at, outbox, device } = composed;
      const rows = await sealRecord(record, at, this.#sealer);
      return async (transaction) => {
        if (picture !== undefined && !(await takePicture(transaction, picture))) return 'gone';
        await putBlobs(transaction, sealedBlobs);
        await transaction.objectStore('outbox').add(outbox);
        await transaction.objectStore('settings').put(device);
        await addRecord(transaction, rows);
        return 'added';
      };
    });
  }

  edit(database: Database, id: string, patch: RecordPatch): Promise<InspectionRecord | undefined> {
    return this.#write(database, { recordId: id }, async (snapshot) => {
      const before = snapshot.row === undefined ? undefined : await this.#sealer.open(snapshot.row.content);
      const record = before === undefined ? undefined : applyPatch(before, patch);
      if (before === undefined || record === undefined || record === before) return () => Promise.resolve(record);
      const composed = await this.#compose({ kind: 'edited', record }, snapshot);
      checkSize(composed, before);
      const { at, outbox, device } = composed;
      const rows = await sealRecord(record, at, this.#sealer);
      return async (transaction) => {
        await transaction.objectStore('outbox').add(outbox);
        await transaction.objectStore('settings').put(device);
        await putRecord(transaction, rows);
        return record;
      };
    });
  }

  remove(database: Database, id: string): Promise<void> {
    return this.#write(database, { recordId: id }, async (snapshot) => {
      const { row, waiting } = snapshot;
      if (row === undefined) return () => Promise.resolve();
      const change = mayBeKnown(snapshot)
        ? await this.#compose({ kind: 'deleted', recordId: id }, snapshot)
        : undefined;
      return async (transaction) => {
        // A deleted record is not sent any more, and neither are its photos.
        for (const { changeId } of waiting) await transaction.objectStore('outbox').delete(changeId);
        await deleteRecord(transaction, row);
        if (change === undefined) return;
        await transaction.objectStore('outbox').add(change.outbox);
        await transaction.objectStore('settings').put(change.device);
      };
    });
  }

  #compose(change: RecordChange, snapshot: RecordSnapshot) {
    return composeChange(change, snapshot, this.#dependencies, this.#sealer);
  }

  #write<Value>(
    database: Database,
    { recordId, stores = changeStores }: { readonly recordId: string; readonly stores?: readonly ContentStore[] },
    prepare: (snapshot: RecordSnapshot) => Promise<Commit<Value>>,
  ): Promise<Value> {
    return prepareAndCommit(database, {
      stores,
      read: (transaction) => readSnapshot(transaction, recordId),
      versionOf: versionOfSnapshot,
      prepare,
    });
  }
}

/** True where the server may know the record: something of it was delivered, or sent without a receipt. */
function mayBeKnown({ waiting, receipt }: RecordSnapshot): boolean {
  return receipt !== undefined || waiting.some(({ state }) => state.phase !== 'queued' && state.sentAt !== undefined);
}
