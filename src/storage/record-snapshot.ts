/** What a write of one record depends on, read before it is prepared and again before it is committed. */
import type { StoredReceipt } from '../domain/delivery';
import { deviceSettingName } from './device-clock';
import type { ContentTransaction, OutboxRow, RecordRow, SettingRow } from './schema';
import { syncSettingName } from './sync-row';

/** The rows of one record, the clock, and the choices about sending. */
export interface RecordSnapshot {
  readonly row: RecordRow | undefined;
  /** The changes of the record that wait, in the order in which they were made. */
  readonly waiting: readonly OutboxRow[];
  readonly receipt: StoredReceipt | undefined;
  readonly device: SettingRow | undefined;
  readonly sync: SettingRow | undefined;
}

/** Everything that a change of an inspection touches. The first name is how the drills recognise these transactions. */
export const changeStores = [
  'records',
  'summaries',
  'facetCounts',
  'groupDays',
  'measureDays',
  'blobs',
  'outbox',
  'receipts',
  'settings',
] as const;

/** Reads the snapshot of one record. */
export async function readSnapshot<Mode extends IDBTransactionMode>(
  transaction: ContentTransaction<Mode>,
  recordId: string,
): Promise<RecordSnapshot> {
  const settings = transaction.objectStore('settings');
  const range = IDBKeyRange.bound([recordId], [recordId, []]);
  const [row, waiting, receipt, device, sync] = await Promise.all([
    transaction.objectStore('records').get(recordId),
    transaction.objectStore('outbox').index('byRecord').getAll(range),
    transaction.objectStore('receipts').get(recordId),
    settings.get(deviceSettingName),
    settings.get(syncSettingName),
  ]);
  return { row, waiting, receipt, device, sync };
}

/** Differs after any change of the record, its waiting changes, its receipt, the clock, or the choices. */
export function versionOfSnapshot({ row, waiting, receipt, device, sync }: RecordSnapshot): string {
  const changes = waiting.map(({ changeId, state, attempts, wait }) => [changeId, state, attempts, wait]);
  return JSON.stringify([row?.at, changes, receipt?.changeId, device?.value, sync?.value]);
}
