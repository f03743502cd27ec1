/** The packs: those that are offered, those on the device, and the downloads in progress. */
import { createObservable } from '../domain/observable';
import type { PackBytes } from '../domain/loaded-pack';
import type { Pack } from '../domain/pack';
import type { PackOrigin } from '../domain/pack-version';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import { createSemaphore } from '../domain/semaphore';
import type { PackFetchFault } from './fetch-pack-file';
import { addPack, installBases, installPack, type DownloadProgress } from './install-pack';
import { listOffers } from './pack-offers';
import { parseManifest, type Fetched, type PackDependencies } from './pack-source';

/** The download of one pack. `progress` is undefined until the first bytes arrive. */
export type Download =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly progress: DownloadProgress | undefined }
  | { readonly phase: 'failed'; readonly fault: PackFetchFault };

const idle: Download = { phase: 'idle' };

export interface PackServiceDependencies extends PackDependencies {
  /** Called after each installation: a pack loaded in a worker is outdated. */
  readonly onInstalled: () => void;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
}

export type PackService = ReturnType<typeof createPackService>;

/** Packs from the server's `models/` folder, kept in the device's storage. */
export function createPackService(dependencies: PackServiceDependencies) {
  const { repository, onInstalled, now } = dependencies;
  // One installation at a time, so that a file shared by two packs is fetched once.
  const installations = createSemaphore(1);
  const runningByPackId = new Map<string, Fetched<Pack>>();
  const downloads = createObservable<ReadonlyMap<string, Download>>(new Map());

  function setDownload(packId: string, download: Download): void {
    downloads.write(new Map(downloads.read()).set(packId, download));
  }

  async function download(packId: string): Fetched<Pack> {
    setDownload(packId, { phase: 'running', progress: undefined });
    try {
      const installed = await installations.run(() =>
        installPack(packId, dependencies, (progress) => setDownload(packId, { phase: 'running', progress })),
      );
      if (installed.ok) afterInstall();
      setDownload(packId, installed.ok ? idle : { phase: 'failed', fault: installed.fault });
      return installed;
    } finally {
      runningByPackId.delete(packId);
    }
  }

  /** The bases follow in the background; without a connection they follow with the next pack. */
  function afterInstall(): void {
    onInstalled();
    void installations.run(() => installBases(dependencies));
  }

  return {
    offers: (locale: string) => listOffers(dependencies, locale),
    /** The manifest of a pack on the device; undefined where it is not installed. */
    async installed(packId: string): Promise<Pack | undefined> {
      const manifest = await repository.manifest(packId);
      if (!manifest.ok || manifest.value === undefined) return undefined;
      const parsed = parseManifest(manifest.value);
      return parsed.ok ? parsed.value : undefined;
    },
    /** Installs the offered version. While the pack is being installed, returns the same promise. */
    install(packId: string): Fetched<Pack> {
      const running = runningByPackId.get(packId) ?? download(packId);
      runningByPackId.set(packId, running);
      return running;
    },
    /** Installs the packs with an empty bank, where they are missing: a device of an earlier version has none. */
    installBases: (): Promise<void> => installations.run(() => installBases(dependencies)),
    /** Installs a pack from bytes of this device. Earlier versions are kept. */
    async add(bytes: PackBytes, origin: PackOrigin = { kind: 'taught' }): Fetched<Pack> {
      const added = await installations.run(() => addPack(bytes, dependencies, { addedAt: now(), origin }));
      if (added.ok) onInstalled();
      return added;
    },
    /** Removes the pack. Saved inspections stay. */
    remove: (packId: string): Promise<Result<void, StorageFault>> => repository.remove(packId),
    /** The download of a pack. It outlives the screen that started it. */
    download: (packId: string): Download => downloads.read().get(packId) ?? idle,
    subscribeDownloads: downloads.subscribe,
  };
}
