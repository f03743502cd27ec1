/** Decodes little-endian IEEE 754 half precision; ES2023 has no Float16Array. A trailing odd byte is ignored. */
export function halfToFloat32(bytes: ArrayBuffer): Float32Array {
  const halves = new Uint16Array(bytes, 0, bytes.byteLength >> 1);
  return Float32Array.from(halves, halfValue);
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
