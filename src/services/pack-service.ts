/** The packs on offer and on the device: fetched, verified, and stored with the manifest last. No React here. */
import type { Pack, PackFile } from '../domain/pack';
import { parsePackIndex, type PackIndexEntry } from '../domain/pack-index';
import { parsePackText } from '../domain/parse-pack';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { DownloadProgress, PackFetchFault, PackService, PackOffer } from './services';
import { fetchFile, fetchText, type FetchPorts, type WantedFile } from './fetch-pack-file';

/** Where packs are kept; the repository of `src/storage` fits. */
interface PackStore {
  hasFile(sha256: string): Promise<Result<boolean, StorageFault>>;
  putFile(sha256: string, bytes: ArrayBuffer): Promise<Result<void, StorageFault>>;
  put(pack: {
    readonly id: string;
    readonly manifest: ArrayBuffer;
    readonly fileHashByName: Readonly<Record<string, string>>;
  }): Promise<Result<boolean, StorageFault>>;
  manifests(): Promise<Result<readonly ArrayBuffer[], StorageFault>>;
  manifest(packId: string): Promise<Result<ArrayBuffer | undefined, StorageFault>>;
  remove(packId: string): Promise<Result<void, StorageFault>>;
}

/** What a library is made of. `modelsPath` ends with a slash. */
export interface PackDependencies extends FetchPorts {
  readonly store: PackStore;
  readonly modelsPath: string;
}

/** A manifest as it was fetched. */
interface Manifest {
  readonly pack: Pack;
  readonly bytes: ArrayBuffer;
  readonly folderPath: string;
}

type Fetched<Value> = Promise<Result<Value, PackFetchFault>>;

/** A library over the server's `models/` folder and the device's store. */
export function createPackService(ports: PackDependencies): PackService {
  let lastInstall: Promise<unknown> = Promise.resolve();
  return {
    offers: () => offers(ports),
    installed: (packId) => installed(ports, packId),
    /** One at a time, so that a file shared by two packs is fetched once. */
    install(packId, onProgress) {
      const installing = lastInstall.then(() => install(ports, packId, onProgress));
      lastInstall = installing.catch(() => undefined);
      return installing;
    },
    async remove(packId) {
      await ports.store.remove(packId);
    },
  };
}

/** Without a connection: what is on the device. */
async function offers(ports: PackDependencies): Fetched<readonly PackOffer[]> {
  const local = await installedPacks(ports);
  if (!local.ok) return local;
  const index = await readIndex(ports);
  if (!index.ok) {
    const isOffline = index.fault.kind === 'offline' && local.value.length > 0;
    return isOffline ? succeed(local.value.map(localOffer)) : index;
  }
  const remote: PackOffer[] = [];
  for (const entry of index.value) {
    const offer = await remoteOffer(entry, local.value, ports);
    if (!offer.ok) return offer;
    remote.push(offer.value);
  }
  const onlyLocal = local.value.filter((pack) => !remote.some((offer) => offer.id === pack.id));
  return succeed([...remote, ...onlyLocal.map(localOffer)]);
}

function localOffer({ id, version, title, summary }: Pack): PackOffer {
  return { id, version, title, summary, onDevice: true, downloadBytes: 0 };
}

async function remoteOffer(entry: PackIndexEntry, local: readonly Pack[], ports: PackDependencies): Fetched<PackOffer> {
  const onDevice = local.find((pack) => pack.id === entry.id);
  if (onDevice?.version === entry.version) return succeed(localOffer(onDevice));
  const offered = await offerOf(entry, ports);
  if (onDevice === undefined) return offered.ok ? offered : unusableOffer(entry, offered.fault);
  // Another version is offered beside the one in use, never forced; where it cannot be read, there is none.
  const { version, downloadBytes } = offered.ok ? offered.value : localOffer(onDevice);
  const update = offered.ok ? { update: { version, downloadBytes } } : {};
  return succeed({ ...localOffer(onDevice), ...update });
}

/** One pack with a broken or too new description must not take the others away; any other fault is about the connection. */
function unusableOffer(
  { id, version, title }: PackIndexEntry,
  fault: PackFetchFault,
): Result<PackOffer, PackFetchFault> {
  if (fault.kind !== 'pack-fault') return fail(fault);
  const offer = { id, version, title, summary: '', onDevice: false, downloadBytes: 0 };
  return succeed({ ...offer, unusableBecause: fault.fault });
}

async function offerOf(entry: PackIndexEntry, ports: PackDependencies): Fetched<PackOffer> {
  const manifest = await fetchManifest(entry, ports);
  if (!manifest.ok) return manifest;
  const missing = await missingFiles(manifest.value, ports);
  if (!missing.ok) return missing;
  const { id, version, title, summary } = manifest.value.pack;
  return succeed({ id, version, title, summary, onDevice: false, downloadBytes: totalOf(missing.value) });
}

async function installed({ store }: PackDependencies, packId: string): Promise<Pack | undefined> {
  const manifest = await store.manifest(packId);
  if (!manifest.ok || manifest.value === undefined) return undefined;
  const parsed = parsePackText(toText(manifest.value));
  return parsed.ok ? parsed.value : undefined;
}

async function installedPacks({ store }: PackDependencies): Fetched<readonly Pack[]> {
  const manifests = await store.manifests();
  if (!manifests.ok) return fail({ kind: 'storage-fault', fault: manifests.fault });
  const parsed = manifests.value.map((bytes) => parsePackText(toText(bytes)));
  return succeed(parsed.flatMap((pack) => (pack.ok ? [pack.value] : [])));
}

async function install(
  ports: PackDependencies,
  packId: string,
  onProgress: (progress: DownloadProgress) => void,
): Fetched<Pack> {
  const manifest = await manifestOnOffer(packId, ports);
  if (!manifest.ok) return manifest;
  const missing = await missingFiles(manifest.value, ports);
  if (!missing.ok) return missing;
  const stored = await fetchAll(missing.value, ports, onProgress);
  return stored.ok ? storeManifest(manifest.value, ports) : stored;
}

async function manifestOnOffer(packId: string, ports: PackDependencies): Fetched<Manifest> {
  const index = await readIndex(ports);
  if (!index.ok) return index;
  const entry = index.value.find((candidate) => candidate.id === packId);
  if (entry === undefined) return fail({ kind: 'pack-fault', fault: { kind: 'missing-file', file: packId } });
  return fetchManifest(entry, ports);
}

async function readIndex(ports: PackDependencies): Fetched<readonly PackIndexEntry[]> {
  const text = await fetchText(`${ports.modelsPath}index.json`, ports);
  if (!text.ok) return text;
  const index = parsePackIndex(text.value);
  return index.ok ? succeed(index.value.packs) : fail({ kind: 'pack-fault', fault: index.fault });
}

async function fetchManifest(entry: PackIndexEntry, ports: PackDependencies): Fetched<Manifest> {
  const path = `${ports.modelsPath}${entry.manifest}`;
  const { bytes, sha256 } = entry;
  const fetched = await fetchFile({ path, name: 'pack.json', bytes, sha256 }, ports, () => undefined);
  if (!fetched.ok) return fetched;
  const parsed = parsePackText(toText(fetched.value));
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  return succeed({ pack: parsed.value, bytes: fetched.value, folderPath: path.slice(0, path.lastIndexOf('/') + 1) });
}

/** The files of the pack that the device lacks, each content once. */
async function missingFiles({ pack, folderPath }: Manifest, { store }: PackDependencies): Fetched<WantedFile[]> {
  const missing = new Map<string, WantedFile>();
  for (const [name, file] of Object.entries(pack.files)) {
    const has = await store.hasFile(file.sha256);
    if (!has.ok) return fail({ kind: 'storage-fault', fault: has.fault });
    if (!has.value) missing.set(file.sha256, wantedFile(name, file, folderPath));
  }
  return succeed([...missing.values()]);
}

function wantedFile(name: string, { path, bytes, sha256 }: PackFile, folderPath: string): WantedFile {
  return { path: `${folderPath}${path}`, name, bytes, sha256 };
}

/** Each file is stored as soon as it is verified: what was fetched whole is not fetched again. */
async function fetchAll(
  files: readonly WantedFile[],
  ports: PackDependencies,
  onProgress: (progress: DownloadProgress) => void,
): Fetched<void> {
  const totalBytes = totalOf(files);
  let doneBytes = 0;
  const onBytes = (bytes: number): void => {
    doneBytes += bytes;
    onProgress({ doneBytes: Math.min(doneBytes, totalBytes), totalBytes });
  };
  for (const file of files) {
    const fetched = await fetchFile(file, ports, onBytes);
    if (!fetched.ok) return fetched;
    const stored = await ports.store.putFile(file.sha256, fetched.value);
    if (!stored.ok) return fail({ kind: 'storage-fault', fault: stored.fault });
  }
  return succeed(undefined);
}

async function storeManifest({ pack, bytes }: Manifest, { store }: PackDependencies): Fetched<Pack> {
  const hashes = Object.entries(pack.files).map(([name, file]) => [name, file.sha256] as const);
  const stored = await store.put({ id: pack.id, manifest: bytes, fileHashByName: Object.fromEntries(hashes) });
  if (!stored.ok) return fail({ kind: 'storage-fault', fault: stored.fault });
  // False: another tab removed a file between its check and now.
  return stored.value ? succeed(pack) : fail({ kind: 'pack-fault', fault: { kind: 'missing-file', file: pack.id } });
}

function totalOf(files: readonly WantedFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

function toText(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}
