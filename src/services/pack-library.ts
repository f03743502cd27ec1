/** The packs that a user owns: versions, names, export and import. The code of the file format is loaded with its first use. */
import type { FieldPack, FieldPackFault } from '../domain/field-pack';
import type { PackBytes } from '../domain/loaded-pack';
import { compareVersions, nextVersion, type OwnPack, type PackVersion } from '../domain/pack-version';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { Signer, VerifySignature } from '../domain/signing';
import { isOwnPackId } from '../domain/teaching';
import type { PackVersionRepository, StoredVersion } from '../storage/pack-versions';
import type { PackFetchFault } from './fetch-pack-file';
import type { PackService } from './pack-service';
import { parseManifest } from './pack-source';

export interface PackLibraryDependencies {
  readonly versions: PackVersionRepository;
  readonly packs: Pick<PackService, 'add'>;
  readonly sha256: Sha256;
  readonly verify: VerifySignature;
  /** The key of this device; generated with its first use. */
  readonly openSigner: () => Promise<Result<Signer, StorageFault>>;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  /** A pack that a worker has loaded may be outdated. */
  readonly onChanged: () => void;
}

/** Why a pack file is not installed. */
export type ImportFault =
  | FieldPackFault
  /** Not the id of a taught pack: it would replace a pack of the app. */
  | { readonly kind: 'not-a-taught-pack'; readonly packId: string }
  /** This device has another pack under the same id and version. */
  | { readonly kind: 'version-taken'; readonly version: string };

/** A verified file that waits for the user's consent. */
export interface OpenedPackFile {
  readonly file: FieldPack;
  readonly fileBytes: number;
  /** The newest version of the same pack on this device. */
  readonly known?: PackVersion;
}

/** What is exported. */
export interface ExportChoice {
  readonly id: string;
  readonly version: string;
  readonly withNetwork: boolean;
  /** The name that the signature states. */
  readonly signerName: string;
}

export type PackLibrary = ReturnType<typeof createPackLibrary>;

export function createPackLibrary(dependencies: PackLibraryDependencies) {
  const { versions, packs, onChanged } = dependencies;
  const list = () => listOwn(dependencies);
  return {
    list,
    usedVersions: (id: string) => versions.usedVersions(id),
    /** Gives the pack another name, as a new version with the same knowledge. */
    async rename(id: string, title: string): Promise<Result<unknown, PackFetchFault>> {
      const renamed = await renamedBytes(id, title, dependencies);
      return renamed.ok ? packs.add(renamed.value, { kind: 'renamed' }) : renamed;
    },
    /** Inspects with this version from now on. */
    async activate(id: string, version: string): Promise<Result<boolean, StorageFault>> {
      const activated = await versions.activate(id, version);
      onChanged();
      return activated;
    },
    async remove(id: string, removed: readonly string[]): Promise<Result<void, StorageFault>> {
      const done = await versions.remove(id, removed);
      onChanged();
      return done;
    },
    /** The `.fieldpack` of a version, signed by this device. */
    exportFile: (choice: ExportChoice) => exportFile(choice, dependencies),
    /** The fingerprint of this device's key, as receivers of its files see it. */
    async fingerprint(): Promise<Result<string, StorageFault>> {
      const signer = await dependencies.openSigner();
      if (!signer.ok) return signer;
      const { fingerprintOf } = await import('../domain/field-pack');
      return succeed(await fingerprintOf(signer.value.publicKey, dependencies.sha256));
    },
    /** Verifies a file. Nothing of it is stored. */
    open: (file: Blob) => openFile(file, dependencies),
    /** Installs an opened file. Earlier versions stay. */
    install: ({ file }: OpenedPackFile) => packs.add(file.bytes, { kind: 'imported', signer: file.signer }),
  };
}

async function listOwn({
  versions,
  sha256,
}: PackLibraryDependencies): Promise<Result<readonly OwnPack[], StorageFault>> {
  const stored = await versions.list();
  if (!stored.ok) return stored;
  const byId = new Map<string, PackVersion[]>();
  for (const row of stored.value) {
    const version = await versionOf(row, sha256);
    if (version !== undefined) byId.set(row.id, [...(byId.get(row.id) ?? []), version]);
  }
  return succeed([...byId].map(([id, found]) => ownPack(id, found)));
}

function ownPack(id: string, versions: readonly PackVersion[]): OwnPack {
  return { id, versions: versions.toSorted((a, b) => compareVersions(b.pack.version, a.pack.version)) };
}

async function versionOf(row: StoredVersion, sha256: Sha256): Promise<PackVersion | undefined> {
  const parsed = parseManifest(row.manifest);
  if (!parsed.ok) return undefined;
  const { addedAt, origin, isActive, freesBytes } = row;
  return { pack: parsed.value, sha256: await sha256(row.manifest), addedAt, origin, isActive, freesBytes };
}

async function renamedBytes(
  id: string,
  title: string,
  dependencies: PackLibraryDependencies,
): Promise<Result<PackBytes, PackFetchFault>> {
  const own = await listOwn(dependencies);
  if (!own.ok) return asFetchFault(own.fault);
  const active = own.value.find((pack) => pack.id === id)?.versions.find(({ isActive }) => isActive);
  if (active === undefined) return fail(absent(id));
  const used = await dependencies.versions.usedVersions(id);
  if (!used.ok) return asFetchFault(used.fault);
  const read = await dependencies.versions.read(id, active.pack.version);
  if (!read.ok) return asFetchFault(read.fault);
  if (read.value === undefined) return fail(absent(id));
  // Parsing keeps unknown fields.
  const taught = active.pack.taught && { taught: { ...active.pack.taught, previousSha256: active.sha256 } };
  const manifest = { ...active.pack, title, version: nextVersion(used.value, 'name'), ...taught };
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  return succeed({ manifest: bytes.buffer, files: read.value.files });
}

/** Deleted meanwhile, in another tab. */
function absent(id: string): PackFetchFault {
  return { kind: 'pack-fault', fault: { kind: 'missing-file', file: id } };
}

function asFetchFault(fault: StorageFault): Result<never, PackFetchFault> {
  return fail({ kind: 'storage-fault', fault });
}

async function exportFile(
  { id, version, withNetwork, signerName }: ExportChoice,
  { versions, sha256, openSigner, now }: PackLibraryDependencies,
): Promise<Result<Blob, PackFetchFault>> {
  const read = await versions.read(id, version);
  if (!read.ok) return asFetchFault(read.fault);
  if (read.value === undefined) return fail(absent(id));
  const signer = await openSigner();
  if (!signer.ok) return asFetchFault(signer.fault);
  const parsed = parseManifest(read.value.manifest);
  const network = parsed.ok ? parsed.value.files[parsed.value.network.file]?.sha256 : undefined;
  const { writeFieldPack } = await import('../archive/field-pack');
  const written = await writeFieldPack(read.value, {
    ...{ sha256, signer: signer.value, signerName, signedAt: now() },
    leaveOut: new Set(withNetwork || network === undefined ? [] : [network]),
  });
  if (!written.ok) return fail({ kind: 'pack-fault', fault: written.fault });
  return succeed(new Blob([written.value], { type: 'application/zip' }));
}

async function openFile(
  file: Blob,
  dependencies: PackLibraryDependencies,
): Promise<Result<OpenedPackFile, ImportFault>> {
  const { sha256, verify, versions } = dependencies;
  const [{ readFieldPack }, { sourceOfBlob }] = await Promise.all([
    import('../archive/read-field-pack'),
    import('../archive/read-archive'),
  ]);
  const knownFile = async (hash: string): Promise<ArrayBuffer | undefined> => {
    const known = await versions.readFile(hash);
    return known.ok ? known.value : undefined;
  };
  const read = await readFieldPack(sourceOfBlob(file), { sha256, verify, knownFile });
  if (!read.ok) return read;
  const { pack, packSha256 } = read.value;
  if (!isOwnPackId(pack.id)) return fail({ kind: 'not-a-taught-pack', packId: pack.id });
  const own = await listOwn(dependencies);
  const known = own.ok ? own.value.find(({ id }) => id === pack.id)?.versions : undefined;
  const same = known?.find((version) => version.pack.version === pack.version);
  if (same !== undefined && same.sha256 !== packSha256) return fail({ kind: 'version-taken', version: pack.version });
  const newest = known?.[0];
  return succeed({ file: read.value, fileBytes: file.size, ...(newest && { known: newest }) });
}
