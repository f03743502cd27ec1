/** One connection, remembered while it lives, reopened once where the browser has dropped it. */
import type { StorageFault } from '../domain/record';
import { fail, succeed } from '../domain/result';
import type { Result } from '../domain/result';
import { openDatabase } from './open-database';
import type { Database, DatabaseSpec } from './open-database';

/** Work done on the open database: one transaction, nothing foreign awaited inside it. */
type DatabaseWork<Value> = (database: Database) => Promise<Value>;

/** The way to the database for every repository. */
export interface Connection {
  /**
   * Runs `work` and turns what storage may refuse into a fault; a bug is thrown. `neededBytes` is what `work` is about
   * to write, told again in `storage-full`.
   */
  use<Value>(work: DatabaseWork<Value>, neededBytes?: number): Promise<Result<Value, StorageFault>>;
  close(): Promise<void>;
}

/** How much room the device has left, in bytes, where the browser says. */
export type FreeBytes = () => Promise<number | undefined>;

/** Opens nothing yet: the first `use` does. */
export function createConnection(spec: DatabaseSpec, freeBytes: FreeBytes): Connection {
  const openOnce = rememberOpen(spec);
  async function attempt<Value>(work: DatabaseWork<Value>): Promise<Result<Value, StorageFault>> {
    const opened = await openOnce.open();
    return opened.ok ? succeed(await work(opened.value)) : opened;
  }
  async function attemptTwice<Value>(work: DatabaseWork<Value>): Promise<Result<Value, StorageFault>> {
    try {
      return await attempt(work);
    } catch (error) {
      if (!isDropped(error)) throw error;
      openOnce.forget();
      return attempt(work);
    }
  }
  return {
    async use(work, neededBytes = 0) {
      try {
        return await attemptTwice(work);
      } catch (error) {
        return fail(await storageFault(error, neededBytes, freeBytes));
      }
    },
    close: () => openOnce.close(),
  };
}

/** Remembers the connection, forgets a failure and a loss. */
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

/** iOS drops connections at will (idb-keyval PR #175); using one says `InvalidStateError`. */
function isDropped(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError';
}

/** Names of `DOMException` that speak of the device; any other is our mistake. */
const deviceErrors = new Set([
  'AbortError',
  'InvalidStateError',
  'NotReadableError',
  'SecurityError',
  'TimeoutError',
  'UnknownError',
]);

async function storageFault(error: unknown, neededBytes: number, freeBytes: FreeBytes): Promise<StorageFault> {
  if (!(error instanceof DOMException)) throw error;
  if (error.name === 'QuotaExceededError') {
    const free = await freeBytes();
    return { kind: 'storage-full', neededBytes, ...(free === undefined ? {} : { freeBytes: free }) };
  }
  if (!deviceErrors.has(error.name)) throw error;
  return { kind: 'storage-unavailable', detail: `${error.name}: ${error.message}` };
}
