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

/** Encodes to little-endian IEEE 754 half precision, rounded to nearest, ties to even; beyond ±65504 to infinity. */
export function float32ToHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, halfBits);
}

function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  if (magnitude < 2 ** -14) return sign | roundEven(magnitude * 2 ** 24);
  const exponent = Math.floor(Math.log2(magnitude));
  // `log2` may round up to the next whole number just below it.
  const power = magnitude < 2 ** exponent ? exponent - 1 : exponent;
  // A fraction that rounds up to 1024 carries into the exponent.
  return sign | (((power + 15) << 10) + roundEven((magnitude / 2 ** power - 1) * 1024));
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
