import { useQuery } from '@tanstack/react-query';
import type { BackendChoice } from '../../domain/inspection';
import type { Result } from '../../domain/result';
import { usePreferences } from '../use-preferences';
import { useServices } from '../use-services';
import type { QueueFault } from '../../services/inspect-queue-state';

/** Loads the chosen pack before the first picture. The cached result is plain data, never the worker. */
export function useReadyPack(packId: string, isOnDevice: boolean): Result<BackendChoice, QueueFault> | undefined {
  const { inspector } = useServices();
  const [preferences] = usePreferences();
  const { data } = useQuery({
    queryKey: ['ready-pack', packId, preferences.backend],
    queryFn: async () => {
      const loaded = await inspector.prepare(packId);
      return loaded.ok ? { ok: true as const, value: loaded.value.backend } : loaded;
    },
    enabled: isOnDevice,
    staleTime: 0,
    // Returning to the page must not start a worker that was ended because it was idle.
    refetchOnWindowFocus: false,
  });
  return isOnDevice ? data : undefined;
}
