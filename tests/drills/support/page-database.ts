/** Reads the app's database in a real browser, without the app's code. */
import type { Page } from '@playwright/test';

/** The database's content. */
export interface PageDatabase {
  readonly version: number;
  readonly recordIds: readonly string[];
  readonly outbox: readonly {
    readonly changeId: string;
    readonly recordId: string;
    readonly text: string;
    readonly phase: string;
  }[];
  readonly deliveredRecordIds: readonly string[];
  /** Pictures that were added and have no result yet. */
  readonly waitingPictures: number;
}

interface OutboxRow {
  readonly changeId: string;
  readonly recordId: string;
  readonly text: string;
  readonly state: { readonly phase: string };
}

/** Reads everything but the pictures. */
export function readDatabase(page: Page): Promise<PageDatabase> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason given'));
      });
    const database = await settled(indexedDB.open('fieldgrade'));
    const names = [...database.objectStoreNames];
    const all = async <Row>(store: string): Promise<readonly Row[]> =>
      names.includes(store)
        ? settled(database.transaction(store).objectStore(store).getAll() as IDBRequest<Row[]>)
        : [];
    // The store of records was called `inspections` up to version 2.
    const old = await all<{ readonly record: { readonly id: string } }>('inspections');
    const records = await all<{ readonly id: string }>('records');
    const outbox = await all<OutboxRow>('outbox');
    const receipts = await all<{ readonly recordId: string }>('receipts');
    const pictures = await all<{ readonly phase: string }>('batchPictures');
    const waitingPictures = pictures.filter(({ phase }) => phase === 'waiting').length;
    const { version } = database;
    database.close();
    return {
      version,
      recordIds: [...old.map(({ record }) => record.id), ...records.map(({ id }) => id)],
      outbox: outbox.map(({ changeId, recordId, text, state }) => ({ changeId, recordId, text, phase: state.phase })),
      deliveredRecordIds: receipts.map(({ recordId }) => recordId),
      waitingPictures,
    };
  });
}

/** The bytes of a blob in base64, or undefined if there is none. */
export function readPageBlob(page: Page, sha256: string): Promise<string | undefined> {
  return page.evaluate(async (name) => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason given'));
      });
    const database = await settled(indexedDB.open('fieldgrade'));
    const request = database.transaction('blobs').objectStore('blobs').get(name);
    const row = await settled(request as IDBRequest<{ readonly bytes: ArrayBuffer } | undefined>);
    database.close();
    if (row === undefined) return undefined;
    let text = '';
    for (const byte of new Uint8Array(row.bytes)) text += String.fromCharCode(byte);
    return btoa(text);
  }, sha256);
}

/** How many rows a store has. */
export function countRows(page: Page, store: 'records' | 'batchPictures' | 'pictureFiles'): Promise<number> {
  return page.evaluate(async (name) => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason given'));
      });
    const database = await settled(indexedDB.open('fieldgrade'));
    const count = await settled(database.transaction(name).objectStore(name).count());
    database.close();
    return count;
  }, store);
}

/** The file name and the batch of each record. */
export function readOrigins(
  page: Page,
): Promise<readonly { readonly fileName: string; readonly batchId?: string | undefined }[]> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason given'));
      });
    interface Row {
      readonly content: { readonly fileName: string; readonly batchId?: string };
    }
    const database = await settled(indexedDB.open('fieldgrade'));
    const rows = await settled(database.transaction('records').objectStore('records').getAll() as IDBRequest<Row[]>);
    database.close();
    return rows.map(({ content: { fileName, batchId } }) => ({ fileName, batchId }));
  });
}
