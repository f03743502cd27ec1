/** Exports of the inspections of this device, in every format. Loaded with the report screen. */
import { toByteStream } from '../archive/byte-stream';
import type { ArchiveEntry } from '../archive/write-archive';
import type { SharedItem } from '../domain/shared-item';
import type { ReadBlob } from '../export/exported-record';
import { makeExport, type ExportFormat } from '../export/make-export';
import { usedItems } from '../export/used-items';
import type { AssetService } from './asset-service';
import type { InspectionService } from './inspection-service';
import type { JobService } from './job-service';
import type { ReportSubject } from './report-service';
import { recordsOf } from './records-of';

export interface RecordExportDependencies {
  readonly inspections: Pick<InspectionService, 'byId' | 'read'>;
  readonly assets: Pick<AssetService, 'list'>;
  readonly jobs: Pick<JobService, 'list'>;
  readonly now: () => Date;
  /** A picture as PNG; undefined where it cannot be decoded. */
  readonly toPng: (bytes: Uint8Array, mime: string) => Promise<Uint8Array | undefined>;
}

/** A file to save. */
export interface ExportedBlob {
  readonly name: string;
  readonly bytes: Blob;
}

export type RecordExport = ReturnType<typeof createRecordExport>;

/** Makes a file of the inspections. Tables are corrected verdicts; the ZIP can be restored. */
export function createRecordExport({ inspections, assets, jobs, now, toPng }: RecordExportDependencies) {
  return async (format: ExportFormat, { ids, jobId }: ReportSubject): Promise<ExportedBlob> => {
    const madeAt = now();
    const records = recordsOf(ids, inspections.byId);
    const items = format === 'zip' ? await usedItems(records, await allItems({ assets, jobs }), jobId) : [];
    const plan = { records, readBlob: blobReader(inspections), levelsOf: () => [], madeAt, items, toPng };
    const content = makeExport(format, plan);
    const bytes =
      content.kind === 'text'
        ? await new Response(toByteStream(content.text), { headers: { 'content-type': content.mime } }).blob()
        : await zipped(content.files);
    return { name: `fieldgrade-${madeAt.toISOString().slice(0, 10)}.${content.extension}`, bytes };
  };
}

async function zipped(files: AsyncIterable<ArchiveEntry>): Promise<Blob> {
  const { archiveStream } = await import('../archive/write-archive');
  return new Response(archiveStream(files), { headers: { 'content-type': 'application/zip' } }).blob();
}

function blobReader({ read }: Pick<InspectionService, 'read'>): ReadBlob {
  return async (sha256) => {
    const found = await read({ sha256, bytes: 1, mime: 'application/octet-stream', width: 1, height: 1 });
    return found.ok ? new Uint8Array(found.value) : undefined;
  };
}

/** Every asset and job of this device. */
async function allItems({ assets, jobs }: Pick<RecordExportDependencies, 'assets' | 'jobs'>) {
  const [knownAssets, knownJobs] = await Promise.all([assets.list(), jobs.list()]);
  return [
    ...knownAssets.map((value): SharedItem => ({ type: 'asset', value })),
    ...knownJobs.map((value): SharedItem => ({ type: 'job', value })),
  ];
}
