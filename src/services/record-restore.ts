/** Restores the inspections of an export: records, pictures, assets and jobs that are not on this device. Its content is untrusted. */
import { openArchive, sourceOfBlob, type Archive } from '../archive/read-archive';
import { blobsOf } from '../domain/change';
import type { InspectionRecord, StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { SharedItem } from '../domain/shared-item';
import { readLines, readMark, readRecordBlob, recordArchiveLimits, recordOfLine } from '../export/read-record-archive';
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
    const archive = await openArchive(sourceOfBlob(file), recordArchiveLimits);
    const mark = archive.ok ? await readMark(archive.value, decodeText) : undefined;
    if (!archive.ok || mark === undefined) return fail({ kind: 'not-an-export' });
    const itemsRestored = await dependencies.restoreItems(mark.items);
    if (!itemsRestored.ok) return itemsRestored;
    const lines = await readLines(archive.value, decodeText);
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

const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function restoreLine(
  line: string,
  archive: Archive,
  { sha256, restore }: RecordRestoreDependencies,
): Promise<Result<'restored' | 'known' | 'lost', StorageFault>> {
  const record = recordOfLine(line);
  if (record === undefined) return succeed('lost');
  const blobs: NewBlob[] = [];
  for (const ref of blobsOf(record)) {
    const bytes = await readRecordBlob(archive, record, ref, sha256);
    if (bytes === undefined) return succeed('lost');
    blobs.push({ sha256: ref.sha256, mime: ref.mime, bytes: bytes.buffer });
  }
  return restore(record, blobs);
}
