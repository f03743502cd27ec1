import type { EngineHost } from '../src/engine/ports';

const utf8 = new TextDecoder();

/** Clock, hash and text of this browser. `crypto.subtle` is there: without a secure context no pack gets this far. */
export const workerHost: EngineHost = {
  now: () => performance.now(),
  sha256: async (bytes) => toHex(await crypto.subtle.digest('SHA-256', bytes)),
  decodeText: (bytes) => utf8.decode(bytes),
};

function toHex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
