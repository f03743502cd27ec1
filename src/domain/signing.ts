/** Ed25519 signatures (RFC 8032), as the hosts provide them. */

/** The key pair of a device. The private key stays in the host. */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** The signature of `message`, 64 bytes. */
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** One signature to verify. */
export interface SignedMessage {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly message: Uint8Array<ArrayBuffer>;
}

/** Whether the signature is of this message by this key. False for keys that are no Ed25519 keys. */
export type VerifySignature = (signed: SignedMessage) => Promise<boolean>;

/** Bytes from lower-case hexadecimal digits, two for each byte. */
export function fromHex(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
