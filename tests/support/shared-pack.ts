/** A taught pack as a device sends it, with its signed file. */
import { findPack, readPack } from '../../node-host/pack-folder';
import { sha256Hex } from '../../node-host/sha256';
import { fingerprintOf } from '../../src/domain/field-pack';
import type { PackBytes } from '../../src/domain/loaded-pack';
import { sharedPackId, type SharedPack } from '../../src/domain/shared-pack';
import type { Signer } from '../../src/domain/signing';
import { newSigner, packedFile } from './field-pack-file';

/** A pack and the bytes of its parts. */
export interface MadePack {
  readonly pack: SharedPack;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

/** The thermal pack under the id of a taught one, without the network. `partBytes`: how its file is divided. */
export async function makeSharedPack(version: string, partBytes = 200_000): Promise<MadePack> {
  const bytes = await taughtBytes(version);
  const signer = newSigner();
  const file = await packedFile(bytes.pack, { signer, leaveOut: bytes.leaveOut });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < file.byteLength; at += partBytes) parts.push(new Uint8Array(file.slice(at, at + partBytes)));
  return { pack: await describedPack({ bytes: bytes.pack, version, file, parts, signer }), parts };
}

async function taughtBytes(version: string): Promise<{ readonly pack: PackBytes; readonly leaveOut: Set<string> }> {
  const found = await findPack('models/transformer-thermal');
  if (found === undefined || 'fault' in found) throw new Error('the thermal pack cannot be read');
  const read = await readPack(found);
  if (!read.ok) throw new Error('the thermal pack lacks a file');
  const manifest = { ...found.pack, id: 'taught-0a1b2c3d', version, title: 'Yard' };
  const network = found.pack.files[found.pack.network.file]?.sha256 ?? '';
  const pack = { manifest: new TextEncoder().encode(JSON.stringify(manifest)).buffer, files: read.value.files };
  return { pack, leaveOut: new Set([network]) };
}

async function describedPack(made: {
  readonly bytes: PackBytes;
  readonly version: string;
  readonly file: Uint8Array;
  readonly parts: readonly Uint8Array[];
  readonly signer: Signer;
}): Promise<SharedPack> {
  const { bytes, version, file, parts, signer } = made;
  const manifestSha256 = sha256Hex(new Uint8Array(bytes.manifest));
  const sha256 = (buffer: ArrayBuffer) => Promise.resolve(sha256Hex(new Uint8Array(buffer)));
  return {
    id: sharedPackId(manifestSha256),
    ...{ packId: 'taught-0a1b2c3d', version, title: 'Yard', manifestSha256 },
    taughtAt: '2026-11-26T09:00:00.000Z',
    basePackId: 'transformer-thermal',
    baseVersion: '0.1.0',
    pictures: { normal: 20, faulty: 3 },
    figures: { falseAlarmRate: 0.05, normals: 20, auroc: 0.97 },
    signer: {
      name: 'Test phone',
      fingerprint: await fingerprintOf(new Uint8Array(signer.publicKey), sha256),
      signedAt: '2026-11-26T10:00:00.000Z',
    },
    file: {
      sha256: sha256Hex(file),
      bytes: file.byteLength,
      parts: parts.map((part) => ({ sha256: sha256Hex(part), bytes: part.byteLength, mime: 'application/zip' })),
    },
  };
}
