/** The composition root: joins the ports of the screens with storage, platform and the inspector. */
import { createPackService } from '../services/pack-service';
import type { Device, Services } from '../services/services';
import { createInspectorClient, type InspectorClient, type WorkerLimits } from '../inspector/client';
import { appBuild } from '../platform/app-build';
import { canvasIsExact } from '../platform/canvas-canary';
import { momentNow, nowMs, schedule } from '../platform/clock';
import { isOnline, onConnectivity } from '../platform/connectivity';
import { newId } from '../platform/ids';
import { saveFile } from '../platform/save-file';
import { hasWebCrypto, sha256 } from '../platform/sha256';
import { askToPersist, freeBytes, storageHealth } from '../platform/storage-health';
import { createConnection } from '../storage/connection';
import { createHistoryRepository } from '../storage/history';
import { createInspectionRepository } from '../storage/inspections';
import { allMigrations } from '../storage/migrations/all-migrations';
import { createPackRepository, type PackRepository } from '../storage/packs';
import { composeDelivery } from './compose-delivery';
import { createInspectionService } from '../services/inspection-service';
import { createInspector } from '../services/inspector';
import { startInspectorWorker } from './start-inspector-worker';

/** `silenceMs`: a slow phone compiles the WASM and runs the golden picture within it. */
const workerLimits: WorkerLimits = { idleMs: 30_000, silenceMs: 90_000, cancelGraceMs: 2_000, picturesPerWorker: 200 };

/** Everything the screens are given. Starts sending what waits; the inspector's worker is started by its first use. */
export function composeServices(limits: WorkerLimits = workerLimits): Promise<Services> {
  if (!hasWebCrypto()) {
    return Promise.reject(new Error('Fieldgrade needs a secure address: https, or http://localhost.'));
  }
  const connection = createConnection({ name: 'fieldgrade', migrations: allMigrations }, freeBytes);
  const store = createPackRepository(connection);
  const client = inspectorClient(store, limits);
  // The worker may still have the older version of an installed pack loaded: the next picture starts a new worker.
  const packs = createPackService({
    repository: store,
    onInstalled: () => client.renew(),
    sha256,
    fetch: (path, init) => fetch(path, init),
    modelsPath: `${import.meta.env.BASE_URL}models/`,
  });
  const repository = createInspectionRepository(connection, { sha256, newId, nowMs });
  const { desk, onChange } = composeDelivery(connection, repository);
  return Promise.resolve({
    packs,
    inspector: createInspector({ client, packs, repository: store, newId }),
    delivery: desk,
    inspections: createInspectionService({
      repository,
      history: createHistoryRepository(connection),
      sha256,
      newId,
      momentNow,
      askToPersist,
      appBuild,
      onChange,
    }),
    device,
    appBuild,
  });
}

const device: Device = {
  storageHealth,
  canvasIsExact: () => Promise.resolve(canvasIsExact()),
  isOnline,
  onConnectivity,
  saveFile,
};

function inspectorClient(store: PackRepository, limits: WorkerLimits): InspectorClient {
  return createInspectorClient({
    startWorker: startInspectorWorker,
    readPack: async (packId) => {
      const read = await store.read(packId);
      return read.ok ? read.value : undefined;
    },
    schedule,
    limits,
  });
}
