/** Reads a queue ZIP of another device. Its content is untrusted: sizes are bounded and hashes checked. */
import { sourceOfBlob, openArchive, type Archive } from '../archive/read-archive';
import type { ImportedChange } from '../domain/delivery';
import { parseJson } from '../domain/json';
import type { BlobRef } from '../domain/blob-ref';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { isShared, parseSentChange, type Change } from '../protocol/change';
import { toCheckedShared } from './shared-changes';
import { parseQueueListing, type QueueListing } from '../protocol/intake';
import { blobName, changeName, listingName, queueArchiveLimits } from '../protocol/queue-archive';

/** Bytes from a ZIP, with their hash. */
export interface CheckedBlob {
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: ArrayBuffer;
}

/** Dependencies of the import. */
export interface ReadQueueZipParts {
  readonly sha256: Sha256;
  /** Queues a change; `known` if the device already had it. */
  readonly take: (
    change: ImportedChange,
    blobs: readonly CheckedBlob[],
  ) => Promise<Result<'queued' | 'known', StorageFault>>;
}

/** The outcome for the changes in a ZIP. `refused` ones are damaged or differ from the listing. */
export interface ImportReport {
  readonly queued: number;
  readonly known: number;
  readonly refused: number;
}

/** Why a ZIP was not read completely. Changes queued before stay queued. */
export type ImportFault = { readonly kind: 'not-a-queue' } | StorageFault;

/** Queues every valid change of the ZIP in `file`, in its order. */
export async function readQueueZip(file: Blob, parts: ReadQueueZipParts): Promise<Result<ImportReport, ImportFault>> {
  const archive = await openArchive(sourceOfBlob(file), queueArchiveLimits);
  const listing = archive.ok ? await readListing(archive.value) : undefined;
  if (!archive.ok || listing === undefined) return fail({ kind: 'not-a-queue' });
  const report = { queued: 0, known: 0, refused: 0 };
  for (const listed of listing.changes) {
    const sound = await readValid(listed, archive.value, parts.sha256);
    const taken = sound === undefined ? succeed('refused' as const) : await parts.take(sound.change, sound.blobs);
    if (!taken.ok) return taken;
    report[taken.value] += 1;
  }
  return succeed(report);
}

async function readListing(archive: Archive): Promise<QueueListing | undefined> {
  const bytes = await bytesOf(archive, listingName);
  return bytes === undefined ? undefined : parseQueueListing(jsonOf(toText(bytes)));
}

/** The change and its blobs, or undefined where any of it differs from the listing. */
async function readValid(
  { changeId, contentHash }: QueueListing['changes'][number],
  archive: Archive,
  sha256: Sha256,
): Promise<{ readonly change: ImportedChange; readonly blobs: readonly CheckedBlob[] } | undefined> {
  const bytes = await bytesOf(archive, changeName(changeId));
  if (bytes === undefined || (await sha256(bytes.buffer)) !== contentHash) return undefined;
  const change = toChecked(toText(bytes), changeId);
  const blobs = change === undefined ? undefined : await readBlobs(change.blobs, archive, sha256);
  return change === undefined || blobs === undefined ? undefined : { change, blobs };
}

function toChecked(text: string, changeId: string): ImportedChange | undefined {
  const json = jsonOf(text);
  const change = parseSentChange(json);
  if (change?.changeId !== changeId) return undefined;
  return isShared(change) ? toCheckedShared(text, change) : toCheckedRecord(text, change);
}

function toCheckedRecord(text: string, change: Change): ImportedChange | undefined {
  const { kind, changeId, recordId, at, blobs } = change;
  if (kind === 'deleted') return { kind, changeId, recordId, at, text, blobs };
  const { record } = change;
  return record.id === recordId ? { kind, changeId, recordId, at, text, blobs, record } : undefined;
}

async function readBlobs(
  refs: readonly BlobRef[],
  archive: Archive,
  sha256: Sha256,
): Promise<readonly CheckedBlob[] | undefined> {
  const blobs: CheckedBlob[] = [];
  for (const ref of refs) {
    const bytes = await bytesOf(archive, blobName(ref.sha256));
    if (bytes?.byteLength !== ref.bytes || (await sha256(bytes.buffer)) !== ref.sha256) return undefined;
    blobs.push({ sha256: ref.sha256, mime: ref.mime, bytes: bytes.buffer });
  }
  return blobs;
}

async function bytesOf(archive: Archive, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read = await archive.read(name);
  return read.ok ? read.value : undefined;
}

function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function jsonOf(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : undefined;
}
