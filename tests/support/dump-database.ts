/** Writes a database down as `tests/fixtures/database` holds it; `old-database.ts` restores it. */
import type { DatabaseDump } from './old-database';

/** Everything in the database `name`. */
export async function dumpDatabase(name: string): Promise<DatabaseDump> {
  const database = await settled(indexedDB.open(name));
  const stores: DatabaseDump['stores'][number][] = [];
  for (const storeName of database.objectStoreNames) stores.push(await dumpStore(database, storeName));
  const { version } = database;
  database.close();
  return { version, stores };
}

async function dumpStore(database: IDBDatabase, name: string): Promise<DatabaseDump['stores'][number]> {
  const store = database.transaction(name).objectStore(name);
  const indexes = [...store.indexNames].map((indexName) => {
    const { keyPath, multiEntry, unique } = store.index(indexName);
    return { name: indexName, keyPath, multiEntry, unique };
  });
  const rows = await settled(store.getAll());
  return { name, keyPath: store.keyPath, indexes, rows: rows.map(toJson) };
}

/** Bytes become `{"base64": …}`, at any depth. */
function toJson(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toJson(part)]));
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}
