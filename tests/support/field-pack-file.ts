/** `.fieldpack` files for tests, good and hostile. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFieldPack, type FieldPackTools } from '../../src/archive/field-pack';
import { readFieldPack, type ReadFieldPackTools } from '../../src/archive/read-field-pack';
import { archiveStream, type ArchiveEntry } from '../../src/archive/write-archive';
import { signedText, type FieldPack, type FieldPackFault } from '../../src/domain/field-pack';
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { Result } from '../../src/domain/result';
import type { Signer } from '../../src/domain/signing';
import { verifyEd25519 } from '../../node-host/ed25519';
import { nodeHost } from '../../node-host/node-engine';
import { sha256Hex } from '../../node-host/sha256';

/** A new key pair. */
export function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')),
    sign: (message) => Promise.resolve(new Uint8Array(sign(null, message, privateKey))),
  };
}

/** The file of a pack, signed by a new key. */
export async function packedFile(pack: PackBytes, options: Partial<FieldPackTools> = {}): Promise<Uint8Array> {
  const written = await writeFieldPack(pack, {
    sha256: (bytes) => nodeHost.sha256(bytes),
    signer: newSigner(),
    signerName: 'Test phone',
    signedAt: '2026-11-26T10:00:00.000Z',
    ...options,
  });
  if (!written.ok) throw new Error(`the pack cannot be written: ${written.fault.kind}`);
  return written.value;
}

/** Reads a file; without options the receiver has no files. */
export function readPacked(
  file: Uint8Array,
  options: Partial<ReadFieldPackTools> = {},
): Promise<Result<FieldPack, FieldPackFault>> {
  const source = {
    bytes: file.byteLength,
    read: (offset: number, length: number) => Promise.resolve(new Uint8Array(file.slice(offset, offset + length))),
  };
  const knownFile = (): Promise<undefined> => Promise.resolve(undefined);
  return readFieldPack(source, {
    sha256: (bytes) => nodeHost.sha256(bytes),
    verify: verifyEd25519,
    knownFile,
    ...options,
  });
}

/** A ZIP with these entries, in this order. */
export async function zipOf(
  entries: readonly (readonly [name: string, content: string | Uint8Array])[],
): Promise<Uint8Array> {
  async function* all(): AsyncGenerator<ArchiveEntry> {
    for (const [name, content] of entries) {
      yield await Promise.resolve({ name, content, modifiedAt: new Date(0), packing: 'deflated' });
    }
  }
  return new Uint8Array(await new Response(archiveStream(all())).arrayBuffer());
}

/** `signature.json` of a manifest, by a new key. */
export async function signatureOf(manifest: ArrayBuffer): Promise<string> {
  const signer = newSigner();
  const stated = {
    manifestSha256: sha256Hex(new Uint8Array(manifest)),
    signedAt: '2026-11-26T10:00:00.000Z',
    signer: 'Test phone',
  };
  const signature = await signer.sign(new TextEncoder().encode(signedText(stated)));
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const key = { publicKey: hex(signer.publicKey), signature: hex(signature) };
  return JSON.stringify({ format: 1, algorithm: 'Ed25519', ...stated, ...key });
}

/** A correctly signed file of any manifest, with any entries. */
export async function signedZip(
  manifest: ArrayBuffer,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): Promise<Uint8Array> {
  return zipOf([['pack.json', new Uint8Array(manifest)], ['signature.json', await signatureOf(manifest)], ...files]);
}
