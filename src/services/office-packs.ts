/** Packs that the office offers to its devices: the list, and the file of one, which is then opened like any pack file. */
import { fail, succeed, type Result } from '../domain/result';
import { compareVersions } from '../domain/pack-version';
import type { Sha256 } from '../domain/sha256';
import type { SharedPack } from '../domain/shared-pack';
import { fieldPackExtension } from '../domain/pack-file-name';
import type { SyncSettings } from '../storage/sync-settings';
import { bearer, blobPath } from '../sync/intake-client';
import { orThrow } from './fault-error';
import { fetchFile, type FetchDependencies, type PackFetchFault } from './fetch-pack-file';
import type { PackService } from './pack-service';
import type { SharedItems } from './shared-items';

export interface OfficePackDependencies {
  readonly items: Pick<SharedItems, 'list'>;
  readonly settings: Pick<SyncSettings, 'read'>;
  readonly packs: Pick<PackService, 'installed' | 'install'>;
  readonly fetch: FetchDependencies['fetch'];
  readonly sha256: Sha256;
}

export type OfficePacks = ReturnType<typeof createOfficePacks>;

/** Reads reject with a `FaultError`. */
export function createOfficePacks(dependencies: OfficePackDependencies) {
  return {
    /** What the office offers, by title, of each pack the newest version; known without a connection. */
    async offers(): Promise<readonly SharedPack[]> {
      const items = orThrow(await dependencies.items.list('pack'));
      return items
        .flatMap((item) => (item.type === 'pack' && item.value.offer !== undefined ? [item.value] : []))
        .sort((a, b) => compareVersions(b.version, a.version))
        .filter(isFirstOfPack)
        .sort((a, b) => a.title.localeCompare(b.title));
    },
    /** The file, and the base whose network it needs. Nothing is installed yet. */
    file: (pack: SharedPack, onBytes: (bytes: number) => void) => fetchOffered(pack, dependencies, onBytes),
  };
}

function isFirstOfPack({ packId }: SharedPack, at: number, packs: readonly SharedPack[]): boolean {
  return packs.findIndex((other) => other.packId === packId) === at;
}

async function fetchOffered(
  pack: SharedPack,
  dependencies: OfficePackDependencies,
  onBytes: (bytes: number) => void,
): Promise<Result<File, PackFetchFault>> {
  const { settings, packs, fetch, sha256 } = dependencies;
  const read = await settings.read();
  if (!read.ok) return fail({ kind: 'storage-fault', fault: read.fault });
  const { registration } = read.value;
  const headers = bearer(registration.phase === 'registered' ? registration.token : undefined);
  // Where the base cannot be fetched, opening the file reports what is missing.
  const { basePackId } = pack;
  if (basePackId !== undefined && (await packs.installed(basePackId)) === undefined) await packs.install(basePackId);
  const parts: ArrayBuffer[] = [];
  for (const part of pack.file.parts) {
    const wanted = {
      path: blobPath(part.sha256),
      name: pack.title,
      bytes: part.bytes,
      sha256: part.sha256,
    };
    const withToken: FetchDependencies = {
      sha256,
      fetch: (path, init) => fetch(path, { ...init, headers }),
    };
    const fetched = await fetchFile(wanted, withToken, onBytes);
    if (!fetched.ok) return fetched;
    parts.push(fetched.value);
  }
  return succeed(new File(parts, `${pack.packId}-${pack.version}${fieldPackExtension}`));
}
