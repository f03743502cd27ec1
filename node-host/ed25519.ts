/** Ed25519 in Node, and the key pair of this machine. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SignedMessage, Signer, VerifySignature } from '../src/domain/signing';

/** Whether the signature is of the message by the key. */
export const verifyEd25519: VerifySignature = (signed) => Promise.resolve(isGenuine(signed));

function isGenuine({ publicKey, signature, message }: SignedMessage): boolean {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
}

/** Where the key of this machine's user is kept; `FIELDGRADE_HOME` chooses another folder. */
const signingKeyPath = join(process.env['FIELDGRADE_HOME'] ?? join(homedir(), '.fieldgrade'), 'signing-key.pem');

/** The key pair at `path`. It is generated on first use and readable by its user only. */
export async function openSigner(path: string = signingKeyPath): Promise<Signer> {
  return signerOf((await storedKey(path)) ?? (await createKey(path)));
}

async function storedKey(path: string): Promise<KeyObject | undefined> {
  try {
    return createPrivateKey(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function createKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return privateKey;
}

function signerOf(privateKey: KeyObject): Signer {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('the key is not an Ed25519 key');
  return {
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    sign: (message) => Promise.resolve(new Uint8Array(sign(null, message, privateKey))),
  };
}
