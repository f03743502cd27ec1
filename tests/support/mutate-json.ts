/** Changing one place of a JSON value, for tests of parsers. */

/** The path to a place inside a JSON value. */
export type JsonPath = readonly (string | number)[];

/** The paths to all places inside `value`, without `value` itself. */
export function pathsOf(value: unknown): JsonPath[] {
  return entriesOf(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((path) => [key, ...path])]);
}

/** A copy of `value` with another value at `path`; removed when `replacement` is undefined. */
export function mutated(value: unknown, [key, ...rest]: JsonPath, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const entries = entriesOf(value);
  const others = entries.filter(([other]) => other !== key);
  const found = entries.find(([other]) => other === key)?.[1];
  const inner = rest.length === 0 ? replacement : mutated(found, rest, replacement);
  const changed = inner === undefined ? others : placed(entries, key, inner);
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

type Entry = readonly [string | number, unknown];

function entriesOf(value: unknown): readonly Entry[] {
  if (Array.isArray(value)) return [...value.entries()];
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function placed(entries: readonly Entry[], key: string | number, inner: unknown): readonly Entry[] {
  return entries.map(([other, value]): Entry => [other, other === key ? inner : value]);
}
