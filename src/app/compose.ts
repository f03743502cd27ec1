/** The composition root: constructs the services from storage, sync, the inspector and the platform. */
import type { WorkerLimits } from '../inspector/client';
import { momentNow, nowMs, schedule, timeNow } from '../platform/clock';
import { newId } from '../platform/ids';
import { makeThumbnail } from '../platform/make-thumbnail';
import { createNetworkMonitor } from '../platform/network-monitor';
import { onHidden, setLeaveWarning } from '../platform/page-events';
import { sha256 } from '../platform/sha256';
import { askToPersist } from '../platform/storage-health';
import { workerCount } from '../platform/worker-count';
import { createAssetService } from '../services/asset-service';
import { createBaselineService } from '../services/baseline-service';
import { createBatchService } from '../services/batch-service';
import { createCorrectionService } from '../services/correction-service';
import { createDeletionService } from '../services/deletion-service';
import { openOutbox, type OpenedOutbox } from '../services/drain-outbox';
import { createHistoryService } from '../services/history-service';
import { createIncomingDocuments } from '../services/incoming-documents';
import { createInspectQueue } from '../services/inspect-queue';
import { isBusy } from '../services/inspect-queue-state';
import { createInspectionService } from '../services/inspection-service';
import { createInspector } from '../services/inspector';
import { createJobService } from '../services/job-service';
import { createLearningService } from '../services/learning-service';
import { createNoteService } from '../services/note-service';
import { createOfficePacks } from '../services/office-packs';
import { createOnnxService } from '../services/onnx-service';
import { openPreferences } from '../services/preferences';
import { createSelectionService } from '../services/selection-service';
import type { Services } from '../services/services';
import { createSharedItems } from '../services/shared-items';
import { createTeachingService } from '../services/teaching-service';
import { composeDelivery } from './compose-delivery';
import { composePacks, type PackParts } from './compose-packs';
import { openStores, type Stores } from './compose-stores';
import { device, locks, networkOfPage } from './page-device';

/** Filled in by `vite.config.ts`. */
declare const __APP_BUILD__: string;

/** Version and commit of this build, as `0.1.0+1a2b3c4`; stored with every inspection. */
const appBuild = __APP_BUILD__;

/** `silenceMs`: a slow phone compiles the WASM and runs the golden picture within it. */
const workerLimits: WorkerLimits = { idleMs: 30_000, silenceMs: 90_000, cancelGraceMs: 2_000, picturesPerWorker: 200 };

/** The services. Starts to drain the outbox; the inspector worker starts with its first use. */
export function composeServices(limits: WorkerLimits = workerLimits): Promise<Services> {
  const stores = openStores();
  const network = createNetworkMonitor(networkOfPage);
  const workers = workerCount(navigator);
  const parts = composePacks(stores, network, { workers, limits, onInstalled: () => void sendPacks() });
  const outbox = openOutbox(stores.connection, { fetch: network.fetch, network: network.state });
  const core = composeInspections(stores, parts, workers);
  const teachings = composeTeachings(stores, parts);
  const items = createSharedItems(stores.items);
  const sendPacks = composePackSync(stores, parts, { settings: outbox.settings, teachings, onQueued: items.notify });
  const notes = createNoteService({ storage: () => localStorage, edit: core.inspections.edit, schedule });
  void core.queue.start();
  void teachings.start().then(sendPacks);
  onHidden(() => void Promise.all([notes.flushAll(), teachings.titles.flushAll()]));
  void notes.flushAll();
  return Promise.resolve({
    ...core,
    ...composeAdditions(stores, parts, { ...core, teachings }),
    ...{ packs: parts.packs, packLibrary: parts.packLibrary, notes, teachings },
    assets: createAssetService({ items, newId }),
    jobs: createJobService({ items, newId }),
    officePacks: createOfficePacks({
      ...{ items, packs: parts.packs, sha256, settings: outbox.settings, fetch: network.fetch },
    }),
    documents: createIncomingDocuments(),
    delivery: composeDelivery(stores, network, { outbox, written: [core.inspections, items] }),
    device: { ...device, disconnection: network.disconnection, onConnectivity: network.subscribe },
    appBuild,
  });
}

type Core = Pick<Services, 'inspector' | 'inspections' | 'history' | 'baselines' | 'queue'>;

function composeInspections(stores: Stores, { client, packs }: PackParts, workers: 1 | 2): Core {
  const { inspections: repository, history } = stores;
  const inspector = createInspector({ client, packs, repository: stores.packs, newId });
  const inspections = createInspectionService({
    ...{ repository, history, sha256, newId, momentNow, askToPersist, appBuild },
  });
  const baselines = createBaselineService({ inspections, inspector, sha256 });
  const queue = createInspectQueue({
    ...{ inspector, inspections, baselines, sha256, newId, nowMs, locks },
    batches: stores.batches,
    atOnce: workers + 1,
  });
  queue.subscribe(() => setLeaveWarning(isBusy(queue.read())));
  return {
    inspector,
    inspections,
    baselines,
    queue,
    history: createHistoryService({ history, read: repository.read }),
  };
}

function composeTeachings(stores: Stores, { client, packs }: PackParts): Services['teachings'] {
  return createTeachingService({
    ...{ client, packs, sha256, newId, nowMs, locks, makeThumbnail, schedule },
    ...{ packRepository: stores.packs, packVersions: stores.packVersions, repository: stores.teachings },
    storage: () => localStorage,
    checkPicture: async (bytes) => {
      const { checkPicture } = await import('../services/look-at-pictures');
      return checkPicture(bytes, { client, newId });
    },
  });
}

interface PackSyncParts extends Pick<OpenedOutbox, 'settings'>, Pick<Services, 'teachings'> {
  readonly onQueued: () => void;
}

/** The function that puts the packs of this device that the office does not have into the outbox. */
function composePackSync(
  { packVersions: versions, packs, items }: Stores,
  { packLibrary: library }: PackParts,
  { settings, teachings, onQueued }: PackSyncParts,
): () => Promise<void> {
  return async () => {
    const count = await versions.count();
    // Most devices have none: they load nothing for it.
    if (!count.ok || count.value === 0) return;
    const { queuePacks } = await import('../services/pack-sync');
    // Another tab may do the same at once: the item of a version is written by one of them.
    const queued = await queuePacks({
      ...{ versions, packs, library, items, sha256, settings, teachings, now: timeNow },
      signerName: () => openPreferences(() => localStorage).read().person ?? '',
    });
    if (queued.ok && queued.value > 0) onQueued();
  };
}

type Additions = Pick<Services, 'onnx' | 'deletions' | 'selections' | 'corrections' | 'batches' | 'learning'>;

function composeAdditions(
  { packVersions: versions, selections, batches, history }: Stores,
  { client, packs, packLibrary }: PackParts,
  services: Core & Pick<Services, 'teachings'>,
): Additions {
  const { inspections } = services;
  return {
    onnx: createOnnxService({ client, packs, versions, sha256, newId }),
    deletions: createDeletionService({ removeAll: inspections.removeAll, schedule }),
    selections: createSelectionService({ selections, sha256 }),
    corrections: createCorrectionService({ ...inspections, newId, now: timeNow }),
    batches: createBatchService({ batches, history }),
    learning: createLearningService({
      ...{ client, packs, packLibrary, inspections, newId, nowMs },
      ...{ teachings: services.teachings, history: services.history },
    }),
  };
}
