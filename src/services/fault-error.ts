import type { Result } from '../domain/result';

/** An expected fault as an error, for callers whose only failure channel is a rejection: queries and mutations. */
export class FaultError<Fault extends { readonly kind: string }> extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.kind);
    this.name = 'FaultError';
    this.fault = fault;
  }
}

/** The value. Throws a `FaultError` where the result is a fault. */
export function orThrow<Value, Fault extends { readonly kind: string }>(result: Result<Value, Fault>): Value {
  if (result.ok) return result.value;
  throw new FaultError(result.fault);
}
