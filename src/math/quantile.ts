import { outOfRange } from './out-of-range';

/** The value at rank `⌊share · (n − 1)⌋` of the rising values: an element, not interpolated. `values` must not be empty. */
export function quantile(values: Float32Array, share: number): number {
  const [found] = quantiles(values.slice(), [share]);
  return found ?? outOfRange();
}

/** The same for several shares. `values` is reordered. */
export function quantiles(values: Float32Array, shares: readonly number[]): readonly number[] {
  return shares.map((share) => elementAt(values, Math.floor(share * (values.length - 1))));
}

/** The element that sorting would put at `rank`, by Hoare's selection: it takes linear time, where sorting a picture takes ten times as long. */
function elementAt(values: Float32Array, rank: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const [left, right] = partition(values, low, high);
    if (rank <= left) high = left;
    else if (rank >= right) low = right;
    else break;
  }
  return values[rank] ?? outOfRange();
}

/** Moves the elements below a pivot of the part to its left, those above to its right. Returns where the left part ends and the right one begins. */
function partition(values: Float32Array, low: number, high: number): readonly [number, number] {
  const pivot = values[pivotPlace(low, high)] ?? outOfRange();
  let [from, to] = [low, high];
  while (from <= to) {
    while ((values[from] ?? outOfRange()) < pivot) from++;
    while ((values[to] ?? outOfRange()) > pivot) to--;
    if (from > to) break;
    const moved = values[from] ?? outOfRange();
    values[from++] = values[to] ?? outOfRange();
    values[to--] = moved;
  }
  return [to, from];
}

/** Scattered, so that no usual order of pixels makes the selection slow; the same on every machine. */
function pivotPlace(low: number, high: number): number {
  return low + ((Math.imul(low + high + 1, 2_654_435_761) >>> 0) % (high - low + 1));
}
