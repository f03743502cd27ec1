/**
 * Ends every checked read of numeric code: `values[index] ?? outOfRange()`. A default such as `?? 0` would turn a wrong index
 * into a plausible number. Free of cost in hot loops: docs/adr/0012-extract-then-judge.md.
 *
 * @throws RangeError always.
 */
export function outOfRange(): never {
  throw new RangeError('an index is outside its array');
}
