/** Installs and removes packs, and shows the downloads in progress. */
import type { QueryKey, UseMutationResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { StorageFault } from '../../domain/record';
import type { FaultError } from '../../services/fault-error';
import type { Download } from '../../services/pack-service';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

/** The download of a pack and how to start it. It continues while the user opens another screen. */
export function useDownload(packId: string): { readonly download: Download; readonly start: () => void } {
  const { packs } = useServices();
  const download = useSyncExternalStore(packs.subscribeDownloads, () => packs.download(packId));
  const install = useFaultMutation({ run: () => packs.install(packId), refresh: packQueries(packId) });
  // Installed, and the offers are being read again.
  const isRefreshing = install.isPending && download.phase === 'idle';
  return {
    download: isRefreshing ? { phase: 'running', progress: undefined } : download,
    start: () => install.mutate(),
  };
}

/** Removes a pack from the device. */
export function useRemovePack(packId: string): UseMutationResult<void, FaultError<StorageFault>> {
  const { packs } = useServices();
  return useFaultMutation({ run: () => packs.remove(packId), refresh: packQueries(packId) });
}

function packQueries(packId: string): readonly QueryKey[] {
  return [queryKeys.offers, queryKeys.installed(packId), queryKeys.storage];
}
