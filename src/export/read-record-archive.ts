/** Reads the ZIP that `record-archive.ts` writes. Its content is untrusted. */
import { blobLimitBytes, type BlobRef } from '../domain/blob-ref';
import { exportMarkSchema, type ExportMark } from '../domain/export-mark';
import { parseJson } from '../domain/json';
import { parseSchema } from '../domain/parse-schema';
import { recordSchema, type InspectionRecord } from '../domain/record';
import type { Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { photoName } from './exported-record';
import { blobName, linesName, markName } from './record-archive';

/** An open ZIP, as `src/archive` gives it. */
export interface EntryReader {
  read(name: string): Promise<Result<Uint8Array<ArrayBuffer>, unknown>>;
}

/** UTF-8 bytes as text: the decoder of the host. */
type DecodeText = (bytes: Uint8Array) => string;

/** 100,000 records have about 300 MB as lines. */
const linesLimitBytes = 512 * 2 ** 20;
const markLimitBytes = 64 * 2 ** 20;

/** What such a ZIP may contain; its tables and masks are not read. */
export const recordArchiveLimits = {
  entries: 600_000,
  entryBytes: (name: string): number | undefined => {
    if (name === markName) return markLimitBytes;
    if (name === linesName) return linesLimitBytes;
    return /^(photos|blobs)\/[0-9A-Za-z.-]+$/.test(name) ? blobLimitBytes : undefined;
  },
};

/** What the ZIP says about itself; undefined where it is not of this kind. */
export async function readMark(archive: EntryReader, decode: DecodeText): Promise<ExportMark | undefined> {
  const text = await readText(archive, markName, decode);
  return text === undefined ? undefined : parseExportMark(text);
}

/** What the text of a first entry says; undefined where it is not that of an export. */
function parseExportMark(text: string): ExportMark | undefined {
  const json = parseJson(text);
  const mark = json.ok ? parseSchema(exportMarkSchema, json.value) : json;
  return mark.ok ? mark.value : undefined;
}

/** One line per record. */
export async function readLines(archive: EntryReader, decode: DecodeText): Promise<readonly string[]> {
  const text = await readText(archive, linesName, decode);
  return (text ?? '').split('\n').filter((line) => line !== '');
}

/** The record of a line; undefined where it is damaged. */
export function recordOfLine(line: string): InspectionRecord | undefined {
  const json = parseJson(line);
  if (!json.ok || typeof json.value !== 'object' || json.value === null || !('record' in json.value)) return undefined;
  const record = parseSchema(recordSchema, json.value.record);
  return record.ok ? record.value : undefined;
}

/** The bytes of a blob of a record; undefined where they are absent or not those of the hash. */
export async function readRecordBlob(
  archive: EntryReader,
  record: InspectionRecord,
  { sha256: hash }: Pick<BlobRef, 'sha256'>,
  sha256: Sha256,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const name = hash === record.photo.sha256 ? photoName(record) : blobName(hash);
  const read = await archive.read(name);
  return read.ok && (await sha256(read.value.buffer)) === hash ? read.value : undefined;
}

async function readText(archive: EntryReader, name: string, decode: DecodeText): Promise<string | undefined> {
  const bytes = await archive.read(name);
  return bytes.ok ? decode(bytes.value) : undefined;
}
