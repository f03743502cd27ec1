/** The waiting changes as a ZIP: the exact texts and their blobs, to be imported by another device or by the server. */
import { archiveStream, type ArchiveEntry } from '../archive/write-archive';
import type { WaitingChange } from '../domain/delivery';
import type { BlobRef } from '../domain/blob-ref';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { QueueListing } from '../protocol/intake';
import { blobName, changeName, listingName } from '../protocol/queue-archive';
import type { BlobStore, OutboxStore } from './dependencies';

/** Dependencies of the export. */
export interface WriteQueueZipParts {
  readonly store: Pick<OutboxStore, 'page'>;
  readonly blobs: BlobStore;
  readonly sha256: Sha256;
  readonly deviceId: string;
  readonly exportedAt: string;
}

const pageSize = 50;

/**
 * Every waiting change, or only the change `only`, in the order of delivery. The outbox keeps them all. A damaged blob is
 * left out; the listing still names it.
 */
export async function writeQueueZip(parts: WriteQueueZipParts, only?: string): Promise<Result<Blob, StorageFault>> {
  const failure: { fault?: StorageFault } = {};
  const stream = archiveStream(queueFiles(parts, only, failure));
  try {
    return succeed(await new Response(stream, { headers: { 'content-type': 'application/zip' } }).blob());
  } catch (error) {
    if (failure.fault === undefined) throw error;
    return fail(failure.fault);
  }
}

/** Throws after a storage fault, with the fault in `failure`: a stream passes no typed errors on. */
async function* queueFiles(
  parts: WriteQueueZipParts,
  only: string | undefined,
  failure: { fault?: StorageFault },
): AsyncGenerator<ArchiveEntry> {
  const file = { modifiedAt: new Date(parts.exportedAt), packing: 'stored' } as const;
  const changes: QueueListing['changes'] = [];
  const written = new Set<string>();
  let after: WaitingChange | undefined;
  do {
    const page = await parts.store.page(after === undefined ? { limit: pageSize } : { limit: pageSize, after });
    if (!page.ok) {
      failure.fault = page.fault;
      throw new Error('the outbox cannot be read');
    }
    for (const change of page.value.filter(({ changeId }) => only === undefined || changeId === only)) {
      changes.push(await listedChange(change, parts));
      yield { ...file, name: changeName(change.changeId), content: change.text };
      for await (const blob of newBlobs(change.blobs, written, parts)) yield { ...file, ...blob };
    }
    after = page.value.at(-1);
  } while (after !== undefined);
  const listing: QueueListing = { format: 1, device: parts.deviceId, exportedAt: parts.exportedAt, changes };
  yield { ...file, name: listingName, content: JSON.stringify(listing) };
}

async function listedChange(
  { changeId, text, blobs }: WaitingChange,
  { sha256 }: WriteQueueZipParts,
): Promise<QueueListing['changes'][number]> {
  const refs = blobs.map((ref) => ({ sha256: ref.sha256, bytes: ref.bytes, mime: ref.mime }));
  return { changeId, contentHash: await sha256(new TextEncoder().encode(text).buffer), blobs: refs };
}

async function* newBlobs(
  refs: readonly BlobRef[],
  written: Set<string>,
  { blobs }: WriteQueueZipParts,
): AsyncGenerator<Pick<ArchiveEntry, 'name' | 'content'>> {
  for (const ref of refs.filter(({ sha256 }) => !written.has(sha256))) {
    const read = await blobs.read(ref);
    if (!read.ok) continue;
    written.add(ref.sha256);
    yield { name: blobName(ref.sha256), content: new Uint8Array(read.value) };
  }
}
