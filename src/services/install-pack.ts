/** Installs a pack: fetches the missing files, stores each once verified, and stores the manifest last. */
import type { Pack } from '../domain/pack';
import type { PackOrigin } from '../domain/pack-version';
import { fail, succeed } from '../domain/result';
import { isOwnPackId } from '../domain/teaching';
import { fetchFile, type WantedFile } from './fetch-pack-file';
import type { PackBytes } from '../domain/loaded-pack';
import {
  fetchManifest,
  fetchPackIndex,
  missingFiles,
  parseManifest,
  totalBytes,
  type Fetched,
  type Manifest,
  type PackDependencies,
} from './pack-source';

/** Bytes fetched so far of all bytes to fetch. */
export interface DownloadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

type OnProgress = (progress: DownloadProgress) => void;

/** Installs the version of the pack that the server offers. Files that the device has are not fetched. */
export async function installPack(
  packId: string,
  dependencies: PackDependencies,
  onProgress: OnProgress,
): Fetched<Pack> {
  if (isOwnPackId(packId)) return taughtPack(packId, dependencies);
  const manifest = await offeredManifest(packId, dependencies);
  if (!manifest.ok) return manifest;
  const missing = await missingFiles(manifest.value, dependencies);
  if (!missing.ok) return missing;
  const stored = await fetchFiles(missing.value, dependencies, onProgress);
  return stored.ok ? storeManifest(manifest.value, dependencies) : stored;
}

async function offeredManifest(packId: string, dependencies: PackDependencies): Fetched<Manifest> {
  const index = await fetchPackIndex(dependencies);
  if (!index.ok) return index;
  const entry = index.value.find((candidate) => candidate.id === packId);
  if (entry === undefined) return fail({ kind: 'pack-fault', fault: { kind: 'missing-file', file: packId } });
  return fetchManifest(entry, dependencies);
}

/** A pack that a user taught exists on this device alone: a pack that a server offers under its id is another one. */
async function taughtPack(packId: string, { repository }: PackDependencies): Fetched<Pack> {
  const manifest = await repository.manifest(packId);
  if (!manifest.ok) return fail({ kind: 'storage-fault', fault: manifest.fault });
  const missing = { kind: 'pack-fault', fault: { kind: 'missing-file', file: packId } } as const;
  if (manifest.value === undefined) return fail(missing);
  const parsed = parseManifest(manifest.value);
  return parsed.ok ? parsed : fail({ kind: 'pack-fault', fault: parsed.fault });
}

/** Installs a pack whose bytes are on this device: one that was taught, or read from a file. Files that the device has are kept. */
export async function addPack(
  { manifest, files }: PackBytes,
  { repository, sha256 }: Pick<PackDependencies, 'repository' | 'sha256'>,
  kept: { readonly addedAt: string; readonly origin: PackOrigin },
): Fetched<Pack> {
  const parsed = parseManifest(manifest);
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  for (const [name, { sha256: hash }] of Object.entries(parsed.value.files)) {
    const has = await repository.hasFile(hash);
    if (!has.ok) return fail({ kind: 'storage-fault', fault: has.fault });
    if (has.value) continue;
    const bytes = files[name];
    if (bytes === undefined) return fail({ kind: 'pack-fault', fault: { kind: 'missing-file', file: name } });
    if ((await sha256(bytes)) !== hash) return fail({ kind: 'pack-fault', fault: { kind: 'wrong-hash', file: name } });
    const stored = await repository.putFile(hash, bytes);
    if (!stored.ok) return fail({ kind: 'storage-fault', fault: stored.fault });
  }
  return storeManifest({ pack: parsed.value, bytes: manifest }, { repository }, kept);
}

/** Installs the packs on offer that have an empty bank, so that teaching works without a connection. */
export async function installBases(dependencies: PackDependencies): Promise<void> {
  const index = await fetchPackIndex(dependencies);
  for (const { id } of index.ok ? index.value.filter(({ untaught }) => untaught === true) : []) {
    const installed = await dependencies.repository.manifest(id);
    if (installed.ok && installed.value === undefined) await installPack(id, dependencies, () => undefined);
  }
}

/** Each file is stored as soon as it is verified, so a later attempt does not fetch it again. */
async function fetchFiles(
  files: readonly WantedFile[],
  dependencies: PackDependencies,
  onProgress: OnProgress,
): Fetched<void> {
  const total = totalBytes(files);
  let doneBytes = 0;
  const onBytes = (bytes: number): void => {
    doneBytes += bytes;
    onProgress({ doneBytes: Math.min(doneBytes, total), totalBytes: total });
  };
  for (const file of files) {
    const fetched = await fetchFile(file, dependencies, onBytes);
    if (!fetched.ok) return fetched;
    const stored = await dependencies.repository.putFile(file.sha256, fetched.value);
    if (!stored.ok) return fail({ kind: 'storage-fault', fault: stored.fault });
  }
  return succeed(undefined);
}

async function storeManifest(
  { pack, bytes }: Pick<Manifest, 'pack' | 'bytes'>,
  { repository }: Pick<PackDependencies, 'repository'>,
  kept?: { readonly addedAt: string; readonly origin: PackOrigin },
): Fetched<Pack> {
  const hashes = Object.entries(pack.files).map(([name, file]) => [name, file.sha256] as const);
  const stored = await repository.put({
    id: pack.id,
    manifest: bytes,
    fileHashByName: Object.fromEntries(hashes),
    ...(kept && { kept: { version: pack.version, ...kept } }),
  });
  if (!stored.ok) return fail({ kind: 'storage-fault', fault: stored.fault });
  // False: another tab removed a file after `missingFiles` looked.
  return stored.value ? succeed(pack) : fail({ kind: 'pack-fault', fault: { kind: 'missing-file', file: pack.id } });
}
