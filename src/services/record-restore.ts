/** Restores the inspections of an export: records, pictures, assets and jobs that are not on this device. Its content is untrusted. */
import { openArchive, sourceOfBlob, type Archive } from '../archive/read-archive';
import { blobLimitBytes, type BlobRef } from '../domain/blob-ref';
import { blobsOf } from '../domain/change';
import { parseJson } from '../domain/json';
import { parseSchema } from '../domain/parse-schema';
import { recordSchema, type InspectionRecord, type StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { SharedItem } from '../domain/shared-item';
import { photoName } from '../export/exported-record';
import { parseExportMark } from '../export/parse-export-mark';
import { blobName, linesName, markName } from '../export/record-archive';
import type { NewBlob } from '../storage/inspections';

export interface RecordRestoreDependencies {
  readonly sha256: Sha256;
  /** Stores a record with its blobs; `known` where it is here already. */
  readonly restore: (
    record: InspectionRecord,
    blobs: readonly NewBlob[],
  ) => Promise<Result<'restored' | 'known', StorageFault>>;
  readonly restoreItems: (items: readonly SharedItem[]) => Promise<Result<unknown, StorageFault>>;
}

/** How far it is. `lost`: damaged, or without its pictures. */
export interface RestoreProgress {
  readonly restored: number;
  readonly known: number;
  readonly lost: number;
  readonly all: number;
}

/** Why nothing more was restored. What was restored before stays. */
export type RestoreFault = StorageFault | { readonly kind: 'not-an-export' };

export type RecordRestore = ReturnType<typeof createRecordRestore>;

/** Restores the records of a file, one after another. */
export function createRecordRestore(dependencies: RecordRestoreDependencies) {
  return async (
    file: Blob,
    onProgress: (progress: RestoreProgress) => void,
  ): Promise<Result<RestoreProgress, RestoreFault>> => {
    const archive = await openArchive(sourceOfBlob(file), exportLimits);
    const items = archive.ok ? await readItems(archive.value) : undefined;
    if (!archive.ok || items === undefined) return fail({ kind: 'not-an-export' });
    const itemsRestored = await dependencies.restoreItems(items);
    if (!itemsRestored.ok) return itemsRestored;
    const lines = await readLines(archive.value);
    const counts = { restored: 0, known: 0, lost: 0 };
    for (const line of lines) {
      const outcome = await restoreLine(line, archive.value, dependencies);
      if (!outcome.ok) return outcome;
      counts[outcome.value] += 1;
      onProgress({ ...counts, all: lines.length });
    }
    return succeed({ ...counts, all: lines.length });
  };
}

/** 100,000 records have about 300 MB as lines. */
const linesLimitBytes = 512 * 2 ** 20;
const markLimitBytes = 64 * 2 ** 20;

const exportLimits = {
  entries: 600_000,
  entryBytes: (name: string): number | undefined => {
    if (name === markName) return markLimitBytes;
    if (name === linesName) return linesLimitBytes;
    return /^(photos|blobs)\/[0-9A-Za-z.-]+$/.test(name) ? blobLimitBytes : undefined;
  },
};

async function readItems(archive: Archive): Promise<readonly SharedItem[] | undefined> {
  const text = await readText(archive, markName);
  return text === undefined ? undefined : parseExportMark(text)?.items;
}

async function readLines(archive: Archive): Promise<readonly string[]> {
  const text = await readText(archive, linesName);
  return (text ?? '').split('\n').filter((line) => line !== '');
}

async function readText(archive: Archive, name: string): Promise<string | undefined> {
  const bytes = await archive.read(name);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : undefined;
}

async function restoreLine(
  line: string,
  archive: Archive,
  { sha256, restore }: RecordRestoreDependencies,
): Promise<Result<'restored' | 'known' | 'lost', StorageFault>> {
  const record = recordOf(line);
  if (record === undefined) return succeed('lost');
  const blobs: NewBlob[] = [];
  for (const ref of blobsOf(record)) {
    const blob = await readBlob(archive, record, ref, sha256);
    if (blob === undefined) return succeed('lost');
    blobs.push(blob);
  }
  return restore(record, blobs);
}

function recordOf(line: string): InspectionRecord | undefined {
  const json = parseJson(line);
  if (!json.ok || typeof json.value !== 'object' || json.value === null || !('record' in json.value)) return undefined;
  const record = parseSchema(recordSchema, json.value.record);
  return record.ok ? record.value : undefined;
}

async function readBlob(
  archive: Archive,
  record: InspectionRecord,
  { sha256: hash, mime }: BlobRef,
  sha256: Sha256,
): Promise<NewBlob | undefined> {
  const name = hash === record.photo.sha256 ? photoName(record) : blobName(hash);
  const read = await archive.read(name);
  if (!read.ok || (await sha256(read.value.buffer)) !== hash) return undefined;
  return { sha256: hash, mime, bytes: read.value.buffer };
}
