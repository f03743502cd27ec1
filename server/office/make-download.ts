/** The export formats of the office. Each file is made while it is sent. */
import { toByteStream } from '../../src/archive/byte-stream';
import { archiveStream } from '../../src/archive/write-archive';
import { cocoDocument } from '../../src/export/coco';
import { jsonLines } from '../../src/export/json-lines';
import { recordArchive } from '../../src/export/record-archive';
import { recordPictures } from '../../src/export/record-coco';
import { recordsCsv } from '../../src/export/records-csv';
import type { BlobStore } from '../blobs/blob-store';
import type { PackLevels } from './dependencies';
import type { FrozenRecords } from './queries/frozen-records';

export const exportFormats = ['csv', 'jsonl', 'coco', 'zip'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file to download. */
export interface Download {
  readonly extension: string;
  readonly mime: string;
  readonly bytes: ReadableStream<Uint8Array>;
}

/** What an export is made from. */
export interface ExportPlan {
  readonly records: FrozenRecords;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly packLevels: PackLevels;
  readonly madeAt: Date;
}

/** The records as a file of that format. */
export function makeDownload(
  format: ExportFormat,
  { records: { read }, blobs, packLevels, madeAt }: ExportPlan,
): Download {
  const source = {
    records: read,
    readBlob: (sha256: string) => blobs.read(sha256),
    levelsOf: (packId: string) => packLevels.get(packId) ?? [],
  };
  switch (format) {
    case 'csv':
      return { extension: 'csv', mime: 'text/csv; charset=utf-8', bytes: toByteStream(recordsCsv(read)) };
    case 'jsonl':
      return { extension: 'jsonl', mime: 'application/x-ndjson; charset=utf-8', bytes: toByteStream(jsonLines(read)) };
    case 'coco':
      return {
        extension: 'coco.json',
        mime: 'application/json',
        bytes: toByteStream(cocoDocument(recordPictures(source), madeAt)),
      };
    case 'zip': {
      const files = recordArchive({ ...source, madeAt });
      return { extension: 'zip', mime: 'application/zip', bytes: archiveStream(files) };
    }
  }
}
