/** Tokens: 32 random bytes as text. The server stores only their SHA-256. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256Hex } from '../../node-host/sha256';

/** A new token. Shown once. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The stored form of a token. A token has 256 random bits, so its plain hash cannot be reversed, and a lookup by hash leaks
 * nothing by its timing, because an attacker cannot choose hashes.
 */
export function hashToken(token: string): string {
  return sha256Hex(token);
}

/** Compares two secrets in constant time. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(a)), Buffer.from(sha256Hex(b)));
}
