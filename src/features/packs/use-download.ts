/** Downloads of packs: they go on while the user is on another screen, so their state lives in the query cache. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import type { DownloadProgress, PackFetchFault, PackService } from '../../services/services';

/** Where the download of one pack stands. Plain data. */
export type Download =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly progress: DownloadProgress | undefined }
  | { readonly phase: 'failed'; readonly fault: PackFetchFault };

const idle: Download = { phase: 'idle' };

function downloadKey(packId: string): readonly [string, string] {
  return ['pack-download', packId];
}

/** The state of a pack's download and how to start it. Starting a running one does nothing. */
export function useDownload(packId: string): { readonly download: Download; readonly start: () => void } {
  const queryClient = useQueryClient();
  const { packs } = useServices();
  const { data } = useQuery<Download>({
    queryKey: downloadKey(packId),
    queryFn: () => queryClient.getQueryData<Download>(downloadKey(packId)) ?? idle,
    initialData: idle,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return { download: data, start: () => void runDownload(queryClient, packs, packId) };
}

async function runDownload(queryClient: QueryClient, packs: PackService, packId: string): Promise<void> {
  const key = downloadKey(packId);
  const tell = (download: Download): void => void queryClient.setQueryData<Download>(key, download);
  if (queryClient.getQueryData<Download>(key)?.phase === 'running') return;
  tell({ phase: 'running', progress: undefined });
  const result = await packs.install(packId, (progress) => tell({ phase: 'running', progress }));
  await refreshPacks(queryClient, packId);
  tell(result.ok ? idle : { phase: 'failed', fault: result.fault });
}

/** Removes a pack from the device and refreshes what the screens show. */
export function useRemovePack(): (packId: string) => void {
  const queryClient = useQueryClient();
  const { packs } = useServices();
  return (packId) => void packs.remove(packId).then(() => refreshPacks(queryClient, packId));
}

async function refreshPacks(queryClient: QueryClient, packId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: queryKeys.offers }),
    queryClient.invalidateQueries({ queryKey: queryKeys.installed(packId) }),
    queryClient.invalidateQueries({ queryKey: queryKeys.storage }),
  ]);
}
