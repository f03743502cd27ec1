/** Reads a queue ZIP of another device, believing nothing in it: every size is bounded and every hash checked. */
import { BlobReader, configure, ZipReader, type Entry } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { ForeignChange } from '../domain/delivery';
import { parseJson } from '../domain/json';
import type { BlobRef, InspectionRecord, StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { parseInspectionRecord } from '../protocol/inspection-record';
import {
  blobLimitBytes,
  changeLimitBytes,
  parseChange,
  parseQueueListing,
  type Change,
  type QueueListing,
} from '../protocol/intake';
import { readEntry } from './bounded-entry';
import { blobName, changeName, listingName } from './queue-zip-names';

/** Bytes out of a ZIP, under the hash they have. */
export interface CheckedBlob {
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: ArrayBuffer;
}

/** What importing takes. */
export interface ReadQueueZipParts {
  readonly sha256: Sha256;
  /** Queues a change; `known` where it was here already. */
  readonly take: (
    change: ForeignChange,
    blobs: readonly CheckedBlob[],
  ) => Promise<Result<'queued' | 'known', StorageFault>>;
}

/** What became of the changes in a ZIP. `refused` are damaged, or not what the listing says. */
export interface ImportReport {
  readonly queued: number;
  readonly known: number;
  readonly refused: number;
}

/** Why a ZIP was not read to its end. What was queued until then stays queued. */
export type ImportFault = { readonly kind: 'not-a-queue' } | StorageFault;

const listingLimitBytes = 64 * 1024 * 1024;
/** As many entries as 100,000 changes with their blobs can have. */
const mostEntries = 600_000;

configure({ useWebWorkers: false });

/** Queues every sound change of the ZIP in `file`, in its order. */
export async function readQueueZip(file: Blob, parts: ReadQueueZipParts): Promise<Result<ImportReport, ImportFault>> {
  const reader = new ZipReader(new BlobReader(file));
  const entries = await readDirectory(reader);
  const listing = entries === undefined ? undefined : await readListing(entries);
  if (entries === undefined || listing === undefined) return fail({ kind: 'not-a-queue' });
  const report = { queued: 0, known: 0, refused: 0 };
  for (const listed of listing.changes) {
    const sound = await readSound(listed, entries, parts.sha256);
    const taken = sound === undefined ? succeed('refused' as const) : await parts.take(sound.change, sound.blobs);
    if (!taken.ok) return taken;
    report[taken.value] += 1;
  }
  return succeed(report);
}

type Directory = ReadonlyMap<string, Entry>;

async function readDirectory(reader: ZipReader<Blob>): Promise<Directory | undefined> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      entries.set(entry.filename, entry);
      if (entries.size > mostEntries) return undefined;
    }
  } catch {
    // Not a ZIP, or cut off: the screen says so.
    return undefined;
  }
  return entries;
}

async function readListing(entries: Directory): Promise<QueueListing | undefined> {
  const bytes = await readEntry(entries.get(listingName), listingLimitBytes);
  return bytes === undefined ? undefined : parseQueueListing(jsonOf(toText(bytes)));
}

/** The change and its blobs, or undefined where anything about them is not as listed. */
async function readSound(
  { changeId, contentHash }: QueueListing['changes'][number],
  entries: Directory,
  sha256: Sha256,
): Promise<{ readonly change: ForeignChange; readonly blobs: readonly CheckedBlob[] } | undefined> {
  const bytes = await readEntry(entries.get(changeName(changeId)), changeLimitBytes);
  if (bytes === undefined || (await sha256(bytes.buffer)) !== contentHash) return undefined;
  const change = toChecked(toText(bytes), changeId);
  const blobs = change === undefined ? undefined : await readBlobs(change.blobs, entries, sha256);
  return change === undefined || blobs === undefined ? undefined : { change, blobs };
}

function toChecked(text: string, changeId: string): ForeignChange | undefined {
  const json = jsonOf(text);
  const change = parseChange(json);
  if (change?.changeId !== changeId) return undefined;
  const { kind, recordId, at, blobs } = change;
  if (kind === 'deleted') return { kind, changeId, recordId, at, text, blobs };
  const record = recordIn(change);
  return record?.id === recordId ? { kind, changeId, recordId, at, text, blobs, record } : undefined;
}

function recordIn(change: Exclude<Change, { kind: 'deleted' }>): InspectionRecord | undefined {
  return parseInspectionRecord(change.record);
}

async function readBlobs(
  refs: readonly BlobRef[],
  entries: Directory,
  sha256: Sha256,
): Promise<readonly CheckedBlob[] | undefined> {
  const blobs: CheckedBlob[] = [];
  for (const ref of refs) {
    const bytes = await readEntry(entries.get(blobName(ref.sha256)), blobLimitBytes);
    if (bytes?.byteLength !== ref.bytes || (await sha256(bytes.buffer)) !== ref.sha256) return undefined;
    blobs.push({ sha256: ref.sha256, mime: ref.mime, bytes: bytes.buffer });
  }
  return blobs;
}

function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function jsonOf(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : undefined;
}
