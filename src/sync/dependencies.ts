/** What the sync engine needs from storage and the browser, declared here because `src/sync` imports neither. */
import type {
  AttentionReason,
  DeliveryChoices,
  Registration,
  RequestedRegistration,
  RetryWait,
  WaitingChange,
} from '../domain/delivery';
import type { BlobRef } from '../domain/blob-ref';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';

type Stored<Value> = Promise<Result<Value, StorageFault>>;

/** The outbox. Every method is one transaction of strict durability. */
export interface OutboxStore {
  /** Waiting changes in the order in which they are sent. `after`: the last change of the previous page. */
  page(page: { readonly limit: number; readonly after?: WaitingChange }): Stored<readonly WaitingChange[]>;
  /** Records that the change is about to be sent; false where it was removed from the outbox. */
  markSent(changeId: string, sentAt: string): Stored<boolean>;
  /** Removes the change and stores its receipt in one transaction. */
  markDelivered(
    changeId: string,
    receipt: {
      readonly contentHash: string;
      readonly sequence: number;
      readonly serverClock: string;
      readonly confirmedAt: string;
    },
  ): Stored<void>;
  /** Counts a failed attempt and stores how long the change waits. */
  defer(changeId: string, wait: RetryWait): Stored<void>;
  /** Marks the change as needing attention: it is not sent until the user decides. */
  setAside(changeId: string, reason: AttentionReason): Stored<void>;
}

/** Photos and rasters. `read` checks the hash and fails with `damaged` where the bytes differ or are missing. */
export interface BlobStore {
  read(ref: BlobRef): Stored<ArrayBuffer>;
}

/** Stores the device's id and token. */
export interface RegistrationStore {
  deviceId(): Stored<string>;
  register(registration: Registration): Stored<void>;
}

/** Registration and choices. */
export interface SyncSettingsStore extends RegistrationStore {
  read(): Stored<{
    readonly registration: Registration;
    readonly choices: DeliveryChoices;
    readonly requested?: RequestedRegistration;
  }>;
  /** The requested registration is not sent any more. */
  stopRequest(reason: string, requested: RequestedRegistration): Stored<void>;
  /** Deletes the token if it is still this one. */
  refuseToken(token: string): Stored<void>;
}

/** The part of `fetch` that is used; `path` begins with a slash. */
export type SendRequest = (
  path: string,
  init: {
    readonly method: 'GET' | 'POST' | 'PUT';
    readonly headers: Record<string, string>;
    readonly body?: string | Uint8Array<ArrayBuffer>;
    readonly signal: AbortSignal;
    readonly redirect: 'manual';
    readonly cache: 'no-store';
    readonly credentials: 'omit';
  },
) => Promise<Response>;

/** Runs `work` under this origin's lock. Returns undefined at once where another tab or worker holds it. */
export type DrainLock = <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;
