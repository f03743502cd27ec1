/**
 * The right side of every indexed read in numeric code: `values[index] ?? outOfRange()`. A default such as `?? 0` would turn a
 * wrong index into a plausible number. Costs nothing in hot loops: docs/adr/0012-extract-then-judge.md.
 *
 * @throws RangeError always.
 */
export function outOfRange(): never {
  throw new RangeError('an index is outside its array');
}
