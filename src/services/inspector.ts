/** Inspects picture files with the inspector worker. Fetches a pack again where its stored bytes are damaged. */
import type { FileFault } from '../domain/file-fault';
import type { InspectFault } from '../domain/inspection';
import type { BackendPreference, LoadedPack } from '../domain/loaded-pack';
import { succeed, type Result } from '../domain/result';
import { keepLongSidePx } from '../domain/stored-picture';
import type { InspectorClient } from '../inspector/client';
import type { NearestRequest } from '../inspector/nearest-in';
import type { BaselinePicture, InspectedPicture } from '../inspector/contract';
import { readFile } from '../platform/read-file';
import type { PackRepository } from '../storage/packs';
import type { PackFetchFault } from './fetch-pack-file';
import type { PackService } from './pack-service';

export interface InspectorDependencies {
  readonly client: InspectorClient;
  readonly packs: Pick<PackService, 'installed' | 'install'>;
  readonly repository: Pick<PackRepository, 'removeFile'>;
  readonly newId: () => string;
}

/** A picture to inspect. */
export interface PictureToInspect {
  readonly packId: string;
  /** A buffer is transferred to the worker: the caller cannot use it any more. */
  readonly file: Blob | ArrayBuffer;
  /** Baseline pictures of its asset; their bytes are transferred too. */
  readonly baselines?: readonly BaselinePicture[];
  readonly isBaseline?: boolean;
  /** Many pictures wait: a second worker may be used where the device has the cores and the memory. */
  readonly isOneOfMany?: boolean;
}

export type Inspector = ReturnType<typeof createInspector>;

/** An inspector over `client`. */
export function createInspector(dependencies: InspectorDependencies) {
  const { client, newId } = dependencies;
  return {
    /** Loads the pack into the worker. A second failure after fetching damaged files again is returned. */
    prepare: (packId: string) => prepare(packId, dependencies),
    setBackendPreference: (preference: BackendPreference): void => client.setBackendPreference(preference),
    /** The normal patch that a part of a stored picture is nearest to. */
    nearest: (request: Omit<NearestRequest, 'jobId'>, signal?: AbortSignal) =>
      client.nearest({ jobId: newId(), ...request }, { signal }),
    async inspect(
      { packId, file, baselines = [], isBaseline = false, isOneOfMany = false }: PictureToInspect,
      signal?: AbortSignal,
    ): Promise<Result<InspectedPicture, InspectFault | FileFault>> {
      const bytes = file instanceof ArrayBuffer ? succeed(file) : await readFile(file);
      if (!bytes.ok) return bytes;
      const known = { ...(baselines.length > 0 && { baselines }), ...(isBaseline && { isBaseline }) };
      const job = { jobId: newId(), packId, bytes: bytes.value, keepLongSidePx, ...known };
      return client.inspect(job, { signal, isOneOfMany });
    },
  };
}

async function prepare(
  packId: string,
  { client, packs, repository }: InspectorDependencies,
): Promise<Result<LoadedPack, PackFetchFault | InspectFault>> {
  const loaded = await client.prepare(packId);
  const damaged = loaded.ok ? undefined : damagedFile(loaded.fault);
  const hash = damaged === undefined ? undefined : (await packs.installed(packId))?.files[damaged]?.sha256;
  if (hash === undefined) return loaded;
  await repository.removeFile(hash);
  const fetched = await packs.install(packId);
  return fetched.ok ? client.prepare(packId) : fetched;
}

function damagedFile(fault: InspectFault): string | undefined {
  if (fault.kind !== 'pack-fault') return undefined;
  const { fault: inner } = fault;
  return inner.kind === 'wrong-hash' || inner.kind === 'wrong-size' ? inner.file : undefined;
}
