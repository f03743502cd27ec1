/** Runs tasks strictly one after another, in the order they came. */
export interface Gate {
  /** Resolves or rejects as the task does. A task that fails, at once or later, does not touch the next ones. */
  run<Value>(task: () => Value | Promise<Value>): Promise<Value>;
}

/**
 * [Note: the gate] ONNX Runtime fails when two runs overlap, so all of them pass here. Two things go wrong in such queues:
 * `chain = chain.then(task)` hands one task's error to the next, and `Promise.resolve(task())` hangs when the task throws
 * before its first await. Hence the tail that never rejects, and the task started inside `then`.
 */
export function createGate(): Gate {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run: <Value>(task: () => Value | Promise<Value>) => {
      const result = tail.then(task);
      tail = result.catch(() => undefined);
      return result;
    },
  };
}
