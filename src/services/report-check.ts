/** Checks a report file: its seal, its records against those on this device, and its verdicts by computing them again. */
import { shownLevelTitle } from '../domain/level-title';
import type { InspectionRecord } from '../domain/record';
import type { Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { compareRecords, compareVerdict, type Difference, type PictureUsed } from '../export/report/compare-report';
import { readReportFile, type ReportFile, type ReportFileFault } from '../export/report/read-report-file';
import type { BaselineService } from './baseline-service';
import type { InspectionService } from './inspection-service';
import type { Inspector } from './inspector';
import type { PackService } from './pack-service';

export interface ReportCheckDependencies {
  readonly inspections: Pick<InspectionService, 'byId' | 'read'>;
  readonly inspector: Pick<Inspector, 'prepare' | 'inspect'>;
  readonly packs: Pick<PackService, 'installed'>;
  readonly baselines: Pick<BaselineService, 'withIds'>;
  readonly sha256: Sha256;
  readonly decodeBase64: (text: string) => Uint8Array<ArrayBuffer>;
}

/** Why a verdict was not computed again. */
type NotComputed = 'no-picture' | 'no-baseline' | 'no-pack' | 'other-pack' | 'failed';

/** What was found for one record. */
export interface CheckedRecord {
  readonly record: InspectionRecord;
  /** Undefined where the record is not on this device. */
  readonly onDevice: readonly Difference[] | undefined;
  readonly computed:
    | { readonly kind: 'done'; readonly used: PictureUsed; readonly differences: readonly Difference[] }
    | { readonly kind: 'not-done'; readonly because: NotComputed };
}

export type ReportCheck = ReturnType<typeof createReportCheck>;

/** Checks of report files on this device. */
export function createReportCheck(dependencies: ReportCheckDependencies) {
  const { sha256, decodeBase64 } = dependencies;
  const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return {
    read: async (file: Blob): Promise<Result<ReportFile, ReportFileFault>> => {
      const readPdf = async (bytes: Uint8Array) =>
        (await import('../export/report/pdf/read-pdf')).readPdf(bytes, decodeText);
      const bytes = new Uint8Array(await file.arrayBuffer());
      return readReportFile(bytes, { sha256, decodeText, decodeBase64, readPdf });
    },
    /** The pictures in the file that belong to none of its records: they were added later. */
    strangePictures: ({ data, pictures }: ReportFile): number => {
      const known = new Set(data.records.map(({ photo }) => photo.sha256));
      return [...pictures.keys()].filter((hash) => !known.has(hash)).length;
    },
    /** The records one after another. `originals`: picture files that the user added, by their hash. */
    async *records(
      report: ReportFile,
      originals: ReadonlyMap<string, Blob>,
      signal: AbortSignal,
    ): AsyncGenerator<CheckedRecord> {
      for (const record of report.data.records) {
        if (signal.aborted) return;
        const stored = await dependencies.inspections.byId(record.id);
        const onDevice = stored && compareRecords(record, stored);
        yield { record, onDevice, computed: await compute(record, report, originals, dependencies) };
      }
    },
    /** Picture files by their hashes. */
    hashed: async (files: readonly File[]): Promise<ReadonlyMap<string, Blob>> => {
      const entries: (readonly [string, Blob])[] = [];
      for (const file of files) entries.push([await sha256(await file.arrayBuffer()), file]);
      return new Map(entries);
    },
  };
}

async function compute(
  record: InspectionRecord,
  { pictures }: ReportFile,
  originals: ReadonlyMap<string, Blob>,
  { inspector, inspections, packs, baselines }: ReportCheckDependencies,
): Promise<CheckedRecord['computed']> {
  const { packId, packSha256, baselines: used = [] } = record.provenance;
  if ((await packs.installed(packId)) === undefined) return { kind: 'not-done', because: 'no-pack' };
  const original = record.pictureSha256 === undefined ? undefined : originals.get(record.pictureSha256);
  const file = original ?? (await copyOf(record, pictures, inspections));
  if (file === undefined) return { kind: 'not-done', because: 'no-picture' };
  const prepared = await inspector.prepare(packId);
  const known = await baselines.withIds(used.map(({ id }) => id));
  if (known.length < used.length) return { kind: 'not-done', because: 'no-baseline' };
  const inspected = prepared.ok ? await inspector.inspect({ packId, file, baselines: known }) : prepared;
  if (!inspected.ok) return { kind: 'not-done', because: 'failed' };
  const { verdict } = inspected.value;
  if (verdict.provenance.packSha256 !== packSha256) return { kind: 'not-done', because: 'other-pack' };
  const by = original === undefined ? 'copy' : 'original';
  return { kind: 'done', used: by, differences: compareVerdict(withPresentTitle(record), verdict, by) };
}

/** The stored copy: from the report, or from this device. */
async function copyOf(
  { photo }: InspectionRecord,
  pictures: ReportFile['pictures'],
  { read }: ReportCheckDependencies['inspections'],
): Promise<Blob | undefined> {
  const inFile = pictures.get(photo.sha256);
  if (inFile !== undefined) return new Blob([inFile], { type: photo.mime });
  const onDevice = await read(photo);
  return onDevice.ok ? new Blob([onDevice.value], { type: photo.mime }) : undefined;
}

/** Levels of older packs had other titles. */
function withPresentTitle(record: InspectionRecord): InspectionRecord {
  const { anomaly } = record;
  if (anomaly === undefined) return record;
  return { ...record, anomaly: { ...anomaly, levelTitle: shownLevelTitle(anomaly.level, anomaly.levelTitle) } };
}
