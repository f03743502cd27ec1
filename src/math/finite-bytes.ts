/** Finds NaN and Infinity in little-endian numbers without converting them. */

/** Whether every number is finite; with `infinity-allowed`, whether none is NaN. */
export function hasOnlyFinite(
  bytes: Uint8Array,
  type: 'float32' | 'float16',
  infinity: 'infinity-allowed' | 'infinity-refused' = 'infinity-refused',
): boolean {
  const size = type === 'float32' ? 4 : 2;
  // Aligned copies of the odd offsets that messages have.
  const whole = bytes.slice(0, bytes.byteLength - (bytes.byteLength % size));
  const words = type === 'float32' ? new Uint32Array(whole.buffer) : new Uint16Array(whole.buffer);
  // Without the sign, numbers are in the order of their words: Infinity is the first that is not finite, NaN comes after it.
  const [magnitude, infinite] = type === 'float32' ? [0x7fffffff, 0x7f800000] : [0x7fff, 0x7c00];
  const limit = infinity === 'infinity-allowed' ? infinite : infinite - 1;
  return words.every((word) => (word & magnitude) <= limit);
}
