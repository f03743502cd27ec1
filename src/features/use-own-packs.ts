/** Reads and changes the packs that the user owns. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { OwnPack } from '../domain/pack-version';
import { orThrow } from '../services/fault-error';
import { queryKeys } from './local-queries';
import { useFaultMutation } from './use-fault-mutation';
import { useServices } from './use-services';

const libraryKey = ['pack-library'] as const;

/** Every pack of the user with its versions. */
export function useOwnPacks(): UseQueryResult<readonly OwnPack[]> {
  const { packLibrary } = useServices();
  return useQuery({ queryKey: libraryKey, queryFn: async () => orThrow(await packLibrary.list()) });
}

/** The queries that a change of the library makes stale. */
export function libraryQueries(packId: string) {
  return [
    libraryKey,
    queryKeys.learning,
    queryKeys.offers,
    queryKeys.installed(packId),
    queryKeys.storage,
    ['ready-pack'],
  ];
}

/** Inspects with another version. */
export function useActivateVersion(packId: string) {
  const { packLibrary } = useServices();
  return useFaultMutation({
    run: (version: string) => packLibrary.activate(packId, version),
    refresh: libraryQueries(packId),
  });
}

/** Deletes versions. */
export function useRemoveVersions(packId: string, onSuccess?: () => void) {
  const { packLibrary } = useServices();
  return useFaultMutation({
    run: (versions: readonly string[]) => packLibrary.remove(packId, versions),
    refresh: libraryQueries(packId),
    ...(onSuccess && { onSuccess }),
  });
}
