/** Constructs the services of packs, and the client of the workers that run them. */
import { succeed } from '../domain/result';
import { createInspectorClient, type InspectorClient, type WorkerLimits } from '../inspector/client';
import { createClientPair } from '../inspector/client-pair';
import type { StartedWorker } from '../inspector/worker-life';
import { schedule, timeNow } from '../platform/clock';
import { createStoredKey, signerOf, verifyEd25519 } from '../platform/ed25519';
import { newId } from '../platform/ids';
import type { NetworkMonitor } from '../platform/network-monitor';
import { sha256 } from '../platform/sha256';
import { livenessLockReleased } from '../platform/web-locks';
import { openKnownPacks } from '../services/known-packs';
import { readVersionPack } from '../services/pack-comparison';
import { createPackLibrary, type PackLibrary } from '../services/pack-library';
import { createPackService, type PackService } from '../services/pack-service';
import { openSigningKey } from '../storage/signing-key';
import type { Stores } from './compose-stores';
import { modelsPath } from './page-device';

export interface PackParts {
  readonly client: InspectorClient;
  readonly packs: PackService;
  readonly packLibrary: PackLibrary;
}

interface PackChoices {
  readonly workers: 1 | 2;
  readonly limits: WorkerLimits;
  readonly onInstalled: () => void;
}

/** The workers start with their first use. */
export function composePacks(
  stores: Stores,
  { fetch }: NetworkMonitor,
  { workers, limits, onInstalled }: PackChoices,
): PackParts {
  const client = createClients(workers, stores, limits);
  const packs = createPackService({
    repository: stores.packs,
    // The worker may still have the older version of an installed pack loaded: the next picture starts a new worker.
    onInstalled: () => {
      client.renew();
      onInstalled();
    },
    ...{ sha256, fetch, modelsPath, now: timeNow },
    knownPacks: openKnownPacks(() => localStorage),
  });
  const packLibrary = createPackLibrary({
    ...{ versions: stores.packVersions, packs, sha256, verify: verifyEd25519, now: timeNow },
    openSigner: async () => {
      const key = await openSigningKey(stores.connection, createStoredKey);
      return key.ok ? succeed(signerOf(key.value)) : key;
    },
    onChanged: () => client.renew(),
  });
  return { client, packs, packLibrary };
}

function createClients(workers: 1 | 2, stores: Stores, limits: WorkerLimits): InspectorClient {
  const first = createClient(stores, limits);
  return workers === 1 ? first : createClientPair(first, createClient(stores, limits));
}

function createClient({ packs, packVersions }: Stores, limits: WorkerLimits): InspectorClient {
  return createInspectorClient({
    startWorker: startInspectorWorker,
    readPack: async (packId) => {
      const read = await packs.read(packId);
      const installed = read.ok ? read.value : undefined;
      return installed ?? readVersionPack(packVersions, packId);
    },
    schedule,
    limits,
  });
}

/** The name of the worker is unique: it is also the name of its liveness lock. */
export function startInspectorWorker(): StartedWorker {
  const name = `inspector-${newId()}`;
  const port = new Worker(new URL('../../workers/inspector.worker.ts', import.meta.url), { type: 'module', name });
  return { port, gone: () => livenessLockReleased(name) };
}
