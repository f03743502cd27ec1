/** One connection for all repositories. It stays open, and is opened again after the browser has closed it. */
import { changeLimitBytes } from '../domain/change';
import type { StorageFault } from '../domain/record';
import { fail, succeed } from '../domain/result';
import type { Result } from '../domain/result';
import { createSemaphore } from '../domain/semaphore';
import { ItemTooLarge } from './compose-change';
import { openDatabase } from './open-database';
import type { Database, DatabaseSpec } from './open-database';
import { WriteConflict } from './prepare-and-commit';
import { CannotOpen, plainSealer, reportingSealer, type Sealer } from './sealing';

/** Work on the open database. Inside a transaction it awaits only requests of that transaction. */
type DatabaseWork<Value> = (database: Database) => Promise<Value>;

/** Access to the database for every repository. */
export interface Connection {
  /** Seals and opens everything stored that carries content. */
  readonly sealer: Sealer;
  /** Runs `work`. Expected failures of storage become faults; bugs are thrown. */
  use<Value>(work: DatabaseWork<Value>): Promise<Result<Value, StorageFault>>;
  /** As `use`, after every earlier `write` of this tab. `neededBytes` is reported in `storage-full`. */
  write<Value>(work: DatabaseWork<Value>, neededBytes?: number): Promise<Result<Value, StorageFault>>;
  close(): Promise<void>;
}

/** How many bytes the device has left, if the browser reports it. */
export type FreeBytes = () => Promise<number | undefined>;

/** A connection that is opened by its first use. */
export function createConnection(spec: DatabaseSpec, freeBytes: FreeBytes, sealer: Sealer = plainSealer): Connection {
  const openOnce = rememberOpen(spec);
  const writes = createSemaphore(1);
  async function attempt<Value>(work: DatabaseWork<Value>): Promise<Result<Value, StorageFault>> {
    const opened = await openOnce.open();
    return opened.ok ? succeed(await work(opened.value)) : opened;
  }
  async function attemptTwice<Value>(work: DatabaseWork<Value>): Promise<Result<Value, StorageFault>> {
    try {
      return await attempt(work);
    } catch (error) {
      if (!isClosed(error)) throw error;
      openOnce.forget();
      return attempt(work);
    }
  }
  async function run<Value>(work: DatabaseWork<Value>, neededBytes: number): Promise<Result<Value, StorageFault>> {
    try {
      return await attemptTwice(work);
    } catch (error) {
      return fail(await storageFault(error, neededBytes, freeBytes));
    }
  }
  return {
    sealer: reportingSealer(sealer),
    use: (work) => run(work, 0),
    write: (work, neededBytes = 0) => writes.run(() => run(work, neededBytes)),
    close: () => openOnce.close(),
  };
}

/** Caches the connection; after a failure or a loss the next use opens it again. */
function rememberOpen(spec: DatabaseSpec) {
  let current: Promise<Result<Database, StorageFault>> | undefined;
  const forget = () => {
    current = undefined;
  };
  async function openFresh(): Promise<Result<Database, StorageFault>> {
    const opened = await openDatabase(spec, forget);
    if (!opened.ok) forget();
    return opened;
  }
  return {
    open: () => (current ??= openFresh()),
    forget,
    async close() {
      const opened = await current;
      forget();
      if (opened?.ok) opened.value.close();
    },
  };
}

/** iOS closes connections without notice (idb-keyval PR #175); using one fails with `InvalidStateError`. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError';
}

/** Names of `DOMException` that the device causes; any other is a bug. */
const deviceErrors = new Set([
  'AbortError',
  'InvalidStateError',
  'NotReadableError',
  'SecurityError',
  'TimeoutError',
  'UnknownError',
]);

async function storageFault(error: unknown, neededBytes: number, freeBytes: FreeBytes): Promise<StorageFault> {
  if (error instanceof WriteConflict) return { kind: 'write-conflict', attempts: error.attempts };
  if (error instanceof ItemTooLarge)
    return { kind: 'item-too-large', bytes: error.bytes, limitBytes: changeLimitBytes };
  if (error instanceof CannotOpen) return { kind: 'cannot-decrypt', detail: error.message };
  if (!(error instanceof DOMException)) throw error;
  if (error.name === 'QuotaExceededError') {
    const free = await freeBytes();
    return { kind: 'storage-full', neededBytes, ...(free === undefined ? {} : { freeBytes: free }) };
  }
  if (!deviceErrors.has(error.name)) throw error;
  return { kind: 'storage-unavailable', detail: `${error.name}: ${error.message}` };
}
