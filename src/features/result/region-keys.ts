/** The number of the region to which an arrow key leads in the list; undefined where the key leads nowhere. Numbers begin with 1. */
export function regionAfter(number: number, key: string, count: number): number | undefined {
  const target = { ArrowDown: number + 1, ArrowUp: number - 1, Home: 1, End: count }[key];
  return target === undefined || target < 1 || target > count || target === number ? undefined : target;
}
