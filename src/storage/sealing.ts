/**
 * Everything stored that carries content passes through a sealer: records, the text of changes, blobs, the content of
 * summaries. WebCrypto is asynchronous and cannot be awaited inside an IndexedDB transaction, so values are sealed
 * before the transaction that stores them and opened after the one that read them: see `prepare-and-commit.ts`.
 */

/** An encrypted value, as it is stored. */
export interface Ciphertext {
  readonly algorithm: string;
  readonly iv: ArrayBuffer;
  readonly bytes: ArrayBuffer;
}

/** A value as it is stored: as it is, or encrypted. */
export type Sealed<Value> = Value | Ciphertext;

/** Seals and opens structured-cloneable values: plain JSON, text, or an `ArrayBuffer`. */
export interface Sealer {
  readonly seal: <Value>(value: Value) => Promise<Sealed<Value>>;
  /** Rejects where the value cannot be opened. `Connection.sealer` then rejects with `CannotOpen`. */
  readonly open: <Value>(stored: Sealed<Value>) => Promise<Value>;
}

/** Stores values as they are. */
export const plainSealer: Sealer = {
  seal: (value) => Promise.resolve(value),
  open: (stored) =>
    isCiphertext(stored) ? Promise.reject(new Error('the value is encrypted')) : Promise.resolve(stored),
};

/** A stored value that its sealer cannot open: another key, or none. */
export class CannotOpen extends Error {
  constructor(cause: unknown) {
    const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    super(detail, { cause });
  }
}

/** `sealer`, whose `open` rejects with nothing but `CannotOpen`. */
export function reportingSealer({ seal, open }: Sealer): Sealer {
  return {
    seal,
    open: (stored) =>
      open(stored).catch((cause: unknown) => {
        throw new CannotOpen(cause);
      }),
  };
}

/** True for a value that was encrypted. JSON from outside cannot contain an `ArrayBuffer`, so it cannot be taken for one. */
export function isCiphertext<Value>(stored: Sealed<Value>): stored is Ciphertext {
  return typeof stored === 'object' && stored !== null && 'iv' in stored && stored.iv instanceof ArrayBuffer;
}
