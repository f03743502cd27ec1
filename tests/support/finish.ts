/** Runs a generator to its end and returns its result. */
export function finish<Value>(steps: Generator<unknown, Value>): Value {
  for (let next = steps.next(); ; next = steps.next()) if (next.done === true) return next.value;
}
