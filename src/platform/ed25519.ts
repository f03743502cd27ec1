/** Ed25519 in the browser: WebCrypto where it has the algorithm, else a library that is loaded then. */
import type { SignedMessage, Signer, VerifySignature } from '../domain/signing';

/** A private key that IndexedDB keeps: WebCrypto's, which cannot be read out, or the 32 bytes of the library. */
export type StoredKey =
  | { readonly kind: 'webcrypto'; readonly privateKey: CryptoKey; readonly publicKey: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'library';
      readonly secretKey: Uint8Array<ArrayBuffer>;
      readonly publicKey: Uint8Array<ArrayBuffer>;
    };

const algorithm = 'Ed25519';

/** Whether the signature is of the message by the key. */
export const verifyEd25519: VerifySignature = async (signed) =>
  (await hasEd25519()) ? verifyWithWebCrypto(signed) : verifyWithLibrary(signed);

async function verifyWithWebCrypto({ publicKey, signature, message }: SignedMessage): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, algorithm, false, ['verify']);
    return await crypto.subtle.verify(algorithm, key, signature, message);
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
}

async function verifyWithLibrary({ publicKey, signature, message }: SignedMessage): Promise<boolean> {
  const { verifyAsync } = await import('@noble/ed25519');
  try {
    return await verifyAsync(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** A new key pair. */
export async function createStoredKey(): Promise<StoredKey> {
  return (await hasEd25519()) ? createWithWebCrypto() : createWithLibrary();
}

async function createWithWebCrypto(): Promise<StoredKey> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new TypeError('WebCrypto made no key pair');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { kind: 'webcrypto', privateKey: pair.privateKey, publicKey };
}

async function createWithLibrary(): Promise<StoredKey> {
  const { keygenAsync } = await import('@noble/ed25519');
  const { secretKey, publicKey } = await keygenAsync();
  return { kind: 'library', secretKey: new Uint8Array(secretKey), publicKey: new Uint8Array(publicKey) };
}

/** Signs with a stored key. */
export function signerOf(key: StoredKey): Signer {
  return {
    publicKey: key.publicKey,
    sign: async (message) => {
      if (key.kind === 'webcrypto') {
        return new Uint8Array(await crypto.subtle.sign(algorithm, key.privateKey, message));
      }
      const { signAsync } = await import('@noble/ed25519');
      return new Uint8Array(await signAsync(message, key.secretKey));
    },
  };
}

let support: Promise<boolean> | undefined;

/** Browsers before 2025 lack the algorithm. */
function hasEd25519(): Promise<boolean> {
  support ??= crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']).then(
    () => true,
    () => false,
  );
  return support;
}
