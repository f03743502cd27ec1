/** SHA-256 in lower-case hex. Rejects where `hasWebCrypto` is false. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** False on plain http other than localhost: WebCrypto and service workers are unavailable there. */
export function hasWebCrypto(): boolean {
  return globalThis.isSecureContext;
}
