import { outOfRange } from './out-of-range';

/** Decodes little-endian IEEE 754 half precision; ES2023 has no Float16Array. A trailing odd byte is ignored. */
export function halfToFloat32(bytes: ArrayBuffer): Float32Array {
  return halvesToFloat32(new Uint16Array(bytes, 0, bytes.byteLength >> 1));
}

/** The values of numbers in half precision, written to `decoded`. */
export function halvesToFloat32(halves: Uint16Array, decoded = new Float32Array(halves.length)): Float32Array {
  const values = (valueOfBits ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => halfValue(bits)));
  for (let at = 0; at < halves.length; at++) decoded[at] = values[halves[at] ?? outOfRange()] ?? outOfRange();
  return decoded;
}

/** Made when first used. */
let valueOfBits: Float32Array | undefined;

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
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let at = 0; at < bits.length; at++) halves[at] = halfBits(bits[at] ?? outOfRange(), values[at] ?? outOfRange());
  return halves;
}

/** The bits of the half that is nearest to a single-precision `value` with the bits `single`. */
function halfBits(single: number, value: number): number {
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fff_ffff;
  if (magnitude > 0x7f80_0000) return 0x7e00;
  // From 65520 on the nearest half is infinity; below 2^-14 halves are multiples of 2^-24.
  if (magnitude >= 0x477f_f000) return sign | 0x7c00;
  if (magnitude < 0x3880_0000) return sign | roundEven(Math.abs(value) * 2 ** 24);
  // 13 bits of the fraction are dropped; a fraction that rounds up carries into the exponent.
  return sign | ((magnitude + 0xfff + ((magnitude >>> 13) & 1) - 0x3800_0000) >>> 13);
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
