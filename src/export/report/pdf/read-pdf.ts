import { type PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { attachmentName } from '../report-data';
import type { FileContents } from '../read-report-file';

/** The attached records and the JPEG pictures of a PDF; undefined if it has no records of ours or is damaged. */
export async function readPdf(
  bytes: Uint8Array,
  decodeText: (bytes: Uint8Array) => string,
): Promise<FileContents | undefined> {
  const document = await open(bytes);
  const attached = document?.getAttachments().find(({ name }) => name === attachmentName);
  if (document === undefined || attached === undefined) return undefined;
  return { json: decodeText(attached.data), pictures: jpegsOf(document) };
}

async function open(bytes: Uint8Array): Promise<PDFDocument | undefined> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false });
  } catch {
    // The library throws for damaged and for encrypted files alike: neither can be read.
    return undefined;
  }
}

function jpegsOf(document: PDFDocument): readonly Uint8Array<ArrayBuffer>[] {
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFRawStream)) return [];
    return isJpeg(object.dict) ? [new Uint8Array(object.contents)] : [];
  });
}

function isJpeg(dictionary: PDFDict): boolean {
  return (
    dictionary.get(PDFName.of('Subtype')) === PDFName.of('Image') &&
    dictionary.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')
  );
}
