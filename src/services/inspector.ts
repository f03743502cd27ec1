/** The inspector as the screens know it: pictures as files, packs fetched anew where their bytes are damaged. */
import type { InspectFault } from '../domain/inspection';
import type { LoadedPack } from '../domain/loaded-pack';
import { fail, type Result } from '../domain/result';
import type { Inspector, PackFetchFault, PackService } from './services';
import type { InspectorClient } from '../inspector/client';
import type { PackRepository } from '../storage/packs';

/** Long side of the kept photo, px: fine cracks stay visible, and it has a tenth of a phone picture's bytes. */
const keepLongSidePx = 1600;

/** What the port is made of. */
export interface InspectorDependencies {
  readonly client: InspectorClient;
  readonly library: PackService;
  readonly store: PackRepository;
  readonly newId: () => string;
}

/** The port over `client`. */
export function createInspector(parts: InspectorDependencies): Inspector {
  const { client, newId } = parts;
  return {
    prepare: (packId) => prepare(packId, parts),
    setBackendWish: (wish) => client.setBackendWish(wish),
    async inspect({ packId, file }, signal) {
      const bytes = await readFile(file);
      if (bytes === undefined) return fail({ kind: 'not-a-picture' });
      return client.inspect({ jobId: newId(), packId, bytes, keepLongSidePx }, signal);
    },
  };
}

/** The file may be gone by now, or never was one: a folder can be dropped on a page. */
async function readFile(file: Blob): Promise<ArrayBuffer | undefined> {
  try {
    return await file.arrayBuffer();
  } catch {
    // `NotReadableError` and `NotFoundError` carry nothing a person could use.
    return undefined;
  }
}

/** Damaged bytes are dropped and fetched once more; a second failure is told. */
async function prepare(
  packId: string,
  { client, library, store }: InspectorDependencies,
): Promise<Result<LoadedPack, PackFetchFault | InspectFault>> {
  const loaded = await client.prepare(packId);
  const damaged = loaded.ok ? undefined : damagedFile(loaded.fault);
  const hash = damaged === undefined ? undefined : (await library.installed(packId))?.files[damaged]?.sha256;
  if (hash === undefined) return loaded;
  await store.removeFile(hash);
  const fetched = await library.install(packId, () => undefined);
  return fetched.ok ? client.prepare(packId) : fetched;
}

function damagedFile(fault: InspectFault): string | undefined {
  if (fault.kind !== 'pack-fault') return undefined;
  const { fault: inner } = fault;
  return inner.kind === 'wrong-hash' || inner.kind === 'wrong-size' ? inner.file : undefined;
}
