/** Queues a change in the transaction that makes it: record and outbox entry are kept together or not at all. */
import { blobsLetGo, writeChange } from '../domain/change';
import type { ChangeKind } from '../domain/delivery';
import { formatReading } from '../domain/hybrid-clock';
import type { InspectionRecord } from '../domain/record';
import type { IDBPTransaction } from 'idb';
import { nextReading, type DeviceWorld } from './device-row';
import type { FieldgradeSchema, OutboxRow } from './schema';
import { readSyncRow } from './sync-row';

/** Everything a change of an inspection touches. */
export const changeStores = ['inspections', 'blobs', 'outbox', 'receipts', 'settings'] as const;

/** A strict writing transaction over `changeStores`. */
export type ChangeTransaction = IDBPTransaction<FieldgradeSchema, typeof changeStores, 'readwrite'>;

/** What happened, to which record; `record` is the whole of it after the change. */
export type Happening =
  | { readonly kind: 'saved' | 'edited'; readonly record: InspectionRecord }
  | { readonly kind: 'deleted'; readonly recordId: string };

/** Writes the text of the change and queues it; gives the clock's reading. */
export async function queueChange(
  transaction: ChangeTransaction,
  happening: Happening,
  world: DeviceWorld,
): Promise<string> {
  const settings = transaction.objectStore('settings');
  const { choices } = await readSyncRow(settings);
  const reading = await nextReading(settings, world);
  const at = formatReading(reading);
  const recordId = happening.kind === 'deleted' ? happening.recordId : happening.record.id;
  const content =
    happening.kind === 'deleted'
      ? { blobs: [] }
      : { blobs: blobsLetGo(happening.record, choices.photos), record: happening.record };
  // The first change of a record has the record's id: the migration of older databases can then queue it without dice.
  const changeId = happening.kind === 'saved' ? recordId : world.newId();
  const { kind } = happening;
  const text = writeChange({ kind, changeId, recordId, at, author: reading.device, ...content });
  await transaction.objectStore('outbox').add(newRow({ kind, changeId, recordId, at, text, blobs: content.blobs }));
  return at;
}

/** A row that nobody has tried to send yet. */
export function newRow(change: {
  readonly kind: ChangeKind;
  readonly changeId: string;
  readonly recordId: string;
  readonly at: string;
  readonly text: string;
  readonly blobs: OutboxRow['blobs'];
}): OutboxRow {
  const textBytes = new TextEncoder().encode(change.text).byteLength;
  return {
    ...change,
    blobHashes: change.blobs.map(({ sha256 }) => sha256),
    bytes: change.blobs.reduce((sum, blob) => sum + blob.bytes, textBytes),
    state: { phase: 'queued' },
    attempts: 0,
    wait: { kind: 'none' },
  };
}
