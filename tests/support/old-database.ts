/** Databases of released versions: `tests/fixtures/database`. */

/** A dump of a database: its stores, their indexes and rows; bytes as `{"base64": …}`. */
export interface DatabaseDump {
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    /** Null if keys are stored outside the rows. */
    readonly keyPath: string | readonly string[] | null;
    readonly indexes: readonly {
      readonly name: string;
      readonly keyPath: string | readonly string[];
      readonly multiEntry: boolean;
      readonly unique: boolean;
    }[];
    readonly rows: readonly unknown[];
  }[];
}

/** Creates the database `name` from `dump`, and closes it. */
export function restoreDatabase(name: string, dump: DatabaseDump): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, dump.version);
    request.onupgradeneeded = () => {
      for (const { name: storeName, keyPath, indexes, rows } of dump.stores) {
        const store = request.result.createObjectStore(storeName, { keyPath: asKeyPath(keyPath) });
        for (const { name: indexName, keyPath: path, ...options } of indexes) {
          store.createIndex(indexName, typeof path === 'string' ? path : [...path], options);
        }
        for (const row of rows) store.add(restoreValue(row));
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });
}

function asKeyPath(keyPath: string | readonly string[] | null): string | string[] | null {
  return typeof keyPath === 'string' || keyPath === null ? keyPath : [...keyPath];
}

function restoreValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restoreValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('base64' in value) return Uint8Array.from(atob(String(value.base64)), (letter) => letter.charCodeAt(0)).buffer;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restoreValue(part)]));
}
