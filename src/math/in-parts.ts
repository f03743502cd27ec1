/** Long computations that others can interrupt. */

/** A computation in parts. After each part it yields how many products it has added since the one before. */
export type InParts<Value> = Generator<number, Value>;

/** Number of multiplications after which other work may run. */
const productsPerTurn = 1e7;

/** Runs to the end, and calls `turn` at the start and after every `productsPerTurn` products; undefined if it said to stop. */
export async function runInParts<Value>(
  parts: InParts<Value>,
  turn: () => Promise<boolean>,
): Promise<Value | undefined> {
  if (!(await turn())) return undefined;
  let rest = productsPerTurn;
  for (let next = parts.next(); ; next = parts.next()) {
    if (next.done === true) return next.value;
    rest -= next.value;
    if (rest > 0) continue;
    rest = productsPerTurn;
    if (!(await turn())) return undefined;
  }
}

/** Runs to the end at once. */
export function runAtOnce<Value>(parts: Generator<unknown, Value>): Value {
  for (let next = parts.next(); ; next = parts.next()) if (next.done === true) return next.value;
}
