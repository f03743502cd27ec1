/** The packs that the server offers: index, manifests, and which files of a pack the device lacks. */
import type { Pack, PackFile } from '../domain/pack';
import { parsePackIndex, type PackIndexEntry } from '../domain/pack-index';
import { parsePackText } from '../domain/parse-pack';
import { fail, succeed, type Result } from '../domain/result';
import type { PackRepository } from '../storage/packs';
import type { KnownPacks } from './known-packs';
import { fetchFile, fetchText, type FetchDependencies, type PackFetchFault, type WantedFile } from './fetch-pack-file';

/** `modelsPath` ends with a slash. */
export interface PackDependencies extends FetchDependencies {
  readonly repository: PackRepository;
  readonly modelsPath: string;
  readonly knownPacks: KnownPacks;
}

/** A fetched manifest. `folderPath` ends with a slash: the paths of the pack's files are relative to it. */
export interface Manifest {
  readonly pack: Pack;
  readonly bytes: ArrayBuffer;
  readonly folderPath: string;
}

export type Fetched<Value> = Promise<Result<Value, PackFetchFault>>;

/** The server's `index.json`. */
export async function fetchPackIndex(dependencies: PackDependencies): Fetched<readonly PackIndexEntry[]> {
  const text = await fetchText(`${dependencies.modelsPath}index.json`, dependencies);
  if (!text.ok) return text;
  const index = parsePackIndex(text.value);
  if (index.ok) dependencies.knownPacks.remember(text.value);
  return index.ok ? succeed(index.value.packs) : fail({ kind: 'pack-fault', fault: index.fault });
}

/** The manifest of one entry of the index, checked against its size and hash. */
export async function fetchManifest(entry: PackIndexEntry, dependencies: PackDependencies): Fetched<Manifest> {
  const path = `${dependencies.modelsPath}${entry.manifest}`;
  const { bytes, sha256 } = entry;
  const fetched = await fetchFile({ path, name: 'pack.json', bytes, sha256 }, dependencies, () => undefined);
  if (!fetched.ok) return fetched;
  const parsed = parseManifest(fetched.value);
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  return succeed({ pack: parsed.value, bytes: fetched.value, folderPath: path.slice(0, path.lastIndexOf('/') + 1) });
}

/** The files of the pack that the device lacks. Files with the same content are listed once. */
export async function missingFiles(
  { pack, folderPath }: Manifest,
  { repository }: PackDependencies,
): Fetched<readonly WantedFile[]> {
  const missing = new Map<string, WantedFile>();
  for (const [name, file] of Object.entries(pack.files)) {
    const has = await repository.hasFile(file.sha256);
    if (!has.ok) return fail({ kind: 'storage-fault', fault: has.fault });
    if (!has.value) missing.set(file.sha256, wantedFile(name, file, folderPath));
  }
  return succeed([...missing.values()]);
}

/** The pack described by the bytes of a `pack.json`. */
export function parseManifest(bytes: ArrayBuffer): ReturnType<typeof parsePackText> {
  return parsePackText(new TextDecoder().decode(bytes));
}

/** The bytes of all files together. */
export function totalBytes(files: readonly WantedFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

function wantedFile(name: string, { path, bytes, sha256 }: PackFile, folderPath: string): WantedFile {
  return { path: `${folderPath}${path}`, name, bytes, sha256 };
}
