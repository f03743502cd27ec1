/** SHA-256 of the bytes, in lower-case hex. Injected: WebCrypto in the browser, `node:crypto` in Node. */
export type Sha256 = (bytes: ArrayBuffer) => Promise<string>;

/** The lower-case hex of a digest. */
export function toHex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
