/** Inspects one waiting picture and saves its result. */
import type { BatchPicture } from '../domain/batch';
import type { LoadedPack } from '../domain/loaded-pack';
import { fail, succeed, type Result } from '../domain/result';
import { createSemaphore } from '../domain/semaphore';
import type { Sha256 } from '../domain/sha256';
import type { InspectedPicture } from '../inspector/contract';
import { readFile } from '../platform/read-file';
import type { BatchRepository } from '../storage/batches';
import { type QueueEvent, type QueueItem, type QueueWork } from './inspect-queue-state';
import type { BaselineService } from './baseline-service';
import type { Inspector } from './inspector';
import type { InspectionService } from './inspection-service';

/** The services that the runner calls. */
export interface WorkDependencies {
  readonly inspector: Pick<Inspector, 'prepare' | 'inspect'>;
  readonly inspections: Pick<InspectionService, 'saveFromBatch' | 'knownPicture'>;
  readonly batches: Pick<BatchRepository, 'readFile'>;
  readonly baselines: Pick<BaselineService, 'of'>;
  readonly sha256: Sha256;
  readonly nowMs: () => number;
}

/** What the runner states about the batch of a picture. */
export interface WorkContext {
  readonly signal: AbortSignal;
  /** The batch that the record names; undefined for a picture that was added alone. */
  readonly batchId: string | undefined;
  /** Many pictures wait. */
  readonly isOneOfMany: boolean;
}

/** The outcome of `work`. A bug in a layer below fails its own picture only. */
export async function performWork(
  work: QueueWork,
  dependencies: WorkDependencies,
  context: WorkContext,
): Promise<QueueEvent> {
  const { item } = work;
  try {
    return await (work.kind === 'save'
      ? save(item, work.inspected, dependencies, context)
      : inspectAndSave(item, dependencies, context));
  } catch (thrown) {
    const detail = String(thrown);
    return work.kind === 'save'
      ? { kind: 'save-failed', id: item.id, inspected: work.inspected, fault: { kind: 'storage-unavailable', detail } }
      : settled(item, { phase: 'failed', fault: { kind: 'network-failed', detail } }, dependencies);
  }
}

async function inspectAndSave(
  item: QueueItem,
  dependencies: WorkDependencies,
  context: WorkContext,
): Promise<QueueEvent> {
  const prepared = await dependencies.inspector.prepare(item.pack.id);
  if (!prepared.ok) return { kind: 'pack-failed', id: item.id, fault: prepared.fault };
  const inspected = await inspectOnce(item, prepared.value, dependencies, context);
  const outcome = inspected.kind === 'lost' ? await retryLost(item, prepared.value, dependencies, context) : inspected;
  switch (outcome.kind) {
    case 'inspected':
      return save({ ...item, sha256: outcome.sha256 }, outcome.picture, dependencies, context);
    case 'gone':
      return { kind: 'hidden', ids: [item.id] };
    case 'settled':
      return settled(item, outcome.state, dependencies);
    case 'cancelled':
      return { kind: 'settled', id: item.id, state: { phase: 'waiting' }, atMs: dependencies.nowMs() };
    case 'lost':
      return settled(item, { phase: 'failed', fault: { kind: 'worker-lost', detail: outcome.detail } }, dependencies);
  }
}

type Outcome =
  | { readonly kind: 'inspected'; readonly picture: InspectedPicture; readonly sha256: string }
  | { readonly kind: 'settled'; readonly state: BatchPicture['state'] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'lost'; readonly detail: string }
  /** Another tab has inspected or removed it. */
  | { readonly kind: 'gone' };

/**
 * When a picture ends its worker, the other pictures in it are lost too. Each is inspected once more, one after another, so
 * that only the one that ends the worker again has failed.
 */
const retries = createSemaphore(1);

function retryLost(
  item: QueueItem,
  pack: LoadedPack,
  dependencies: WorkDependencies,
  { signal }: WorkContext,
): Promise<Outcome> {
  return retries.run(() => inspectOnce(item, pack, dependencies, { signal, isOneOfMany: false }));
}

async function inspectOnce(
  item: QueueItem,
  { pack }: LoadedPack,
  dependencies: WorkDependencies,
  { signal, isOneOfMany }: Pick<WorkContext, 'signal' | 'isOneOfMany'>,
): Promise<Outcome> {
  const read = await readBytes(item, dependencies);
  if (!read.ok) return read.fault;
  const { bytes, sha256 } = read.value;
  const known = await knownBefore(item, { sha256, packId: pack.id, packVersion: pack.version }, dependencies);
  if (known !== undefined) return { kind: 'settled', state: { phase: 'known', ...known } };
  if (signal.aborted) return { kind: 'cancelled' };
  const { assetId, purpose } = item.context ?? {};
  const baselines = assetId === undefined ? [] : await dependencies.baselines.of(assetId, sha256);
  const picture = { packId: item.pack.id, file: bytes, baselines, isBaseline: purpose === 'baseline', isOneOfMany };
  const inspected = await dependencies.inspector.inspect(picture, signal);
  if (inspected.ok) return { kind: 'inspected', picture: inspected.value, sha256 };
  const { fault } = inspected;
  if (fault.kind === 'cancelled') return fault;
  if (fault.kind === 'worker-lost') return { kind: 'lost', detail: fault.detail };
  return { kind: 'settled', state: { phase: 'failed', fault } };
}

/** Samples are inspected as often as the user taps them. */
async function knownBefore(
  { source, again }: QueueItem,
  wanted: Parameters<InspectionService['knownPicture']>[0],
  { inspections }: WorkDependencies,
) {
  return source === 'sample' || again === true ? undefined : inspections.knownPicture(wanted);
}

interface PictureBytes {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
}

async function readBytes(item: QueueItem, dependencies: WorkDependencies): Promise<Result<PictureBytes, Outcome>> {
  const { file, sha256 } = item;
  if (file === undefined) {
    const stored = await dependencies.batches.readFile(item);
    if (!stored.ok) return failed({ kind: 'file-unreadable', detail: stored.fault.kind });
    const bytes = stored.value;
    if (bytes === undefined)
      return item.storage === 'stored' ? fail({ kind: 'gone' }) : failed({ kind: 'file-missing' });
    return succeed({ bytes, sha256: sha256 ?? (await dependencies.sha256(bytes)) });
  }
  const read = await readFile(file);
  return read.ok ? succeed({ bytes: read.value, sha256: await dependencies.sha256(read.value) }) : failed(read.fault);
}

function failed(fault: Extract<BatchPicture['state'], { phase: 'failed' }>['fault']) {
  return fail<Outcome>({ kind: 'settled', state: { phase: 'failed', fault } });
}

function settled({ id }: QueueItem, state: BatchPicture['state'], { nowMs }: WorkDependencies): QueueEvent {
  return { kind: 'settled', id, state, atMs: nowMs() };
}

/** A result that is too large for the office is a failure of this picture alone: saving it again would not help, and the others continue. */
async function save(
  item: QueueItem,
  inspected: InspectedPicture,
  dependencies: WorkDependencies,
  { batchId }: WorkContext,
): Promise<QueueEvent> {
  const { id, fileName, source, context, pack, sha256, order, storage } = item;
  const origin = {
    ...{ fileName, source, packTitle: pack.title, ...context },
    ...(sha256 === undefined ? {} : { pictureSha256: sha256 }),
    ...(batchId === undefined ? {} : { batchId }),
  };
  const place = { batchId: item.batchId, order, isStored: storage === 'stored' };
  const saved = await dependencies.inspections.saveFromBatch(origin, inspected, place);
  if (!saved.ok) {
    const { fault } = saved;
    if (fault.kind !== 'item-too-large') return { kind: 'save-failed', id, inspected, fault };
    return settled(item, { phase: 'failed', fault: { kind: 'storage-fault', fault } }, dependencies);
  }
  return saved.value === 'gone'
    ? { kind: 'hidden', ids: [id] }
    : { kind: 'saved', id, record: saved.value, atMs: dependencies.nowMs() };
}
