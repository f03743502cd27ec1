/** Batches and their pictures that have no saved result. The last step of a picture is in `inspections.ts`: it is saved there. */
import type { Batch, BatchPhase, BatchPicture, PictureKey } from '../domain/batch';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import { batchStores, changeBatch, deletePicture, rowKey } from './batch-rows';
import type { Connection } from './connection';
import type { Database } from './open-database';
import type { BatchPictureRow, BatchRow, ContentTransaction, PictureFileRow } from './schema';
import type { Sealer } from './sealing';
import { strictWrite } from './strict-write';

/** A picture to add, with its bytes where they could be read. */
export interface NewBatchPicture {
  readonly picture: BatchPicture;
  readonly bytes?: ArrayBuffer;
}

/** A batch with its pictures that have no saved result, in their order. */
export interface StoredBatch {
  readonly batch: Batch;
  readonly pictures: readonly BatchPicture[];
}

/** Batches in the database. */
export interface BatchRepository {
  /** Stores a new batch, or more pictures of it, in one strict transaction: all of them or none. A batch that has ended runs again for new pictures. */
  add(batch: Batch, pictures: readonly NewBatchPicture[]): Promise<Result<void, StorageFault>>;
  /** Batches, the newest first. */
  list(limit: number): Promise<Result<readonly Batch[], StorageFault>>;
  /** The ids of all batches that have not ended, the oldest first. */
  unfinished(): Promise<Result<readonly string[], StorageFault>>;
  byId(id: string): Promise<Result<StoredBatch | undefined, StorageFault>>;
  /** The bytes of a picture; undefined where they are not stored. */
  readFile(key: PictureKey): Promise<Result<ArrayBuffer | undefined, StorageFault>>;
  setPhase(id: string, phase: BatchPhase): Promise<Result<void, StorageFault>>;
  /**
   * Records that the batch is resumed at this picture, and counts the `missing` ones as discarded. Returns how often in a row the batch
   * was resumed at this picture.
   */
  noteResumed(id: string, order: number, missing: number): Promise<Result<number, StorageFault>>;
  /** Ends a batch if none of its pictures waits or must be listed, and deletes the remaining bytes of its pictures. */
  close(id: string): Promise<Result<void, StorageFault>>;
  /** Changes the state of a picture; its bytes are deleted unless `hasFile` is true. Does nothing if the picture was removed. */
  update(picture: BatchPicture): Promise<Result<void, StorageFault>>;
  /** Removes pictures without a result, with their bytes. */
  discard(id: string, orders: readonly number[]): Promise<Result<void, StorageFault>>;
  /** Removes a batch. Saved inspections of it stay. */
  remove(id: string): Promise<Result<void, StorageFault>>;
}

/** Batches over `connection`. */
export function createBatchRepository(connection: Connection): BatchRepository {
  const { sealer } = connection;
  const write = <Value>(
    work: (transaction: ContentTransaction) => Promise<Value>,
  ): Promise<Result<Value, StorageFault>> =>
    connection.write((database) => strictWrite(database, batchStores, (transaction) => work(transaction)));
  return {
    add: (batch, pictures) => connection.write((database) => add(database, batch, pictures, sealer), bytesOf(pictures)),
    list: (limit) =>
      connection.use(async (database) => {
        const rows = await newestRows(database, limit);
        return Promise.all(rows.map((row) => openBatch(row, sealer)));
      }),
    unfinished: () => connection.use(unfinishedIds),
    byId: (id) => connection.use((database) => read(database, id, sealer)),
    readFile: (key) =>
      connection.use(async (database) => {
        const row = await database.get('pictureFiles', rowKey(key));
        return row === undefined ? undefined : sealer.open(row.bytes);
      }),
    setPhase: (id, phase) => write((transaction) => changeBatch(transaction, id, (row) => ({ ...row, phase }))),
    noteResumed: (id, order, missing) => write((transaction) => noteResumed(transaction, id, { order, missing })),
    close: (id) =>
      write(async (transaction) => {
        await changeBatch(transaction, id, (row) => ({ ...row, phase: 'ended' }));
        await transaction.objectStore('pictureFiles').delete(picturesOf(id));
      }),
    update: (picture) => connection.write((database) => update(database, picture, sealer)),
    discard: (id, orders) => write((transaction) => discard(transaction, id, orders)),
    remove: (id) => write((transaction) => remove(transaction, id)),
  };
}

async function add(
  database: Database,
  batch: Batch,
  pictures: readonly NewBatchPicture[],
  sealer: Sealer,
): Promise<void> {
  const batchRow = await sealBatch(batch, sealer);
  const rows = await Promise.all(pictures.map(({ picture }) => sealPicture(picture, sealer)));
  const files = await Promise.all(pictures.map((each) => sealFile(each, sealer)));
  await strictWrite(database, batchStores, async (transaction) => {
    const batches = transaction.objectStore('batches');
    const known = await batches.get(batch.id);
    if (known === undefined) await batches.add(batchRow);
    else if (known.chosen < batch.chosen) await batches.put({ ...known, chosen: batch.chosen, phase: 'running' });
    for (const row of rows) await transaction.objectStore('batchPictures').add(row);
    for (const file of files) if (file !== undefined) await transaction.objectStore('pictureFiles').add(file);
  });
}

async function update(database: Database, picture: BatchPicture, sealer: Sealer): Promise<void> {
  const row = await sealPicture(picture, sealer);
  await strictWrite(database, batchStores, async (transaction) => {
    const pictures = transaction.objectStore('batchPictures');
    if ((await pictures.getKey(rowKey(picture))) === undefined) return;
    await pictures.put(row);
    if (!picture.hasFile) await transaction.objectStore('pictureFiles').delete(rowKey(picture));
  });
}

async function read(database: Database, id: string, sealer: Sealer): Promise<StoredBatch | undefined> {
  const transaction = database.transaction(['batches', 'batchPictures']);
  const [row, pictures] = await Promise.all([
    transaction.objectStore('batches').get(id),
    transaction.objectStore('batchPictures').getAll(picturesOf(id)),
  ]);
  if (row === undefined) return undefined;
  const batch = await openBatch(row, sealer);
  const opened = await Promise.all(pictures.map((picture) => openPicture(picture, sealer)));
  return { batch, pictures: batch.phase === 'ended' ? opened.map(withoutFile) : opened };
}

/** The bytes were deleted with the end of the batch. */
function withoutFile(picture: BatchPicture): BatchPicture {
  return { ...picture, hasFile: false };
}

async function newestRows(database: Database, limit: number): Promise<readonly BatchRow[]> {
  const rows: BatchRow[] = [];
  let cursor = await database.transaction('batches').store.index('byStart').openCursor(null, 'prev');
  while (cursor !== null && rows.length < limit) {
    rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  return rows;
}

async function unfinishedIds(database: Database): Promise<readonly string[]> {
  const index = database.transaction('batches').store.index('byPhase');
  const phases = ['paused', 'running', 'stopped'] as const satisfies readonly BatchPhase[];
  const rows = await Promise.all(phases.map((phase) => index.getAll(IDBKeyRange.bound([phase], [phase, []]))));
  return rows
    .flat()
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .map(({ id }) => id);
}

async function noteResumed(
  transaction: ContentTransaction,
  id: string,
  { order, missing }: { readonly order: number; readonly missing: number },
): Promise<number> {
  let times = 1;
  await changeBatch(transaction, id, (row) => {
    times = row.resumedAt?.order === order ? row.resumedAt.times + 1 : 1;
    return { ...row, discarded: row.discarded + missing, resumedAt: { order, times } };
  });
  return times;
}

async function discard(transaction: ContentTransaction, id: string, orders: readonly number[]): Promise<void> {
  let count = 0;
  for (const order of orders) {
    const key = { batchId: id, order };
    if ((await transaction.objectStore('batchPictures').getKey(rowKey(key))) !== undefined) count += 1;
    await deletePicture(transaction, key);
  }
  await changeBatch(transaction, id, (row) => ({ ...row, discarded: row.discarded + count }));
}

async function remove(transaction: ContentTransaction, id: string): Promise<void> {
  await transaction.objectStore('batches').delete(id);
  await transaction.objectStore('batchPictures').delete(picturesOf(id));
  await transaction.objectStore('pictureFiles').delete(picturesOf(id));
}

function picturesOf(batchId: string): IDBKeyRange {
  return IDBKeyRange.bound([batchId], [batchId, []]);
}

function bytesOf(pictures: readonly NewBatchPicture[]): number {
  return pictures.reduce((sum, { bytes }) => sum + (bytes === undefined ? 0 : bytes.byteLength), 0);
}

async function sealBatch({ name, pack, ...batch }: Batch, { seal }: Sealer): Promise<BatchRow> {
  return { ...batch, content: await seal({ ...(name === undefined ? {} : { name }), pack }) };
}

async function openBatch({ content, ...row }: BatchRow, { open }: Sealer): Promise<Batch> {
  const { id, startedAt, phase, chosen, saved, discarded, inspectedMs } = row;
  return { id, startedAt, phase, chosen, saved, discarded, inspectedMs, ...(await open(content)) };
}

async function sealPicture(
  { batchId, order, hasFile, ...content }: BatchPicture,
  { seal }: Sealer,
): Promise<BatchPictureRow> {
  return { batchId, order, hasFile, phase: content.state.phase, content: await seal(content) };
}

async function openPicture(row: BatchPictureRow, { open }: Sealer): Promise<BatchPicture> {
  const { batchId, order, hasFile } = row;
  return { batchId, order, hasFile, ...(await open(row.content)) };
}

async function sealFile({ picture, bytes }: NewBatchPicture, { seal }: Sealer): Promise<PictureFileRow | undefined> {
  if (bytes === undefined) return undefined;
  return { batchId: picture.batchId, order: picture.order, bytes: await seal(bytes) };
}
