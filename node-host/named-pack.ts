/** The pack that a user names: the id of a pack in the models folder, or the path of a `.fieldpack`. */
import { join } from 'node:path';
import type { FieldPackFault, PackSigner } from '../src/domain/field-pack';
import { fieldPackExtension } from '../src/domain/pack-file-name';
import type { PackBytes } from '../src/domain/loaded-pack';
import type { Pack, PackFault } from '../src/domain/pack';
import { fail, succeed, type Result } from '../src/domain/result';
import { readFieldPackFile } from './field-pack-file';
import { findPack, listPacks, readPack } from './pack-folder';

/** A pack with its files. Those from a models folder are not verified yet; the engine does it. */
export interface NamedPack {
  readonly pack: Pack;
  readonly bytes: PackBytes;
  /** Of a `.fieldpack`. */
  readonly signer?: PackSigner;
}

/** Why a name gives no pack. */
export type NamedPackFault =
  | FieldPackFault
  | { readonly kind: 'unknown-pack'; readonly named: string; readonly known: readonly string[] }
  | { readonly kind: 'unreadable-file'; readonly path: string; readonly code: string };

/** Reads the pack called `named`. */
export async function openNamedPack(named: string, modelsFolder: string): Promise<Result<NamedPack, NamedPackFault>> {
  return named.endsWith(fieldPackExtension)
    ? openFieldPack(named, modelsFolder)
    : openPackOfFolder(named, modelsFolder);
}

async function openFieldPack(path: string, modelsFolder: string): Promise<Result<NamedPack, NamedPackFault>> {
  try {
    return await readFieldPackFile(path, modelsFolder);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return fail({ kind: 'unreadable-file', path, code: String(error.code) });
  }
}

async function openPackOfFolder(packId: string, modelsFolder: string): Promise<Result<NamedPack, NamedPackFault>> {
  const found = await findPack(join(modelsFolder, packId));
  if (found === undefined) return fail({ kind: 'unknown-pack', named: packId, known: await knownPacks(modelsFolder) });
  if ('fault' in found) return fail(asNamed(found.fault));
  const bytes = await readPack(found);
  return bytes.ok ? succeed({ pack: found.pack, bytes: bytes.value }) : fail(asNamed(bytes.fault));
}

async function knownPacks(modelsFolder: string): Promise<readonly string[]> {
  return (await listPacks(modelsFolder)).flatMap((entry) => ('pack' in entry ? [entry.pack.id] : []));
}

function asNamed(fault: PackFault): NamedPackFault {
  return { kind: 'pack-fault', fault };
}
