/** The waiting changes as a ZIP: the exact texts and their blobs, to be carried to another device or to the server by hand. */
import { BlobReader, BlobWriter, configure, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { WaitingChange } from '../domain/delivery';
import type { BlobRef, StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { QueueListing } from '../protocol/intake';
import type { BlobStore, OutboxStore } from './ports';
import { blobName, changeName, listingName } from './queue-zip-names';

/** What exporting takes. */
export interface WriteQueueZipParts {
  readonly store: Pick<OutboxStore, 'page'>;
  readonly blobs: BlobStore;
  readonly sha256: Sha256;
  readonly deviceId: string;
  readonly exportedAt: string;
}

/** Photos are compressed already, and a ZIP that only stores needs no worker: the page's policy allows few. */
configure({ useWebWorkers: false });
const storeOnly = { level: 0, extendedTimestamp: false } as const;
const pageSize = 50;

/**
 * Every waiting change, or the one called `only`, in the order of sending. Nothing leaves the queue by it. A damaged blob
 * is left out; the listing still names it.
 */
export async function writeQueueZip(parts: WriteQueueZipParts, only?: string): Promise<Result<Blob, StorageFault>> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), storeOnly);
  const changes: QueueListing['changes'] = [];
  const written = new Set<string>();
  let after: WaitingChange | undefined;
  do {
    const page = await parts.store.page(after === undefined ? { limit: pageSize } : { limit: pageSize, after });
    if (!page.ok) return page;
    for (const change of page.value.filter(({ changeId }) => only === undefined || changeId === only)) {
      changes.push(await addChange(zip, change, parts));
      await addBlobs(zip, change.blobs, written, parts);
    }
    after = page.value.at(-1);
  } while (after !== undefined);
  const listing: QueueListing = { format: 1, device: parts.deviceId, exportedAt: parts.exportedAt, changes };
  await zip.add(listingName, new TextReader(JSON.stringify(listing)));
  return succeed(await zip.close());
}

type Zip = ZipWriter<Blob>;

async function addChange(
  zip: Zip,
  { changeId, text, blobs }: WaitingChange,
  { sha256 }: WriteQueueZipParts,
): Promise<QueueListing['changes'][number]> {
  const bytes = new TextEncoder().encode(text);
  await zip.add(changeName(changeId), new BlobReader(new Blob([bytes])));
  const refs = blobs.map((ref) => ({ sha256: ref.sha256, bytes: ref.bytes, mime: ref.mime }));
  return { changeId, contentHash: await sha256(bytes.buffer), blobs: refs };
}

async function addBlobs(
  zip: Zip,
  refs: readonly BlobRef[],
  written: Set<string>,
  { blobs }: WriteQueueZipParts,
): Promise<void> {
  for (const ref of refs.filter(({ sha256 }) => !written.has(sha256))) {
    const read = await blobs.read(ref);
    if (!read.ok) continue;
    written.add(ref.sha256);
    await zip.add(blobName(ref.sha256), new BlobReader(new Blob([read.value])));
  }
}
