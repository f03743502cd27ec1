/** Baseline pictures of assets: finds them for an inspection, adds one, and inspects a picture again against them. */
import { mostBaselines } from '../domain/baseline';
import type { FileFault } from '../domain/file-fault';
import type { InspectionSummary } from '../domain/inspection-summary';
import type { InspectFault } from '../domain/inspection';
import type { InspectionRecord, PictureSource, StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { BaselinePicture } from '../inspector/contract';
import { readFile } from '../platform/read-file';
import type { PackFetchFault } from './fetch-pack-file';
import type { InspectionService } from './inspection-service';
import type { Inspector } from './inspector';

export interface BaselineServiceDependencies {
  readonly inspections: Pick<InspectionService, 'linked' | 'byId' | 'read' | 'save' | 'edit'>;
  readonly inspector: Pick<Inspector, 'prepare' | 'inspect'>;
  readonly sha256: Sha256;
}

/** A picture of the asset in its normal state, as the user gave it. */
export interface NewBaseline {
  readonly file: Blob;
  readonly fileName: string;
  readonly source: PictureSource;
  readonly assetId: string;
  readonly pack: { readonly id: string; readonly title: string };
}

/** Several normal pictures of one asset. */
export interface NewBaselines extends Omit<NewBaseline, 'file' | 'fileName'> {
  readonly files: readonly File[];
}

export type BaselineFault = InspectFault | FileFault | PackFetchFault;

export type BaselineService = ReturnType<typeof createBaselineService>;

/** Pictures of an asset among which its baselines are looked for. */
const mostOfAsset = 500;

/** The baselines of all assets. */
export function createBaselineService(dependencies: BaselineServiceDependencies) {
  const { inspections } = dependencies;
  return {
    /** The newest baselines of an asset, with the stored photos. A picture is not compared with itself. */
    of: (assetId: string, pictureSha256?: string) => baselinesOf({ assetId, pictureSha256 }, inspections),
    /** The baselines with these ids that are on this device. */
    withIds: async (ids: readonly string[]): Promise<readonly BaselinePicture[]> =>
      photosOf((await Promise.all(ids.map((id) => inspections.byId(id)))).filter(isPresent), inspections),
    /** Stores a picture as baseline of an asset, whatever its verdict is. */
    add: (baseline: NewBaseline) => addBaseline(baseline, dependencies),
    /** Stores several, one after another, until one fails. */
    addAll: async ({ files, ...common }: NewBaselines): Promise<Result<readonly InspectionRecord[], BaselineFault>> => {
      const added: InspectionRecord[] = [];
      for (const file of files) {
        const one = await addBaseline({ ...common, file, fileName: file.name }, dependencies);
        if (!one.ok) return one;
        added.push(one.value);
      }
      return succeed(added);
    },
    /** Assigns a record to an asset. */
    assign: async (record: InspectionRecord, assetId: string): Promise<Result<InspectionRecord, BaselineFault>> => {
      const edited = stored(await inspections.edit(record.id, { assetId }));
      return edited.ok ? succeed({ ...record, assetId }) : edited;
    },
    /**
     * Inspects the stored photo of a record against the baselines of its asset, with `pack` or else the pack of the record as it is
     * now on the device; the result is a second record.
     */
    inspectAgain: (record: InspectionRecord, pack?: NewBaseline['pack']) => inspectAgain(record, pack, dependencies),
  };
}

interface Wanted {
  readonly assetId: string;
  readonly pictureSha256: string | undefined;
}

type Reader = Pick<InspectionService, 'linked' | 'byId' | 'read'>;

async function baselinesOf(
  { assetId, pictureSha256 }: Wanted,
  inspections: Reader,
): Promise<readonly BaselinePicture[]> {
  const linked = await inspections.linked({ name: 'assetId', value: assetId }, mostOfAsset);
  const isBaseline = ({ purpose }: InspectionSummary): boolean => purpose === 'baseline';
  const records = await Promise.all(linked.filter(isBaseline).map(({ id }) => inspections.byId(id)));
  const others = records
    .filter(isPresent)
    .filter((record) => pictureSha256 === undefined || record.pictureSha256 !== pictureSha256);
  return photosOf(others.slice(0, mostBaselines), inspections);
}

/** Photos that cannot be read are left out: the picture is judged without them. */
async function photosOf(
  records: readonly InspectionRecord[],
  inspections: Pick<InspectionService, 'read'>,
): Promise<readonly BaselinePicture[]> {
  const read = await Promise.all(
    records.map(async ({ id, photo }) => {
      const bytes = await inspections.read(photo);
      return bytes.ok ? { id, bytes: bytes.value } : undefined;
    }),
  );
  return read.filter(isPresent);
}

function isPresent<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

async function addBaseline(
  { file, fileName, source, assetId, pack }: NewBaseline,
  { inspections, inspector, sha256 }: BaselineServiceDependencies,
): Promise<Result<InspectionRecord, BaselineFault>> {
  const bytes = await readFile(file);
  if (!bytes.ok) return bytes;
  const pictureSha256 = await sha256(bytes.value);
  const prepared = await inspector.prepare(pack.id);
  if (!prepared.ok) return prepared;
  const baselines = await baselinesOf({ assetId, pictureSha256 }, inspections);
  const inspected = await inspector.inspect({ packId: pack.id, file: bytes.value, baselines, isBaseline: true });
  if (!inspected.ok) return inspected;
  const origin = { fileName, source, packTitle: pack.title, pictureSha256, assetId, purpose: 'baseline' } as const;
  return stored(await inspections.save(origin, inspected.value));
}

function stored<Value>(result: Result<Value, StorageFault>): Result<Value, BaselineFault> {
  return result.ok ? result : fail({ kind: 'storage-fault', fault: result.fault });
}

async function inspectAgain(
  record: InspectionRecord,
  pack: NewBaseline['pack'] | undefined,
  { inspections, inspector }: BaselineServiceDependencies,
): Promise<Result<InspectionRecord, BaselineFault>> {
  const { assetId, pictureSha256, provenance } = record;
  const photo = stored(await inspections.read(record.photo));
  if (!photo.ok) return photo;
  const packId = pack?.id ?? provenance.packId;
  const prepared = await inspector.prepare(packId);
  if (!prepared.ok) return prepared;
  const baselines = assetId === undefined ? [] : await baselinesOf({ assetId, pictureSha256 }, inspections);
  const inspected = await inspector.inspect({ packId, file: photo.value, baselines });
  if (!inspected.ok) return inspected;
  const origin = { ...originOf(record), ...(pack && { packTitle: pack.title }) };
  return stored(await inspections.save(origin, inspected.value));
}

/** What the second record has in common with the first. */
function originOf({
  fileName,
  source,
  packTitle,
  pictureSha256,
  assetId,
  jobId,
  purpose,
  capture,
  captured,
}: InspectionRecord) {
  return {
    ...{ fileName, source, packTitle },
    ...(pictureSha256 === undefined ? {} : { pictureSha256 }),
    ...(assetId === undefined ? {} : { assetId }),
    ...(jobId === undefined ? {} : { jobId }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(capture === undefined ? {} : { capture }),
    ...(captured === undefined ? {} : { captured }),
  };
}
