/** Installs a pack: fetches the missing files, stores each once verified, and stores the manifest last. */
import type { Pack } from '../domain/pack';
import { fail, succeed } from '../domain/result';
import { fetchFile, type WantedFile } from './fetch-pack-file';
import {
  fetchManifest,
  fetchPackIndex,
  missingFiles,
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

async function storeManifest({ pack, bytes }: Manifest, { repository }: PackDependencies): Fetched<Pack> {
  const hashes = Object.entries(pack.files).map(([name, file]) => [name, file.sha256] as const);
  const stored = await repository.put({ id: pack.id, manifest: bytes, fileHashByName: Object.fromEntries(hashes) });
  if (!stored.ok) return fail({ kind: 'storage-fault', fault: stored.fault });
  // False: another tab removed a file after `missingFiles` looked.
  return stored.value ? succeed(pack) : fail({ kind: 'pack-fault', fault: { kind: 'missing-file', file: pack.id } });
}
