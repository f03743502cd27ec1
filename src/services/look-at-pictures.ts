/** Embeds the pictures of a teaching that have no stored embedding yet, and stores the results: nothing is computed twice. */
import type { FailedLook, PictureLook } from '../domain/class-teaching';
import { isFileFault } from '../domain/file-fault';
import type { InspectFault } from '../domain/inspection';
import type { Progress } from '../domain/operation';
import type { Pack } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { TeachFault } from '../domain/teach-fault';
import type { TeachFailure } from '../domain/teach-report';
import type { TeachPicture, Teaching } from '../domain/teaching';
import type { InspectorClient } from '../inspector/client';
import type { StoredLook, TeachingRepository } from '../storage/teachings';
import { readTeachPicture } from './read-teach-picture';

export interface LookDependencies {
  readonly repository: Pick<TeachingRepository, 'readFile' | 'looks' | 'putLooks'>;
  readonly client: Pick<InspectorClient, 'look'>;
  readonly newId: () => string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Embeddings were stored. */
  readonly onStored: () => void;
}

interface Looking {
  readonly teaching: Pick<Teaching, 'id' | 'base'>;
  readonly pictures: readonly TeachPicture[];
  /** SHA-256 of the network of the base. */
  readonly networkSha256: string;
}

/** Embeddings that are lost at most when the page is closed. */
const looksPerWrite = 8;

/** The SHA-256 of the network, stored with each embedding: another network gives other numbers. */
export function networkSha256Of({ files, network }: Pack): string {
  return files[network.file]?.sha256 ?? '';
}

/** The embeddings of all pictures, by the numbers of the pictures. */
export async function lookAtPictures(
  { teaching, pictures, networkSha256 }: Looking,
  dependencies: LookDependencies,
): Promise<Result<ReadonlyMap<number, StoredLook>, TeachFailure>> {
  const { repository, signal, onProgress } = dependencies;
  const stored = await repository.looks(teaching.id);
  if (!stored.ok) return fail({ kind: 'pack-not-stored', fault: stored.fault });
  const looks = new Map([...stored.value].filter(([, look]) => look.networkSha256 === networkSha256));
  const missing = pictures.filter(({ order }) => !looks.has(order));
  const unwritten = new Map<number, StoredLook>();
  for (const [at, picture] of missing.entries()) {
    onProgress({ step: 'extract', done: pictures.length - missing.length + at, total: pictures.length });
    const look = await lookAt(picture, { packId: teaching.base.id, networkSha256 }, dependencies);
    if (!look.ok) return look;
    looks.set(picture.order, look.value);
    unwritten.set(picture.order, look.value);
    const isDue = unwritten.size >= looksPerWrite || at === missing.length - 1;
    if (isDue) await write(teaching.id, unwritten, dependencies);
    if (signal.aborted) return fail({ kind: 'cancelled' });
  }
  return succeed(looks);
}

/** An embedding that cannot be stored is computed again next time. */
async function write(
  id: string,
  unwritten: Map<number, StoredLook>,
  { repository, onStored }: LookDependencies,
): Promise<void> {
  await repository.putLooks(id, new Map(unwritten));
  unwritten.clear();
  onStored();
}

/** A fault of a picture is stored too: it is not tried again. */
async function lookAt(
  picture: TeachPicture,
  { packId, networkSha256 }: { readonly packId: string; readonly networkSha256: string },
  { repository, client, newId, signal }: LookDependencies,
): Promise<Result<PictureLook | FailedLook, TeachFailure>> {
  const bytes = await readTeachPicture(picture, repository);
  if (!bytes.ok) return succeed({ networkSha256, fault: bytes.fault });
  const look = await client.look({ jobId: newId(), packId, bytes: bytes.value }, { signal });
  if (look.ok) return look;
  return isOfPicture(look.fault) ? succeed({ networkSha256, fault: look.fault }) : look;
}

type LookFault = TeachFault | InspectFault;
type PictureLookFault = Extract<LookFault, FailedLook['fault']>;

const ofPicture: ReadonlySet<string> = new Set<PictureLookFault['kind']>([
  ...(['empty-file', 'not-a-picture', 'unsupported-format', 'unsupported-variant', 'raw-measurements'] as const),
  ...(['truncated', 'too-many-pixels', 'decode-failed'] as const),
]);

/** Whether the picture is at fault, and not the device. */
function isOfPicture(fault: LookFault): fault is PictureLookFault {
  return ofPicture.has(fault.kind) && !isFileFault(fault);
}

/** Why a file cannot be inspected, found by the worker without decoding it. A lost worker does not count as a fault of the file. */
export async function checkPicture(
  bytes: ArrayBuffer,
  { client, newId }: { readonly client: Pick<InspectorClient, 'call'>; readonly newId: () => string },
): Promise<FailedLook['fault'] | undefined> {
  const checked = await client.call(newId(), (remote) => remote.check(bytes));
  return !checked.ok && isOfPicture(checked.fault) ? checked.fault : undefined;
}
