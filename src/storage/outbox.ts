/** The changes that wait for the server, and its receipts. A row is removed only by a receipt or by the user. */
import type {
  AttentionReason,
  StoredReceipt,
  OutboxSummary,
  RecordDelivery,
  RetryWait,
  WaitingChange,
} from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import { deleteUnneededBlobs } from './blobs';
import type { Connection } from './connection';
import { clockAfter, deviceSettingName, type ClockDependencies } from './device-clock';
import type { Database } from './open-database';
import type { ContentTransaction, OutboxRow } from './schema';
import type { Sealer } from './sealing';
import { strictWrite } from './strict-write';
import { refreshDelivery } from './summaries';

/** A page of waiting changes in the order they are sent; `after` is the last change of the page before it. */
interface OutboxPage {
  readonly limit: number;
  readonly after?: WaitingChange;
}

/** The content of a receipt, and when it came. */
interface ReceivedReceipt {
  readonly contentHash: string;
  readonly sequence: number;
  /** The server's hybrid clock as text; ours is moved past it. */
  readonly serverClock: string;
  readonly confirmedAt: string;
}

/** The outbox in the database. */
export interface OutboxRepository {
  page(page: OutboxPage): Promise<Result<readonly WaitingChange[], StorageFault>>;
  find(changeId: string): Promise<Result<WaitingChange | undefined, StorageFault>>;
  /** Changes that need attention, oldest first. */
  needingAttention(limit: number): Promise<Result<readonly WaitingChange[], StorageFault>>;
  /** Records that the change is about to be sent; false where the change is gone. */
  markSent(changeId: string, sentAt: string): Promise<Result<boolean, StorageFault>>;
  /** Removes the row, keeps the receipt and moves the clock, in one transaction. If the change is gone, only moves the clock. */
  markDelivered(changeId: string, receipt: ReceivedReceipt): Promise<Result<void, StorageFault>>;
  /** Counts a failed attempt and sets the time before which it is not tried again. */
  defer(changeId: string, wait: RetryWait): Promise<Result<void, StorageFault>>;
  /** Marks the change as needing attention. */
  setAside(changeId: string, reason: AttentionReason): Promise<Result<void, StorageFault>>;
  /** Makes a change that needs attention wait for the next attempt again. */
  requeue(changeId: string): Promise<Result<void, StorageFault>>;
  /** Deletes a change from the outbox; the record stays. */
  discard(changeId: string): Promise<Result<void, StorageFault>>;
  summary(): Promise<Result<OutboxSummary, StorageFault>>;
  ofRecord(recordId: string): Promise<Result<RecordDelivery, StorageFault>>;
}

/** The outbox over `connection`. */
export function createOutboxRepository(connection: Connection, dependencies: ClockDependencies): OutboxRepository {
  const { sealer } = connection;
  const open = (rows: readonly OutboxRow[]) => Promise.all(rows.map((row) => openRow(row, sealer)));
  const change = async (changeId: string, to: (row: OutboxRow) => OutboxRow) =>
    withoutValue(await connection.write((database) => update(database, changeId, to)));
  return {
    page: (page) => connection.use(async (database) => open(await readPage(database, page))),
    find: (changeId) =>
      connection.use(async (database) => {
        const row = await database.get('outbox', changeId);
        return row === undefined ? undefined : openRow(row, sealer);
      }),
    needingAttention: (limit) =>
      connection.use(async (database) =>
        open(await database.getAllFromIndex('outbox', 'byPhase', phaseRange('attention'), limit)),
      ),
    markSent: (changeId, sentAt) =>
      connection.write((database) =>
        update(database, changeId, (row) => ({ ...row, state: { phase: 'sent', sentAt } })),
      ),
    markDelivered: (changeId, receipt) =>
      connection.write((database) => markDelivered(database, changeId, receipt, dependencies)),
    defer: (changeId, wait) => change(changeId, (row) => ({ ...row, attempts: row.attempts + 1, wait })),
    setAside: (changeId, reason) =>
      change(changeId, (row) => ({ ...row, state: { phase: 'attention', reason, ...sentAtOf(row) } })),
    requeue: (changeId) => change(changeId, requeued),
    discard: (changeId) => connection.write((database) => discard(database, changeId)),
    summary: () => connection.use(summarise),
    ofRecord: (recordId) =>
      connection.use(async (database) => {
        const { waiting, receipt } = await readDelivery(database, recordId);
        const opened = { waiting: await open(waiting) };
        return receipt === undefined ? opened : { ...opened, receipt };
      }),
  };
}

/**
 * The stores of a change's delivery. Its writes seal nothing, so each one reads and writes in one transaction. The first names are how the
 * drills recognise these transactions.
 */
const deliveryStores = [
  'outbox',
  'receipts',
  'settings',
  'summaries',
  'facetCounts',
  'groupDays',
  'measureDays',
] as const;

async function openRow({ text, ...row }: OutboxRow, sealer: Sealer): Promise<WaitingChange> {
  return { ...row, text: await sealer.open(text) };
}

function withoutValue(result: Result<unknown, StorageFault>): Result<void, StorageFault> {
  return result.ok ? { ok: true, value: undefined } : result;
}

async function readPage(database: Database, { limit, after }: OutboxPage): Promise<readonly OutboxRow[]> {
  const range = after === undefined ? null : IDBKeyRange.lowerBound([after.at, after.changeId], true);
  return database.getAllFromIndex('outbox', 'byAt', range, limit);
}

/** Changes the state of one change in one transaction; false where it is gone. Its text stays as it was sealed. */
function update(database: Database, changeId: string, to: (row: OutboxRow) => OutboxRow): Promise<boolean> {
  return strictWrite(database, deliveryStores, async (transaction) => {
    const row = await transaction.objectStore('outbox').get(changeId);
    if (row === undefined) return false;
    await transaction.objectStore('outbox').put(to(row));
    await refreshDelivery(transaction, row.recordId);
    return true;
  });
}

function sentAtOf({ state }: OutboxRow): { readonly sentAt?: string } {
  return state.phase === 'queued' || state.sentAt === undefined ? {} : { sentAt: state.sentAt };
}

function requeued(row: OutboxRow): OutboxRow {
  const { sentAt } = sentAtOf(row);
  const state = sentAt === undefined ? ({ phase: 'queued' } as const) : ({ phase: 'sent', sentAt } as const);
  return { ...row, state, attempts: 0, wait: { kind: 'none' } };
}

function markDelivered(
  database: Database,
  changeId: string,
  { serverClock, ...proof }: ReceivedReceipt,
  dependencies: ClockDependencies,
): Promise<void> {
  return strictWrite(database, [...deliveryStores, 'records', 'blobs'], async (transaction) => {
    const settings = transaction.objectStore('settings');
    const clock = clockAfter(await settings.get(deviceSettingName), serverClock, dependencies);
    if (clock !== undefined) await settings.put(clock);
    const row = await transaction.objectStore('outbox').get(changeId);
    if (row === undefined) return;
    await transaction.objectStore('outbox').delete(changeId);
    await putNewer(transaction, { recordId: row.recordId, changeId, at: row.at, ...proof });
    // The pack itself is stored with the packs; its file was only made to be sent.
    if (row.kind === 'pack-saved') await deleteUnneededBlobs(transaction, row.blobHashes);
    await refreshDelivery(transaction, row.recordId);
  });
}

/** Receipts may come in any order: the one of the latest change is kept. */
async function putNewer(transaction: ContentTransaction, receipt: StoredReceipt): Promise<void> {
  const receipts = transaction.objectStore('receipts');
  const known = await receipts.get(receipt.recordId);
  if (known === undefined || known.at <= receipt.at) await receipts.put(receipt);
}

/** A blob that only this change needed is deleted as well: its record was deleted, or was never on this device. */
function discard(database: Database, changeId: string): Promise<void> {
  return strictWrite(database, [...deliveryStores, 'records', 'blobs'], async (transaction) => {
    const row = await transaction.objectStore('outbox').get(changeId);
    if (row === undefined) return;
    await transaction.objectStore('outbox').delete(changeId);
    await deleteUnneededBlobs(transaction, row.blobHashes);
    await refreshDelivery(transaction, row.recordId);
  });
}

function phaseRange(phase: 'queued' | 'sent' | 'attention'): IDBKeyRange {
  return IDBKeyRange.bound([phase], [phase, []]);
}

async function summarise(database: Database): Promise<OutboxSummary> {
  const transaction = database.transaction(['outbox', 'receipts']);
  const byPhase = transaction.objectStore('outbox').index('byPhase');
  const sum = { waiting: 0, waitingBytes: 0, attention: await byPhase.count(phaseRange('attention')) };
  // Reads keys only: with ten thousand rows their texts would be tens of megabytes.
  for (let cursor = await byPhase.openKeyCursor(); cursor !== null; cursor = await cursor.continue()) {
    const [phase, bytes] = cursor.key;
    if (phase === 'attention') continue;
    sum.waiting += 1;
    sum.waitingBytes += bytes;
  }
  const latest = await transaction.objectStore('receipts').index('byConfirmedAt').openCursor(null, 'prev');
  return latest === null ? sum : { ...sum, lastReceipt: latest.value };
}

async function readDelivery(database: Database, recordId: string) {
  const transaction = database.transaction(['outbox', 'receipts']);
  const range = IDBKeyRange.bound([recordId], [recordId, []]);
  const waiting = await transaction.objectStore('outbox').index('byRecord').getAll(range);
  return { waiting, receipt: await transaction.objectStore('receipts').get(recordId) };
}
