import { toHex } from '../domain/sha256';

/** SHA-256 in lower-case hex. Rejects where `hasWebCrypto` is false. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', bytes));
}

/** False on plain http other than localhost: WebCrypto and service workers are unavailable there. */
export function hasWebCrypto(): boolean {
  return globalThis.isSecureContext;
}
