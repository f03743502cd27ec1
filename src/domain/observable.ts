/** A value with change listeners, in the form that React's `useSyncExternalStore` expects. */
export interface Observable<Value> {
  /** The same object until the next `write`. */
  readonly read: () => Value;
  readonly write: (next: Value) => void;
  /** Calls `listener` after each `write`; returns the function that ends this. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** An observable that starts as `initial`. */
export function createObservable<Value>(initial: Value): Observable<Value> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    read: () => value,
    write: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
