/** A copy without one field. */
export function without<Value extends object, Name extends keyof Value>(value: Value, name: Name): Omit<Value, Name> {
  const copy = { ...value };
  Reflect.deleteProperty(copy, name);
  return copy;
}
