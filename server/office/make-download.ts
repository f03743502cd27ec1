/** The export formats of the office, each file made while it is sent. */
import { toPng } from '../../node-host/to-png';
import { toByteStream } from '../../src/archive/byte-stream';
import { archiveStream } from '../../src/archive/write-archive';
import type { SharedItem } from '../../src/domain/shared-item';
import { makeExport, type ExportFormat } from '../../src/export/make-export';
import type { BlobStore } from '../blobs/blob-store';
import type { PackLevels } from './dependencies';
import type { FrozenRecords } from './queries/frozen-records';

/** A file to download. */
export interface Download {
  readonly extension: string;
  readonly mime: string;
  readonly bytes: ReadableStream<Uint8Array>;
}

/** What an export is made from. */
export interface DownloadPlan {
  readonly records: FrozenRecords;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly packLevels: PackLevels;
  readonly madeAt: Date;
  readonly items: readonly SharedItem[];
}

/** The records as a file of that format. */
export function makeDownload(format: ExportFormat, plan: DownloadPlan): Download {
  const { records, blobs, packLevels, madeAt, items } = plan;
  const content = makeExport(format, {
    records: records.read,
    readBlob: (sha256) => blobs.read(sha256),
    levelsOf: (packId) => packLevels.get(packId) ?? [],
    madeAt,
    items,
    toPng,
  });
  const { extension } = content;
  if (content.kind === 'text') return { extension, mime: content.mime, bytes: toByteStream(content.text) };
  return { extension, mime: 'application/zip', bytes: archiveStream(content.files) };
}
