/** Reads the waiting texts from a device's database without the app's code. */

/** A waiting change. */
export interface OutboxText {
  readonly changeId: string;
  readonly recordId: string;
  readonly text: string;
}

/** The rows of the store `outbox` of the database `name`, of one record or of all. */
export async function readOutbox(name: string, recordId?: string): Promise<readonly OutboxText[]> {
  const database = await settled(indexedDB.open(name));
  try {
    const store = database.transaction('outbox').objectStore('outbox');
    const range = recordId === undefined ? null : IDBKeyRange.bound([recordId], [recordId, []]);
    const rows: readonly OutboxText[] = await settled(store.index('byRecord').getAll(range));
    return rows.map(({ changeId, recordId: of, text }) => ({ changeId, recordId: of, text }));
  } finally {
    database.close();
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no reason given'));
  });
}
