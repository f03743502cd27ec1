/** The composition root: constructs the services from storage, sync, the inspector and the platform. */
import { createClientPair } from '../inspector/client-pair';
import { createInspectorClient, type InspectorClient, type WorkerLimits } from '../inspector/client';
import type { StartedWorker } from '../inspector/worker-life';
import { momentNow, nowMs, schedule } from '../platform/clock';
import { createStoredKey, signerOf, verifyEd25519 } from '../platform/ed25519';
import { onHidden, onReportedConnectivity, onVisible, setLeaveWarning } from '../platform/page-events';
import { newId } from '../platform/ids';
import { createNetworkMonitor, type NetworkMonitor } from '../platform/network-monitor';
import {
  announceOutbox,
  hasBackgroundSync,
  onOutboxElsewhere,
  requestBackgroundSync,
} from '../platform/outbox-signals';
import { makeThumbnail } from '../platform/make-thumbnail';
import { sha256 } from '../platform/sha256';
import { askToPersist, freeBytes } from '../platform/storage-health';
import { createCorrectionService } from '../services/correction-service';
import { createAssetService } from '../services/asset-service';
import { lifeLockReleased } from '../platform/web-locks';
import { workerCount } from '../platform/worker-count';
import { createBaselineService } from '../services/baseline-service';
import { createBatchService } from '../services/batch-service';
import { createDeliveryService, type DeliveryService } from '../services/delivery-service';
import { openOutbox, type OpenedOutbox } from '../services/drain-outbox';
import { createIncomingDocuments } from '../services/incoming-documents';
import { createDeletionService } from '../services/deletion-service';
import { createHistoryService } from '../services/history-service';
import { createInspectQueue } from '../services/inspect-queue';
import { isBusy } from '../services/inspect-queue-state';
import { createOfficePacks } from '../services/office-packs';
import { openPreferences } from '../services/preferences';
import { createInspectionService, type InspectionService } from '../services/inspection-service';
import { createInspector } from '../services/inspector';
import { createJobService } from '../services/job-service';
import { createLessonService } from '../services/lesson-service';
import { checkPicture } from '../services/look-at-pictures';
import { createNoteService } from '../services/note-service';
import { createOutboxChanges } from '../services/outbox-changes';
import { readVersionPack } from '../services/pack-comparison';
import { createOnnxService } from '../services/onnx-service';
import { openKnownPacks } from '../services/known-packs';
import { createPackLibrary } from '../services/pack-library';
import { createPackService } from '../services/pack-service';
import { createSelectionService } from '../services/selection-service';
import { withSharedPull } from '../services/shared-pull';
import { createTeachingService } from '../services/teaching-service';
import { createSharedItems } from '../services/shared-items';
import type { Services } from '../services/services';
import { createBatchRepository } from '../storage/batches';
import { createConnection, type Connection } from '../storage/connection';
import { createHistoryRepository } from '../storage/history';
import { importChange } from '../storage/import-change';
import { createInspectionRepository } from '../storage/inspections';
import { allMigrations } from '../storage/migrations/all-migrations';
import { createSharedItemRepository, type SharedItemRepository } from '../storage/shared-items';
import { createPackVersionRepository, type PackVersionRepository } from '../storage/pack-versions';
import { createPackRepository, type PackRepository } from '../storage/packs';
import { createSelectionRepository } from '../storage/selections';
import { createTeachingRepository } from '../storage/teachings';
import { openSigningKey } from '../storage/signing-key';
import { succeed } from '../domain/result';
import { createSyncEngine } from '../sync/sync-engine';
import { device, locks, modelsPath, networkOfPage } from './page-device';

/** Filled in by `vite.config.ts`. */
declare const __APP_BUILD__: string;

/** Version and commit of this build, as `0.1.0+1a2b3c4`; stored with every inspection. */
const appBuild = __APP_BUILD__;

/** `silenceMs`: a slow phone compiles the WASM and runs the golden picture within it. */
const workerLimits: WorkerLimits = { idleMs: 30_000, silenceMs: 90_000, cancelGraceMs: 2_000, picturesPerWorker: 200 };

/** The services. Starts to drain the outbox; the inspector worker starts with its first use. */
export function composeServices(limits: WorkerLimits = workerLimits): Promise<Services> {
  const connection = createConnection({ name: 'fieldgrade', migrations: allMigrations }, freeBytes);
  const packRepository = createPackRepository(connection);
  const network = createNetworkMonitor(networkOfPage);
  const packVersions = createPackVersionRepository(connection);
  const workers = workerCount(navigator);
  const client = createClients(workers, { packRepository, packVersions }, limits);
  // The worker may still have the older version of an installed pack loaded: the next picture starts a new worker.
  const packs = createPackService({
    repository: packRepository,
    onInstalled: () => {
      client.renew();
      void sendPacks();
    },
    now: () => new Date(nowMs()).toISOString(),
    sha256,
    fetch: network.fetch,
    modelsPath,
    knownPacks: openKnownPacks(() => localStorage),
  });
  const packLibrary = createPackLibrary({
    ...{ versions: packVersions, packs, sha256, verify: verifyEd25519 },
    openSigner: async () => {
      const key = await openSigningKey(connection, createStoredKey);
      return key.ok ? succeed(signerOf(key.value)) : key;
    },
    now: () => new Date(nowMs()).toISOString(),
    onChanged: () => client.renew(),
  });
  const opened = openOutbox(connection, { fetch: network.fetch, network: network.state });
  const inspector = createInspector({ client, packs, repository: packRepository, newId });
  const repository = createInspectionRepository(connection, { newId, nowMs, sha256 });
  const history = createHistoryRepository(connection);
  const inspections = createInspectionService({
    repository,
    history,
    sha256,
    newId,
    momentNow,
    askToPersist,
    appBuild,
  });
  const baselines = createBaselineService({ inspections, inspector, sha256 });
  const itemRepository = createSharedItemRepository(connection, { newId, nowMs });
  const items = createSharedItems(itemRepository);
  const notes = createNoteService({ storage: () => localStorage, edit: inspections.edit, schedule });
  const batchRepository = createBatchRepository(connection);
  const queue = createInspectQueue({
    ...{ inspector, inspections, baselines, sha256, newId, nowMs },
    batches: batchRepository,
    locks,
    atOnce: workers + 1,
  });
  queue.subscribe(() => setLeaveWarning(isBusy(queue.read())));
  const teachings = createTeachingService({
    ...{ client, packs, packRepository, packVersions, sha256, newId, nowMs, locks, makeThumbnail, schedule },
    storage: () => localStorage,
    checkPicture: (bytes) => checkPicture(bytes, { client, newId }),
    repository: createTeachingRepository(connection),
  });
  const historyService = createHistoryService({ history, read: repository.read });
  const sendPacks = async (): Promise<void> => {
    const versions = await packVersions.count();
    // Most devices have none: they load nothing for it.
    if (!versions.ok || versions.value === 0) return;
    const { queuePacks } = await import('../services/pack-sync');
    // Another tab may do the same at once: the item of a version is written by one of them.
    const queued = await queuePacks({
      ...{ versions: packVersions, packs: packRepository, library: packLibrary, items: itemRepository, sha256 },
      ...{ settings: opened.settings, teachings },
      signerName: () => openPreferences(() => localStorage).read().person ?? '',
      now: () => new Date(nowMs()).toISOString(),
    });
    if (queued.ok && queued.value > 0) items.notify();
  };
  void queue.start();
  void teachings.start().then(sendPacks);
  onHidden(() => void Promise.all([notes.flushAll(), teachings.titles.flushAll()]));
  void notes.flushAll();
  return Promise.resolve({
    packs,
    packLibrary,
    onnx: createOnnxService({ client, packs, versions: packVersions, sha256, newId }),
    inspector,
    inspections,
    baselines,
    history: historyService,
    deletions: createDeletionService({ removeAll: inspections.removeAll, schedule }),
    selections: createSelectionService({ selections: createSelectionRepository(connection), sha256 }),
    notes,
    corrections: createCorrectionService({ ...inspections, newId, now: () => new Date(nowMs()).toISOString() }),
    assets: createAssetService({ items, newId }),
    jobs: createJobService({ items, newId }),
    queue,
    batches: createBatchService({ batches: batchRepository, history: createHistoryRepository(connection) }),
    teachings,
    lessons: createLessonService({
      ...{ client, packs, packLibrary, inspections, teachings, newId, nowMs },
      history: historyService,
    }),
    officePacks: createOfficePacks({ items, packs, sha256, settings: opened.settings, fetch: network.fetch }),
    documents: createIncomingDocuments(),
    delivery: composeDelivery(connection, opened, { written: [inspections, items], itemRepository }, network),
    device: { ...device, disconnection: network.disconnection, onConnectivity: network.subscribe },
    appBuild,
  });
}

interface PackRepositories {
  readonly packRepository: PackRepository;
  readonly packVersions: PackVersionRepository;
}

function createClients(workers: 1 | 2, repositories: PackRepositories, limits: WorkerLimits): InspectorClient {
  const first = createClient(repositories, limits);
  return workers === 1 ? first : createClientPair(first, createClient(repositories, limits));
}

function createClient({ packRepository, packVersions }: PackRepositories, limits: WorkerLimits): InspectorClient {
  return createInspectorClient({
    startWorker: startInspectorWorker,
    readPack: async (packId) => {
      const read = await packRepository.read(packId);
      const installed = read.ok ? read.value : undefined;
      return installed ?? readVersionPack(packVersions, packId);
    },
    schedule,
    limits,
  });
}

/** The name of the worker is unique: it is also the name of its life lock. */
export function startInspectorWorker(): StartedWorker {
  const name = `inspector-${newId()}`;
  const port = new Worker(new URL('../../workers/inspector.worker.ts', import.meta.url), { type: 'module', name });
  return { port, gone: () => lifeLockReleased(name) };
}

/** Calls back when the server can be reached again. */
function onReconnected(network: NetworkMonitor, listener: () => void): void {
  let before = network.disconnection();
  network.subscribe(() => {
    const now = network.disconnection();
    if (before !== undefined && now === undefined) listener();
    before = now;
  });
}

/** Whose writes are sent, and where the office's list is applied. */
interface DeliveredParts {
  readonly written: readonly Pick<InspectionService, 'subscribe'>[];
  readonly itemRepository: SharedItemRepository;
}

/** The delivery service. The sync engine drains at once, after each change, and when the network may be back. */
function composeDelivery(
  connection: Connection,
  { outbox, settings, blobs, drain }: OpenedOutbox,
  { written, itemRepository }: DeliveredParts,
  network: NetworkMonitor,
): DeliveryService {
  const changes = createOutboxChanges({ announceElsewhere: announceOutbox, onElsewhere: onOutboxElsewhere, schedule });
  const engine = createSyncEngine({
    drain: withSharedPull((urgency) => drain(urgency, changes.announce), {
      fetch: network.fetch,
      network: network.state,
      settings,
      items: itemRepository,
      onChanged: changes.announce,
    }),
    schedule,
    nowMs,
    random: () => Math.random(),
  });
  engine.wake();
  onVisible(() => engine.wake('immediate'));
  onReportedConnectivity(() => navigator.onLine && engine.wake('immediate'));
  // Respects the backoff of each change: a file of the app may be reached while the intake is not.
  onReconnected(network, () => engine.wake());
  const afterWrite = (): void => {
    changes.announce();
    engine.wake();
    void requestBackgroundSync();
  };
  for (const { subscribe } of written) subscribe(afterWrite);
  return createDeliveryService({
    ...{ outbox, settings, blobs, engine, changes, sha256, nowMs, hasBackgroundSync, requestBackgroundSync },
    network: network.state,
    importChange: (change, imported) => importChange(connection, change, imported, { newId, nowMs }),
  });
}
