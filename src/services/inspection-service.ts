/** The saved inspections as the screens know them: verdicts with rasters, over rows with blobs. */
import type { VerdictRasters } from '../domain/inspection';
import { bitsToMask, bytesToFloatRaster, floatRasterToBytes, maskToBits } from '../domain/raster-bytes';
import type { InspectionRecord, RasterRef, RecordedAnomaly, StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { InspectionService, NewInspection } from './services';
import type { Moment } from '../platform/clock';
import type { HistoryRepository } from '../storage/history';
import type { InspectionRepository, NewBlob } from '../storage/inspections';
import { orThrow } from './fault-error';

/** What a book is made of. */
export interface InspectionDependencies {
  readonly repository: InspectionRepository;
  readonly history: Pick<HistoryRepository, 'page' | 'count'>;
  readonly sha256: Sha256;
  readonly newId: () => string;
  readonly momentNow: () => Moment;
  /** Asked at every save: the browser asks the user at most once. */
  readonly askToPersist: () => Promise<boolean>;
  readonly appBuild: string;
  /** Called after each change: there is something to send. */
  readonly onChange: () => void;
}

/** A book over `repository`. */
export function createInspectionService(parts: InspectionDependencies): InspectionService {
  const { repository } = parts;
  return {
    save: (inspection) => save(inspection, parts),
    history: async (query, bounds) => orThrow(await parts.history.page(query, bounds)),
    count: async (filter) => orThrow(await parts.history.count(filter)),
    byId: async (id) => orThrow(await repository.byId(id)),
    async edit(id, change) {
      const edited = await repository.edit(id, change);
      if (edited.ok) parts.onChange();
      return edited;
    },
    async remove(id) {
      orThrow(await repository.remove(id));
      parts.onChange();
    },
    read: (ref) => repository.read(ref),
    rastersOf: ({ anomaly }) => rastersOf(anomaly, repository),
  };
}

/** Hashes and encodes first; the transaction of `add` awaits nothing foreign. */
async function save(
  inspection: NewInspection,
  parts: InspectionDependencies,
): Promise<Result<InspectionRecord, StorageFault>> {
  const blobs: NewBlob[] = [];
  const record = await toRecord(inspection, parts, async (bytes, { mime, width, height }) => {
    const sha256 = await parts.sha256(bytes);
    blobs.push({ sha256, mime, bytes });
    return { sha256, bytes: bytes.byteLength, mime, width, height };
  });
  const added = await parts.repository.add(record, blobs);
  if (!added.ok) return added;
  void parts.askToPersist();
  parts.onChange();
  return succeed(record);
}

type Keep = (
  bytes: ArrayBuffer,
  as: { readonly mime: string; readonly width: number; readonly height: number },
) => Promise<RasterRef>;

async function toRecord(
  { fileName, source, packTitle, inspected }: NewInspection,
  { newId, momentNow, appBuild }: InspectionDependencies,
  keep: Keep,
): Promise<InspectionRecord> {
  const { verdict, rasters, photo, thumbnail } = inspected;
  const { picture, grade, anomaly, timings, provenance } = verdict;
  return {
    id: newId(),
    ...momentNow(),
    fileName,
    source,
    packTitle,
    picture,
    ...(grade === undefined ? {} : { grade }),
    ...(anomaly && rasters ? { anomaly: { ...anomaly, ...(await keepRasters(rasters, keep)) } } : {}),
    photo: await keep(photo.bytes, photo),
    thumbnail: await keep(thumbnail.bytes, thumbnail),
    timings,
    provenance: { ...provenance, appBuild },
  };
}

async function keepRasters(
  { map, mask }: VerdictRasters,
  keep: Keep,
): Promise<Pick<RecordedAnomaly, keyof VerdictRasters>> {
  return {
    map: await keep(floatRasterToBytes(map), { mime: 'application/x-float32', width: map.width, height: map.height }),
    mask: await keep(maskToBits(mask), { mime: 'application/x-bits', width: mask.width, height: mask.height }),
  };
}

async function rastersOf(
  anomaly: RecordedAnomaly | undefined,
  repository: InspectionRepository,
): Promise<Result<VerdictRasters | undefined, StorageFault>> {
  if (anomaly === undefined) return succeed(undefined);
  const mapBytes = await repository.read(anomaly.map);
  if (!mapBytes.ok) return mapBytes;
  const maskBits = await repository.read(anomaly.mask);
  if (!maskBits.ok) return maskBits;
  const map = bytesToFloatRaster(mapBytes.value, anomaly.map);
  if (map === undefined) return fail({ kind: 'damaged', sha256: anomaly.map.sha256 });
  const mask = bitsToMask(maskBits.value, anomaly.mask);
  if (mask === undefined) return fail({ kind: 'damaged', sha256: anomaly.mask.sha256 });
  return succeed({ map, mask });
}
