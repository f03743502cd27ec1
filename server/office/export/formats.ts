/** The forms in which records leave the office. Each is made while it is sent. */
import type { BlobStore } from '../../blobs/blob-store';
import type { FrozenRecords } from '../queries/frozen-records';
import { cocoDocument } from './coco';
import { photoName, type RecordSource } from './exported-record';
import { jsonLines } from './json-lines';
import { recordsCsv } from './records-csv';
import { textStream } from './text-stream';
import { zipStream, type ArchiveEntry } from './zip';

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
  readonly madeAt: Date;
}

/** Makes the download. */
export function makeDownload(format: ExportFormat, { records, blobs, madeAt }: ExportPlan): Download {
  const { read } = records;
  switch (format) {
    case 'csv':
      return { extension: 'csv', mime: 'text/csv; charset=utf-8', bytes: textStream(recordsCsv(read)) };
    case 'jsonl':
      return { extension: 'jsonl', mime: 'application/x-ndjson; charset=utf-8', bytes: textStream(jsonLines(read)) };
    case 'coco':
      return { extension: 'coco.json', mime: 'application/json', bytes: textStream(cocoDocument(read, madeAt)) };
    case 'zip':
      return { extension: 'zip', mime: 'application/zip', bytes: zipStream(archiveOf(read, blobs, madeAt)) };
  }
}

async function* archiveOf(
  read: RecordSource,
  blobs: Pick<BlobStore, 'read'>,
  madeAt: Date,
): AsyncGenerator<ArchiveEntry> {
  const text = { at: madeAt, packing: 'deflated' } as const;
  yield { ...text, name: 'records.csv', bytes: textStream(recordsCsv(read)) };
  yield { ...text, name: 'records.jsonl', bytes: textStream(jsonLines(read)) };
  yield { ...text, name: 'annotations.coco.json', bytes: textStream(cocoDocument(read, madeAt)) };
  for await (const { record } of read()) {
    const photo = await blobs.read(record.photo.sha256);
    // A person may have kept the photo back; the tables name it all the same, with its hash.
    if (photo === undefined) continue;
    yield {
      name: photoName(record),
      at: new Date(record.takenAt),
      packing: 'stored',
      bytes: new Blob([new Uint8Array(photo)]).stream(),
    };
  }
}
