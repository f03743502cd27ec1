/** Seeded pseudo-random numbers for tests. */
import { seededRandom, type Random } from '../../src/math/seeded-random';

export { seededRandom, type Random };

/** The seed from the environment variable `SEED`, or a new one. It is printed, so that a failure can be repeated. */
export function printedSeed(drill: string): number {
  const given = process.env['SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  console.log(`${drill}: SEED=${seed}`);
  return seed;
}

/** An integer from `from` to `to`, both included. */
export function integer(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** One of `choices`. */
export function pick<Choice>(random: Random, choices: readonly [Choice, ...Choice[]]): Choice {
  return choices[integer(random, 0, choices.length - 1)] ?? choices[0];
}

/** `length` bytes. */
export function randomBytes(random: Random, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  // A loop: `Uint8Array.from` takes ten times as long, and drills make hundreds of megabytes.
  for (let index = 0; index < length; index += 1) bytes[index] = Math.floor(random() * 256);
  return bytes;
}

/** A UUID of version 4 from `random`. */
export function randomUuid(random: Random): string {
  const bytes = Buffer.from(randomBytes(random, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
