/** SHA-256 of the bytes, in lower-case hex. Injected: WebCrypto in the browser, `node:crypto` in Node. */
export type Sha256 = (bytes: ArrayBuffer) => Promise<string>;
