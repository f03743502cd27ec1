import type { Migration } from './migration';

/**
 * The outbox, the receipts, and for every existing inspection the change that sends it to the server. Migrations must be
 * deterministic: the change has the record's id, its time is when the picture was taken, and the device's id is derived from
 * that of its oldest record (a random UUID that no other device has), as a UUID of version 8 (RFC 9562, "custom"). A
 * device without records gets a random id at its first change.
 */
export const outboxStores: Migration = {
  name: '0002-outbox-stores',
  up(database, transaction) {
    const outbox = database.createObjectStore('outbox', { keyPath: 'changeId' });
    outbox.createIndex('byAt', ['at', 'changeId']);
    outbox.createIndex('byRecord', ['recordId', 'at']);
    outbox.createIndex('byBlobHash', 'blobHashes', { multiEntry: true });
    outbox.createIndex('byPhase', ['state.phase', 'bytes', 'changeId']);
    const receipts = database.createObjectStore('receipts', { keyPath: 'recordId' });
    receipts.createIndex('byConfirmedAt', 'confirmedAt');
    return new Promise((resolve) => queueSavedRecords(transaction, resolve));
  },
};

/** A record of version 1, as far as this step reads it. */
interface OldRecord {
  readonly id: string;
  readonly takenAt: string;
  readonly photo: OldRef;
  readonly thumbnail: OldRef;
  readonly anomaly?: { readonly map: OldRef; readonly mask: OldRef };
}

interface OldRef {
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
}

/** From the oldest record to the newest: the first determines the id of the device, the last its clock. */
function queueSavedRecords(transaction: IDBTransaction, done: () => void): void {
  const outbox = transaction.objectStore('outbox');
  const settings = transaction.objectStore('settings');
  let device: string | undefined;
  const request = transaction.objectStore('inspections').index('byTakenAt').openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor === null) {
      done();
      return;
    }
    const { record } = cursor.value as { readonly record: OldRecord };
    device ??= deviceIdFrom(record.id);
    const row = savedRow(record, device);
    outbox.put(row);
    settings.put({ name: 'device', value: { id: device, clock: row.at } });
    cursor.continue();
  };
}

function deviceIdFrom(recordId: string): string {
  return `${recordId.slice(0, 14)}8${recordId.slice(15)}`;
}

function savedRow(record: OldRecord, device: string) {
  const at = `${new Date(record.takenAt).toISOString()}_0000_${device}`;
  const refs = [record.photo, record.thumbnail, ...(record.anomaly ? [record.anomaly.map, record.anomaly.mask] : [])];
  const blobs = [...new Map(refs.map(({ sha256, bytes, mime }) => [sha256, { sha256, bytes, mime }])).values()];
  const ids = { changeId: record.id, recordId: record.id };
  const text = JSON.stringify({ format: 1, kind: 'saved', ...ids, at, author: device, blobs, record });
  const textBytes = new TextEncoder().encode(text).byteLength;
  return {
    ...ids,
    kind: 'saved',
    at,
    text,
    blobs,
    blobHashes: blobs.map(({ sha256 }) => sha256),
    bytes: blobs.reduce((sum, blob) => sum + blob.bytes, textBytes),
    state: { phase: 'queued' },
    attempts: 0,
    wait: { kind: 'none' },
  };
}
