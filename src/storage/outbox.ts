/** The changes that wait for the server, and its receipts. A row leaves only by a receipt or by a person's word. */
import type {
  AttentionReason,
  ConfirmedChange,
  QueueSummary,
  RecordDelivery,
  RetryWait,
  WaitingChange,
} from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import { witnessReading, type DeviceWorld } from './device-row';
import type { Database } from './open-database';
import type { OutboxRow } from './schema';
import { strictly } from './strictly';

/** A page of waiting changes in the order they are sent; `after` is the last change of the page before it. */
interface OutboxPage {
  readonly limit: number;
  readonly after?: WaitingChange;
}

/** What a receipt says, and when it came. */
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
  /** Changes that need a person, oldest first. */
  needingAttention(limit: number): Promise<Result<readonly WaitingChange[], StorageFault>>;
  /** Notes that the server is about to be asked to keep the change; false where the change is gone. */
  markSent(changeId: string, sentAt: string): Promise<Result<boolean, StorageFault>>;
  /** Removes the row, keeps the receipt and moves the clock, in one transaction. Of a change that is gone only the clock. */
  confirm(changeId: string, receipt: ReceivedReceipt): Promise<Result<void, StorageFault>>;
  /** Counts a failed attempt and lets the change rest. */
  defer(changeId: string, wait: RetryWait): Promise<Result<void, StorageFault>>;
  /** Puts the change aside until a person decides. */
  setAside(changeId: string, reason: AttentionReason): Promise<Result<void, StorageFault>>;
  /** Puts a change that needs attention back into the queue. */
  requeue(changeId: string): Promise<Result<void, StorageFault>>;
  /** Takes a change off the queue for good; the record stays. */
  discard(changeId: string): Promise<Result<void, StorageFault>>;
  summary(): Promise<Result<QueueSummary, StorageFault>>;
  ofRecord(recordId: string): Promise<Result<RecordDelivery, StorageFault>>;
}

/** The outbox over `connection`. */
export function createOutboxRepository(connection: Connection, world: DeviceWorld): OutboxRepository {
  const change = (changeId: string, to: (row: OutboxRow) => OutboxRow) =>
    connection.use((database) => update(database, changeId, to));
  return {
    page: (page) => connection.use((database) => readPage(database, page)),
    find: (changeId) => connection.use((database) => database.get('outbox', changeId)),
    needingAttention: (limit) =>
      connection.use((database) => database.getAllFromIndex('outbox', 'byPhase', phaseRange('attention'), limit)),
    async markSent(changeId, sentAt) {
      const marked = await change(changeId, (row) => ({ ...row, state: { phase: 'sent', sentAt } }));
      return marked.ok ? { ok: true, value: marked.value !== undefined } : marked;
    },
    confirm: (changeId, receipt) => connection.use((database) => confirm(database, changeId, receipt, world)),
    defer: async (changeId, wait) =>
      withoutValue(await change(changeId, (row) => ({ ...row, attempts: row.attempts + 1, wait }))),
    setAside: async (changeId, reason) =>
      withoutValue(
        await change(changeId, (row) => ({ ...row, state: { phase: 'attention', reason, ...sentAtOf(row) } })),
      ),
    requeue: async (changeId) => withoutValue(await change(changeId, requeued)),
    discard: (changeId) => connection.use((database) => discard(database, changeId)),
    summary: () => connection.use(summarise),
    ofRecord: (recordId) => connection.use((database) => readDelivery(database, recordId)),
  };
}

function withoutValue(result: Result<unknown, StorageFault>): Result<void, StorageFault> {
  return result.ok ? { ok: true, value: undefined } : result;
}

async function readPage(database: Database, { limit, after }: OutboxPage): Promise<readonly WaitingChange[]> {
  const range = after === undefined ? null : IDBKeyRange.lowerBound([after.at, after.changeId], true);
  return database.getAllFromIndex('outbox', 'byAt', range, limit);
}

/** Changes one row in a transaction of its own; nothing where it is gone. */
function update(
  database: Database,
  changeId: string,
  to: (row: OutboxRow) => OutboxRow,
): Promise<OutboxRow | undefined> {
  return strictly(database, ['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const row = await outbox.get(changeId);
    if (row === undefined) return undefined;
    const changed = to(row);
    await outbox.put(changed);
    return changed;
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

function confirm(
  database: Database,
  changeId: string,
  { serverClock, ...proof }: ReceivedReceipt,
  world: DeviceWorld,
): Promise<void> {
  return strictly(database, ['outbox', 'receipts', 'settings'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const row = await outbox.get(changeId);
    if (row !== undefined) {
      await outbox.delete(changeId);
      const { recordId, at } = row;
      await putNewer(transaction.objectStore('receipts'), { recordId, changeId, at, ...proof });
    }
    await witnessReading(transaction.objectStore('settings'), serverClock, world);
  });
}

/** Receipts may come in any order: the one of the latest change is kept. */
async function putNewer(
  receipts: {
    get(recordId: string): Promise<ConfirmedChange | undefined>;
    put(receipt: ConfirmedChange): Promise<unknown>;
  },
  receipt: ConfirmedChange,
): Promise<void> {
  const known = await receipts.get(receipt.recordId);
  if (known === undefined || known.at <= receipt.at) await receipts.put(receipt);
}

/** A blob that only this change needed goes with it: its record was deleted or never here. */
function discard(database: Database, changeId: string): Promise<void> {
  return strictly(database, ['outbox', 'inspections', 'blobs'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const row = await outbox.get(changeId);
    await outbox.delete(changeId);
    for (const hash of row?.blobHashes ?? []) {
      const records = await transaction.objectStore('inspections').index('byBlobHash').count(hash);
      const changes = await outbox.index('byBlobHash').count(hash);
      if (records + changes === 0) await transaction.objectStore('blobs').delete(hash);
    }
  });
}

function phaseRange(phase: 'queued' | 'sent' | 'attention'): IDBKeyRange {
  return IDBKeyRange.bound([phase], [phase, []]);
}

async function summarise(database: Database): Promise<QueueSummary> {
  const transaction = database.transaction(['outbox', 'receipts']);
  const byPhase = transaction.objectStore('outbox').index('byPhase');
  const sum = { waiting: 0, waitingBytes: 0, attention: await byPhase.count(phaseRange('attention')) };
  // Keys alone: with ten thousand rows their texts would be tens of megabytes.
  for (let cursor = await byPhase.openKeyCursor(); cursor !== null; cursor = await cursor.continue()) {
    const [phase, bytes] = cursor.key;
    if (phase === 'attention') continue;
    sum.waiting += 1;
    sum.waitingBytes += bytes;
  }
  const latest = await transaction.objectStore('receipts').index('byConfirmedAt').openCursor(null, 'prev');
  return latest === null ? sum : { ...sum, lastConfirmed: latest.value };
}

async function readDelivery(database: Database, recordId: string): Promise<RecordDelivery> {
  const transaction = database.transaction(['outbox', 'receipts']);
  const range = IDBKeyRange.bound([recordId], [recordId, []]);
  const waiting = await transaction.objectStore('outbox').index('byRecord').getAll(range);
  const confirmed = await transaction.objectStore('receipts').get(recordId);
  return confirmed === undefined ? { waiting } : { waiting, confirmed };
}
