import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';

/** A storage fault where the screen waits for plain data: its query shows the error. */
export class StorageError extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault) {
    super(fault.kind);
    this.name = 'StorageError';
    this.fault = fault;
  }
}

/** The value, or a `StorageError`. */
export function orThrow<Value>(result: Result<Value, StorageFault>): Value {
  if (result.ok) return result.value;
  throw new StorageError(result.fault);
}
