/** Saves, reads, edits and deletes inspections. Rasters and pictures are stored as blobs next to the record. */
import { composeRecord, type PictureOrigin } from '../domain/compose-record';
import type {
  DayCount,
  FacetCount,
  HistoryFilter,
  HistoryLink,
  HistoryPage,
  HistoryQuery,
  PageBounds,
} from '../domain/history';
import type { InspectionSummary } from '../domain/inspection-summary';
import type { VerdictRasters } from '../domain/inspection';
import { createObservable } from '../domain/observable';
import { bitsToMask, bytesToFloatRaster } from '../domain/raster-bytes';
import type { InspectionRecord, RasterRef, RecordedAnomaly, RecordPatch, StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { InspectedPicture } from '../inspector/contract';
import type { Moment } from '../platform/clock';
import type { HistoryRepository } from '../storage/history';
import type { PictureDone } from '../storage/batch-rows';
import type { InspectionRepository, NewBlob } from '../storage/inspections';
import { orThrow } from './fault-error';

export interface InspectionServiceDependencies {
  readonly repository: InspectionRepository;
  readonly history: Pick<HistoryRepository, 'page' | 'linked' | 'facetCounts' | 'dayCounts'>;
  readonly sha256: Sha256;
  readonly newId: () => string;
  readonly momentNow: () => Moment;
  /** Called at every save: the browser asks the user at most once. */
  readonly askToPersist: () => Promise<boolean>;
  readonly appBuild: string;
}

/** How many inspections are saved, in all and for each pack that has any. */
export interface InspectionCounts {
  readonly all: number;
  readonly byPackId: ReadonlyMap<string, number>;
}

export type InspectionService = ReturnType<typeof createInspectionService>;

/** The saved inspections. Reads reject with a `FaultError`; writes return their fault. */
export function createInspectionService(dependencies: InspectionServiceDependencies) {
  const { repository, history } = dependencies;
  const revision = createObservable(0);

  async function notifying<Value>(write: Promise<Result<Value, StorageFault>>): Promise<Result<Value, StorageFault>> {
    const written = await write;
    if (written.ok) revision.write(revision.read() + 1);
    return written;
  }

  return {
    /** Calls back after each change; returns the function that ends this. */
    subscribe: revision.subscribe,
    save: (origin: PictureOrigin, inspected: InspectedPicture) => notifying(save({ origin, inspected }, dependencies)),
    /** Saves the result of a picture of a batch; `gone`, with nothing saved, if that picture has a result or was discarded. */
    saveFromBatch: (
      origin: PictureOrigin,
      inspected: InspectedPicture,
      picture: PictureOfBatch,
    ): Promise<Result<InspectionRecord | 'gone', StorageFault>> =>
      notifying(saveFromBatch({ origin, inspected, picture }, dependencies)),
    /** An inspection of the same bytes with the same pack; undefined where there is none, or where it cannot be read. */
    knownPicture: (wanted: WantedPicture) => knownPicture(wanted, dependencies),
    /** A page of summaries: lists read no whole records. */
    history: async (query: HistoryQuery, bounds: PageBounds): Promise<HistoryPage> =>
      orThrow(await history.page(query, bounds)),
    /** Inspections that belong together, newest first. */
    linked: async (link: HistoryLink, limit: number): Promise<readonly InspectionSummary[]> =>
      orThrow(await history.linked(link, limit)),
    /** Read from counters, however many inspections there are. */
    counts: async (): Promise<InspectionCounts> => countByPack(orThrow(await history.facetCounts())),
    /** The counters of the matching inspections by local day. */
    dayCounts: async (filter: HistoryFilter): Promise<readonly DayCount[]> => orThrow(await history.dayCounts(filter)),
    byId: async (id: string): Promise<InspectionRecord | undefined> => orThrow(await repository.byId(id)),
    /** Changes the fields of `patch`. Returns the changed record; undefined where it was deleted. */
    edit: (id: string, patch: RecordPatch) => notifying(repository.edit(id, patch)),
    /** Stores a record of an export with its blobs; `known` where it is here already, and stays as it is. */
    restore: (record: InspectionRecord, blobs: readonly NewBlob[]) => notifying(restore(record, blobs, repository)),
    remove: (id: string) => notifying(repository.remove(id)),
    /** Changes several one after another, until one fails, and announces them together. */
    editAll: (ids: readonly string[], patch: RecordPatch) =>
      notifying(oneAfterAnother(ids, (id) => repository.edit(id, patch))),
    /** Deletes one after another, until one fails, and announces them together. */
    removeAll: (ids: readonly string[]) => notifying(oneAfterAnother(ids, (id) => repository.remove(id))),
    /** The bytes of a photo or raster, checked against their hash. */
    read: (ref: RasterRef): Promise<Result<ArrayBuffer, StorageFault>> => repository.read(ref),
    /** The photo, and the rasters of the anomaly verdict where the record has one. */
    pixelsOf: (record: InspectionRecord) => pixelsOf(record, repository),
  };
}

async function oneAfterAnother(
  ids: readonly string[],
  write: (id: string) => Promise<Result<unknown, StorageFault>>,
): Promise<Result<void, StorageFault>> {
  for (const id of ids) {
    const written = await write(id);
    if (!written.ok) return written;
  }
  return succeed(undefined);
}

function countByPack(groups: readonly FacetCount[]): InspectionCounts {
  const byPackId = new Map<string, number>();
  for (const { packId, count } of groups) {
    const known = byPackId.get(packId);
    byPackId.set(packId, known === undefined ? count : known + count);
  }
  return { all: groups.reduce((sum, { count }) => sum + count, 0), byPackId };
}

/** The picture of a batch that a result belongs to. */
type PictureOfBatch = Omit<PictureDone, 'inspectedMs'>;

interface NewInspection {
  readonly origin: PictureOrigin;
  readonly inspected: InspectedPicture;
  readonly picture?: PictureOfBatch;
}

/** Hashes and encodes before the transaction of `add`, which must not wait for them. */
async function store(
  { origin, inspected, picture }: NewInspection,
  dependencies: InspectionServiceDependencies,
): Promise<Result<{ readonly record: InspectionRecord; readonly outcome: 'added' | 'gone' }, StorageFault>> {
  const blobs: NewBlob[] = [];
  const { newId, momentNow, appBuild } = dependencies;
  const facts = { id: newId(), ...momentNow(), appBuild };
  const record = await composeRecord(origin, inspected, facts, async (bytes, { mime, width, height }) => {
    const sha256 = await dependencies.sha256(bytes);
    blobs.push({ sha256, mime, bytes });
    return { sha256, bytes: bytes.byteLength, mime, width, height };
  });
  const done = picture && { ...picture, inspectedMs: record.timings.totalMs };
  const added = await dependencies.repository.add(record, blobs, done);
  if (!added.ok) return added;
  void dependencies.askToPersist();
  return succeed({ record, outcome: added.value });
}

async function save(
  inspection: NewInspection,
  dependencies: InspectionServiceDependencies,
): Promise<Result<InspectionRecord, StorageFault>> {
  const stored = await store(inspection, dependencies);
  return stored.ok ? succeed(stored.value.record) : stored;
}

async function saveFromBatch(
  inspection: NewInspection,
  dependencies: InspectionServiceDependencies,
): Promise<Result<InspectionRecord | 'gone', StorageFault>> {
  const stored = await store(inspection, dependencies);
  if (!stored.ok) return stored;
  const { record, outcome } = stored.value;
  return succeed(outcome === 'gone' ? outcome : record);
}

/** The bytes of a picture, and the pack that would inspect it. */
interface WantedPicture {
  readonly sha256: string;
  readonly packId: string;
  readonly packVersion: string;
}

/** Inspections of one picture file that are looked at. */
const mostKnown = 20;

async function knownPicture(
  { sha256, packId, packVersion }: WantedPicture,
  { history, repository }: InspectionServiceDependencies,
): Promise<{ readonly recordId: string; readonly takenAt: string } | undefined> {
  const linked = await history.linked({ name: 'pictureSha256', value: sha256 }, mostKnown);
  for (const summary of linked.ok ? linked.value : []) {
    if (summary.packId !== packId) continue;
    const record = await repository.byId(summary.id);
    const isSame = record.ok && record.value?.provenance.packVersion === packVersion;
    if (isSame) return { recordId: summary.id, takenAt: summary.takenAt };
  }
  return undefined;
}

async function restore(
  record: InspectionRecord,
  blobs: readonly NewBlob[],
  repository: InspectionRepository,
): Promise<Result<'restored' | 'known', StorageFault>> {
  const known = await repository.byId(record.id);
  if (!known.ok) return known;
  if (known.value !== undefined) return succeed('known');
  const added = await repository.restore(record, blobs);
  return added.ok ? succeed('restored') : added;
}

/** What the pictures of the result screen are drawn from. */
export interface InspectionPixels {
  readonly photo: { readonly bytes: ArrayBuffer; readonly mime: string };
  readonly rasters?: VerdictRasters;
}

async function pixelsOf(
  { photo, anomaly }: InspectionRecord,
  repository: InspectionRepository,
): Promise<Result<InspectionPixels, StorageFault>> {
  const bytes = await repository.read(photo);
  if (!bytes.ok) return bytes;
  const rasters = await rastersOf(anomaly, repository);
  if (!rasters.ok) return rasters;
  const stored = { bytes: bytes.value, mime: photo.mime };
  return succeed(rasters.value === undefined ? { photo: stored } : { photo: stored, rasters: rasters.value });
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
