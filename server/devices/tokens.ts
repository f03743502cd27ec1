/** Tokens: 32 random bytes as text, known to the server only by their SHA-256. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256Hex } from '../../node-host/sha256';

/** A new token. Shown once. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * How a token is kept and looked up. A token has 256 random bits, so a plain hash cannot be guessed back, and looking it up
 * tells nothing by its time: who tries tokens does not choose their hashes.
 */
export function hashToken(token: string): string {
  return sha256Hex(token);
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(a)), Buffer.from(sha256Hex(b)));
}
