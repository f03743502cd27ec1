/** `fieldgrade export`: a ZIP of records, of the app, the office or `predict --records`, in another format. */
import { sha256Hex } from '../node-host/sha256';
import { toPng } from '../node-host/to-png';
import { withArchive } from '../node-host/with-archive';
import type { Archive } from '../src/archive/read-archive';
import { blobsOf } from '../src/domain/change';
import type { InspectionRecord } from '../src/domain/record';
import { fail, succeed, type Result } from '../src/domain/result';
import { photoName } from '../src/export/exported-record';
import { makeExport, type ExportContent, type ExportFormat, type ExportPlan } from '../src/export/make-export';
import {
  readLines,
  readMark,
  readRecordBlob,
  recordArchiveLimits,
  recordOfLine,
} from '../src/export/read-record-archive';
import type { NodeWords } from '../src/words/words';
import { codeOf, print, warn } from './standard-streams';
import { writeArchive, writeText } from './write-export';

/** The options of `fieldgrade export`. */
export interface ExportOptions {
  readonly format: ExportFormat;
  /** Absent: standard output for formats of one text file, a file in the current folder for those of several. */
  readonly out?: string;
}

/** Writes the records of the ZIP at `path` in the format. Resolves to the exit code. */
export async function runExport(words: NodeWords, path: string, options: ExportOptions): Promise<number> {
  try {
    const done = await withArchive(path, recordArchiveLimits, (archive) => exportArchive(words, archive, options));
    if (done.ok) return done.value;
    warn(words.say('cli.notRecords', { file: path }));
    return 1;
  } catch (error) {
    warn(words.say('cli.exportFailed', { file: path, code: codeOf(error) }));
    return 1;
  }
}

async function exportArchive(
  words: NodeWords,
  archive: Archive,
  { format, out }: ExportOptions,
): Promise<Result<number, { readonly kind: 'not-an-export' }>> {
  const mark = await readMark(archive, decodeText);
  if (mark === undefined) return fail({ kind: 'not-an-export' });
  const lines = (await readLines(archive, decodeText)).map(lineOf);
  const found = lines.filter((line) => line !== undefined);
  const content = makeExport(format, planOf(archive, found, mark.items));
  const written = await writeContent(content, out);
  const lost = lines.length - found.length;
  const names = new Set(archive.names);
  const withoutPhoto = found.filter(({ record }) => !names.has(photoName(record))).length;
  if (lost > 0) warn(words.say('cli.exportLost', { count: lost }));
  if (withoutPhoto > 0 && format !== 'csv') warn(words.say('cli.exportWithoutPhoto', { count: withoutPhoto }));
  if (written !== undefined) warn(words.say('cli.exported', { count: found.length, file: written }));
  return succeed(lost > 0 ? 1 : 0);
}

const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

type FoundRecord = NonNullable<ReturnType<typeof lineOf>>;

/** A line of another program may lack the state: then the record is kept. */
function lineOf(line: string) {
  const record = recordOfLine(line);
  return record && { record, isDeleted: /^\{[^{]*"state":"deleted"/.test(line) };
}

function planOf(archive: Archive, found: readonly FoundRecord[], items: ExportPlan['items']): ExportPlan {
  const recordOf = new Map<string, InspectionRecord>();
  for (const { record } of found) for (const { sha256 } of blobsOf(record)) recordOf.set(sha256, record);
  const hash = (bytes: ArrayBuffer): Promise<string> => Promise.resolve(sha256Hex(new Uint8Array(bytes)));
  return {
    records: async function* () {
      for (const each of found) yield await Promise.resolve(each);
    },
    readBlob: async (sha256) => {
      const record = recordOf.get(sha256);
      return record && readRecordBlob(archive, record, { sha256 }, hash);
    },
    levelsOf: () => [],
    madeAt: new Date(),
    items,
    toPng,
  };
}

/** The path of the file; undefined for standard output. */
async function writeContent(content: ExportContent, out: string | undefined): Promise<string | undefined> {
  if (content.kind === 'archive') {
    const path = out ?? `fieldgrade.${content.extension}`;
    await writeArchive(path, content.files);
    return path;
  }
  if (out !== undefined) await writeText(out, content.text);
  else for await (const piece of content.text) await print(piece);
  return out;
}
