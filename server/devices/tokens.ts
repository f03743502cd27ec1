/** Tokens: 32 random bytes as text, known to the server only by their SHA-256. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

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
  return timingSafeEqual(digest(a), digest(b));
}

/** SHA-256 in lower-case hex, of bytes or of a text as UTF-8. */
export function sha256Hex(content: Uint8Array | string): string {
  return digest(content).toString('hex');
}

function digest(content: Uint8Array | string): Buffer {
  return createHash('sha256').update(content).digest();
}
