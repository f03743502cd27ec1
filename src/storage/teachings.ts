/** Teachings and their pictures. */
import type { IDBPTransaction } from 'idb';
import type { FailedLook, PictureLook } from '../domain/class-teaching';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { TeachPicture, Teaching } from '../domain/teaching';
import type { Connection } from './connection';
import type { Database } from './open-database';
import type { FieldgradeSchema, TeachingRow, TeachPictureRow } from './schema';
import type { Sealer } from './sealing';
import { strictWrite } from './strict-write';

/** The place of a picture: its teaching, and its number there. */
type TeachPictureKey = Pick<TeachPicture, 'teachingId' | 'order'>;

/** A picture to add. It gets its number when it is stored. */
export interface NewTeachPicture {
  readonly picture: Omit<TeachPicture, 'teachingId' | 'order'>;
  readonly bytes: ArrayBuffer;
  readonly thumbnail?: ArrayBuffer;
}

/** A teaching with its pictures, in the order in which they were added. */
export interface StoredTeaching {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
}

/** Teachings in the database. */
export interface TeachingRepository {
  add(teaching: Teaching): Promise<Result<void, StorageFault>>;
  /** Replaces the teaching; nothing if it was removed meanwhile. */
  put(teaching: Teaching): Promise<Result<void, StorageFault>>;
  /** All of them, the newest first. */
  list(): Promise<Result<readonly Teaching[], StorageFault>>;
  byId(id: string): Promise<Result<StoredTeaching | undefined, StorageFault>>;
  /** Adds pictures with their bytes in one transaction: all of them, or none. None if the teaching was removed meanwhile. */
  addPictures(id: string, pictures: readonly NewTeachPicture[]): Promise<Result<void, StorageFault>>;
  relabel(id: string, orders: readonly number[], label: string): Promise<Result<void, StorageFault>>;
  /** Stores what looks at pictures have found. Results of removed pictures are dropped. */
  putLooks(id: string, looks: ReadonlyMap<number, StoredLook>): Promise<Result<void, StorageFault>>;
  /** By the numbers of the pictures. */
  looks(id: string): Promise<Result<ReadonlyMap<number, StoredLook>, StorageFault>>;
  /** Removes pictures with their bytes. */
  removePictures(id: string, orders: readonly number[]): Promise<Result<void, StorageFault>>;
  /** The unchanged bytes of the file; undefined where the picture was removed. */
  readFile(key: TeachPictureKey): Promise<Result<ArrayBuffer | undefined, StorageFault>>;
  readThumbnail(key: TeachPictureKey): Promise<Result<ArrayBuffer | undefined, StorageFault>>;
  /** Removes the teaching with the bytes of its pictures. A pack that it made stays. */
  remove(id: string): Promise<Result<void, StorageFault>>;
}

/** What a look at a picture has found, or why it failed. */
export type StoredLook = PictureLook | FailedLook;

const stores = ['teachings', 'teachPictures', 'pictureFiles'] as const;
type TeachTransaction = IDBPTransaction<FieldgradeSchema, typeof stores, 'readwrite'>;

/** Teachings over `connection`. */
export function createTeachingRepository(connection: Connection): TeachingRepository {
  const { sealer } = connection;
  const write = (work: (transaction: TeachTransaction) => Promise<void>): Promise<Result<void, StorageFault>> =>
    connection.write((database) => strictWrite(database, stores, work));
  return {
    add: (teaching) =>
      connection.write(async (database) => {
        await database.add('teachings', await sealTeaching(teaching, sealer));
      }),
    put: (teaching) => connection.write((database) => put(database, teaching, sealer)),
    list: () => connection.use((database) => list(database, sealer)),
    byId: (id) => connection.use((database) => read(database, id, sealer)),
    addPictures: (id, pictures) =>
      connection.write((database) => addPictures(database, id, pictures, sealer), bytesOf(pictures)),
    relabel: (id, orders, label) => connection.write((database) => relabel(database, id, { orders, label }, sealer)),
    putLooks: (id, looks) => connection.write((database) => putLooks(database, id, looks, sealer)),
    looks: (id) => connection.use((database) => readLooks(database, id, sealer)),
    removePictures: (id, orders) =>
      write(async (transaction) => {
        for (const order of orders) {
          await transaction.objectStore('teachPictures').delete([id, order]);
          await transaction.objectStore('pictureFiles').delete([id, order]);
        }
      }),
    readFile: ({ teachingId, order }) =>
      connection.use(async (database) => {
        const row = await database.get('pictureFiles', [teachingId, order]);
        return row === undefined ? undefined : sealer.open(row.bytes);
      }),
    readThumbnail: ({ teachingId, order }) =>
      connection.use(async (database) => {
        const thumbnail = (await database.get('teachPictures', [teachingId, order]))?.thumbnail;
        return thumbnail === undefined ? undefined : sealer.open(thumbnail);
      }),
    remove: (id) =>
      write(async (transaction) => {
        await transaction.objectStore('teachings').delete(id);
        await transaction.objectStore('teachPictures').delete(picturesOf(id));
        await transaction.objectStore('pictureFiles').delete(picturesOf(id));
      }),
  };
}

async function put(database: Database, teaching: Teaching, sealer: Sealer): Promise<void> {
  const row = await sealTeaching(teaching, sealer);
  await strictWrite(database, stores, async (transaction) => {
    const teachings = transaction.objectStore('teachings');
    if ((await teachings.getKey(teaching.id)) !== undefined) await teachings.put(row);
  });
}

async function list(database: Database, sealer: Sealer): Promise<readonly Teaching[]> {
  const rows = await database.getAll('teachings');
  const newestFirst = rows.sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
  return Promise.all(newestFirst.map(({ content }) => sealer.open(content)));
}

async function read(database: Database, id: string, sealer: Sealer): Promise<StoredTeaching | undefined> {
  const transaction = database.transaction(['teachings', 'teachPictures']);
  const [row, pictures] = await Promise.all([
    transaction.objectStore('teachings').get(id),
    transaction.objectStore('teachPictures').getAll(picturesOf(id)),
  ]);
  if (row === undefined) return undefined;
  const teaching = await sealer.open(row.content);
  return { teaching, pictures: await Promise.all(pictures.map((picture) => openPicture(picture, sealer))) };
}

async function addPictures(
  database: Database,
  id: string,
  pictures: readonly NewTeachPicture[],
  sealer: Sealer,
): Promise<void> {
  const sealed = await Promise.all(pictures.map((picture) => sealPicture(picture, sealer)));
  await strictWrite(database, stores, async (transaction) => {
    if ((await transaction.objectStore('teachings').getKey(id)) === undefined) return;
    let order = await nextOrder(transaction, id);
    for (const { row, bytes } of sealed) {
      await transaction.objectStore('teachPictures').add({ teachingId: id, order, ...row });
      await transaction.objectStore('pictureFiles').add({ batchId: id, order, bytes });
      order += 1;
    }
  });
}

async function nextOrder(transaction: TeachTransaction, id: string): Promise<number> {
  const last = await transaction.objectStore('teachPictures').openKeyCursor(picturesOf(id), 'prev');
  return last === null ? 0 : last.key[1] + 1;
}

async function relabel(
  database: Database,
  id: string,
  { orders, label }: { readonly orders: readonly number[]; readonly label: string },
  sealer: Sealer,
): Promise<void> {
  const found = await Promise.all(orders.map((order) => database.get('teachPictures', [id, order])));
  const changed = await Promise.all(
    found.filter((row) => row !== undefined).map((row) => withLabel(row, label, sealer)),
  );
  await strictWrite(database, stores, async (transaction) => {
    const pictures = transaction.objectStore('teachPictures');
    for (const { order, content } of changed) {
      // A look at it may have been stored meanwhile.
      const row = await pictures.get([id, order]);
      if (row !== undefined) await pictures.put({ ...row, content });
    }
  });
}

async function withLabel(row: TeachPictureRow, label: string, { seal, open }: Sealer): Promise<TeachPictureRow> {
  return { ...row, content: await seal({ ...(await open(row.content)), label }) };
}

async function putLooks(
  database: Database,
  id: string,
  looks: ReadonlyMap<number, StoredLook>,
  sealer: Sealer,
): Promise<void> {
  const sealed = await Promise.all(
    [...looks].map(async ([order, found]) => ({ order, ...(await sealLook(found, sealer)) })),
  );
  await strictWrite(database, stores, async (transaction) => {
    const pictures = transaction.objectStore('teachPictures');
    for (const { order, ...found } of sealed) {
      const row = await pictures.get([id, order]);
      if (row !== undefined) await pictures.put({ ...row, ...found });
    }
  });
}

async function sealLook(found: StoredLook, { seal }: Sealer): Promise<Pick<TeachPictureRow, 'look' | 'embedding'>> {
  if ('fault' in found) return { look: await seal(found) };
  const { embedding, ...look } = found;
  return { look: await seal(look), embedding: await seal(embedding.slice().buffer) };
}

async function readLooks(database: Database, id: string, { open }: Sealer): Promise<ReadonlyMap<number, StoredLook>> {
  const rows = await database.getAll('teachPictures', picturesOf(id));
  const found = await Promise.all(
    rows.map(async ({ order, look, embedding }): Promise<readonly (readonly [number, StoredLook])[]> => {
      if (look === undefined) return [];
      const opened = await open(look);
      if ('fault' in opened) return [[order, opened]];
      return embedding === undefined
        ? []
        : [[order, { ...opened, embedding: new Float32Array(await open(embedding)) }]];
    }),
  );
  return new Map(found.flat());
}

function picturesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

function bytesOf(pictures: readonly NewTeachPicture[]): number {
  return pictures.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

async function sealTeaching(teaching: Teaching, { seal }: Sealer): Promise<TeachingRow> {
  const { id, startedAt, state } = teaching;
  return { id, startedAt, phase: state.phase, content: await seal(teaching) };
}

async function openPicture({ teachingId, order, content }: TeachPictureRow, { open }: Sealer): Promise<TeachPicture> {
  return { teachingId, order, ...(await open(content)) };
}

async function sealPicture({ picture, bytes, thumbnail }: NewTeachPicture, { seal }: Sealer) {
  const content = await seal(picture);
  const row = thumbnail === undefined ? { content } : { content, thumbnail: await seal(thumbnail) };
  return { row, bytes: await seal(bytes) };
}
