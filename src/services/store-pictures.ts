/** Copies the pictures of a new batch into storage, a few at a time: neither all bytes nor a long transaction at once. */
import type { Batch } from '../domain/batch';
import { fail, succeed, type Result } from '../domain/result';
import type { StorageFault } from '../domain/record';
import type { Sha256 } from '../domain/sha256';
import { readFile } from '../platform/read-file';
import type { BatchRepository, NewBatchPicture } from '../storage/batches';
import { pictureOf, type QueueItem } from './inspect-queue-state';

/** A group is stored when it has so many bytes or pictures. The first picture is stored alone, so that its inspection begins. */
const groupBytes = 8_000_000;
const groupPictures = 20;

export interface StoreDependencies {
  readonly batches: Pick<BatchRepository, 'add'>;
  readonly sha256: Sha256;
}

export interface StoreListener {
  /** Whether the user still wants this picture. */
  readonly isWanted: (id: string) => boolean;
  readonly onStored: (pictures: readonly NewBatchPicture[]) => void;
}

/** Stores the pictures in their order, and stops at the first group that does not fit. Those before it stay stored. */
export async function storePictures(
  { batch, items }: { readonly batch: Batch; readonly items: readonly QueueItem[] },
  { batches, sha256 }: StoreDependencies,
  { isWanted, onStored }: StoreListener,
): Promise<Result<void, StorageFault>> {
  let group: NewBatchPicture[] = [];
  const flush = async (): Promise<Result<void, StorageFault>> => {
    const pictures = group;
    group = [];
    const stored = pictures.length === 0 ? succeed(undefined) : await batches.add(batch, pictures);
    if (stored.ok && pictures.length > 0) onStored(pictures);
    return stored;
  };
  for (const [at, item] of items.entries()) {
    if (!isWanted(item.id)) continue;
    group.push(await readPicture(item, sha256));
    if (at > 0 && !isFullGroup(group)) continue;
    const stored = await flush();
    if (!stored.ok) return fail(stored.fault);
  }
  return flush();
}

/** Whether a group of pictures is large enough for one transaction. */
export function isFullGroup(group: readonly { readonly bytes?: ArrayBuffer }[]): boolean {
  const bytes = group.reduce((sum, each) => sum + (each.bytes === undefined ? 0 : each.bytes.byteLength), 0);
  return group.length >= groupPictures || bytes >= groupBytes;
}

/** A file that cannot be read is stored as failed, so that it is listed after a restart, too. */
async function readPicture(item: QueueItem, sha256: Sha256): Promise<NewBatchPicture> {
  const { file } = item;
  if (file === undefined) throw new Error(`${item.fileName} has no file`);
  const read = await readFile(file);
  if (!read.ok) return { picture: pictureOf(item, { phase: 'failed', fault: read.fault }, false) };
  const picture = pictureOf({ ...item, sha256: await sha256(read.value) }, { phase: 'waiting' }, true);
  return { picture, bytes: read.value };
}
