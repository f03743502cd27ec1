/** The file of a pack, and whether it may be offered: its signature, its files, and that it is the pack that the device stated. */
import { verifyEd25519 } from '../../node-host/ed25519';
import { filesByHash, readKnown } from '../../node-host/field-pack-file';
import { modelsDir } from '../../node-host/installation';
import { sha256Hex } from '../../node-host/sha256';
import { readFieldPack } from '../../src/archive/read-field-pack';
import type { FieldPack, FieldPackFault } from '../../src/domain/field-pack';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { SharedPack } from '../../src/domain/shared-pack';
import type { BlobStore } from '../blobs/blob-store';

/** Why a pack must not be offered. */
export type PackCheckFault = FieldPackFault | { readonly kind: 'missing-parts' } | { readonly kind: 'wrong-content' };

/** The parts joined; undefined if one is missing or the whole is not as stated. */
export async function readPackFile(
  { file: { parts, sha256 } }: SharedPack,
  blobs: Pick<BlobStore, 'read'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read: Uint8Array[] = [];
  for (const part of parts) {
    const bytes = await blobs.read(part.sha256);
    if (bytes === undefined) return undefined;
    read.push(bytes);
  }
  const joined = new Uint8Array(Buffer.concat(read));
  return sha256Hex(joined) === sha256 ? joined : undefined;
}

/** The verified pack. */
export async function checkPack(
  pack: SharedPack,
  blobs: Pick<BlobStore, 'read'>,
): Promise<Result<FieldPack, PackCheckFault>> {
  const file = await readPackFile(pack, blobs);
  if (file === undefined) return fail({ kind: 'missing-parts' });
  const pathByHash = await filesByHash(modelsDir);
  const source = {
    bytes: file.byteLength,
    read: (offset: number, length: number) => Promise.resolve(file.slice(offset, offset + length)),
  };
  const checked = await readFieldPack(source, {
    sha256: (bytes) => Promise.resolve(sha256Hex(new Uint8Array(bytes))),
    verify: verifyEd25519,
    knownFile: (hash) => readKnown(pathByHash.get(hash)),
  });
  if (!checked.ok) return checked;
  const { value } = checked;
  const isSame =
    value.packSha256 === pack.manifestSha256 &&
    value.pack.id === pack.packId &&
    value.pack.version === pack.version &&
    value.signer.fingerprint === pack.signer.fingerprint;
  return isSame ? succeed(value) : fail({ kind: 'wrong-content' });
}
