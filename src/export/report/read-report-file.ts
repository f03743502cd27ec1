/** Reads a report file back: its records, its pictures, and whether it was changed since it was made. The file is untrusted. */
import { parseJson } from '../../domain/json';
import { parseSchema } from '../../domain/parse-schema';
import { reportDataFormat, reportDataSchema, type ReportData } from '../../domain/report-data';
import { fail, succeed, type Result } from '../../domain/result';
import type { Sha256 } from '../../domain/sha256';
import { splitSeal } from './report-seal';

/** `no-report`: some other file. `unreadable-report`: a report of ours whose records cannot be read. */
export interface ReportFileFault {
  readonly kind: 'no-report' | 'unreadable-report';
}

/** A report that was read back. */
export interface ReportFile {
  readonly data: ReportData;
  /** `intact`: nothing was changed after it was made. */
  readonly seal: 'intact' | 'broken' | 'absent';
  /** The pictures in the file, by the hash of their bytes. */
  readonly pictures: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** What reading needs. `readPdf` is loaded when a PDF is read. */
export interface ReadReportParts {
  readonly sha256: Sha256;
  readonly decodeText: (bytes: Uint8Array) => string;
  readonly decodeBase64: (text: string) => Uint8Array<ArrayBuffer>;
  readonly readPdf: (bytes: Uint8Array) => Promise<FileContents | undefined>;
}

/** What a file holds: the text of its records, and its pictures. */
export interface FileContents {
  readonly json: string;
  readonly pictures: readonly Uint8Array<ArrayBuffer>[];
}

/** The report in `bytes`. */
export async function readReportFile(
  bytes: Uint8Array<ArrayBuffer>,
  parts: ReadReportParts,
): Promise<Result<ReportFile, ReportFileFault>> {
  const contents = await contentsOf(bytes, parts);
  if (contents === undefined) return fail({ kind: 'no-report' });
  const json = parseJson(contents.json);
  const data = json.ok ? parseSchema(reportDataSchema, json.value) : json;
  if (!data.ok) return fail({ kind: 'unreadable-report' });
  const pictures = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const picture of contents.pictures) pictures.set(await parts.sha256(picture.buffer), picture);
  return succeed({ data: data.value, seal: await checkSeal(bytes, parts.sha256), pictures });
}

function contentsOf(bytes: Uint8Array<ArrayBuffer>, parts: ReadReportParts): Promise<FileContents | undefined> {
  const isPdf = String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
  return isPdf ? parts.readPdf(bytes) : Promise.resolve(contentsOfHtml(parts.decodeText(bytes), parts));
}

const scriptStart = `<script type="application/json" id="${reportDataFormat}">`;

function contentsOfHtml(html: string, { decodeBase64 }: ReadReportParts): FileContents | undefined {
  const start = html.lastIndexOf(scriptStart);
  if (start < 0) return undefined;
  const end = html.indexOf('</script>', start);
  const json = html.slice(start + scriptStart.length, end < 0 ? undefined : end);
  const drawings = html.slice(0, start).matchAll(/<image href="data:image\/[a-z]+;base64,([A-Za-z0-9+/=]+)"/g);
  return { json, pictures: Array.from(drawings, ([, base64 = '']) => decodeBase64(base64)) };
}

async function checkSeal(bytes: Uint8Array<ArrayBuffer>, sha256: Sha256): Promise<ReportFile['seal']> {
  const sealed = splitSeal(bytes);
  if (sealed === undefined) return 'absent';
  return (await sha256(sealed.content.buffer)) === sealed.sha256 ? 'intact' : 'broken';
}
