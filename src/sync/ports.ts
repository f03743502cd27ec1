/** What the outbox engine needs of the world. `src/storage` and the platform happen to fit; `app/compose.ts` joins them. */
import type { AttentionReason, DeliveryChoices, Registration, RetryWait, WaitingChange } from '../domain/delivery';
import type { BlobRef, StorageFault } from '../domain/record';
import type { Result } from '../domain/result';

type Stored<Value> = Promise<Result<Value, StorageFault>>;

/** The changes that wait. Every method is one transaction of strict durability. */
export interface OutboxStore {
  /** Waiting changes in the order they are sent; `after` is the last of the page before. */
  page(page: { readonly limit: number; readonly after?: WaitingChange }): Stored<readonly WaitingChange[]>;
  /** Notes that the server is about to be asked to keep the change; false where the change is gone. */
  markSent(changeId: string, sentAt: string): Stored<boolean>;
  /** Removes the row and keeps the receipt, together. */
  confirm(
    changeId: string,
    receipt: {
      readonly contentHash: string;
      readonly sequence: number;
      readonly serverClock: string;
      readonly confirmedAt: string;
    },
  ): Stored<void>;
  /** Counts a failed attempt and lets the change rest. */
  defer(changeId: string, wait: RetryWait): Stored<void>;
  /** Puts the change aside until a person decides. */
  setAside(changeId: string, reason: AttentionReason): Stored<void>;
}

/** The kept photos and rasters, checked against their hash when read: `damaged` where they differ or are missing. */
export interface BlobStore {
  read(ref: BlobRef): Stored<ArrayBuffer>;
}

/** Registration and choices. */
export interface SyncSettingsStore {
  read(): Stored<{ readonly registration: Registration; readonly choices: DeliveryChoices }>;
  /** Throws the token away if it is still this one. */
  refuseToken(token: string): Stored<void>;
}

/** The part of `fetch` that is used; `path` begins with a slash. */
export type SendRequest = (
  path: string,
  init: {
    readonly method: 'POST' | 'PUT';
    readonly headers: Record<string, string>;
    readonly body: string | Uint8Array<ArrayBuffer>;
    readonly signal: AbortSignal;
    readonly redirect: 'manual';
    readonly cache: 'no-store';
    readonly credentials: 'omit';
  },
) => Promise<Response>;

/** Runs `work` while nobody else of this origin holds the lock; undefined, at once, where somebody does. */
export type DrainLock = <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;
