/** The teachings of this device. */
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Teaching } from '../../domain/teaching';
import type { TeachingService } from '../../services/teaching-service';
import type { TeachingState } from '../../services/teaching-work';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

/** What is in progress. */
export function useTeachingState(): TeachingState {
  const { teachings } = useServices();
  return useSyncExternalStore(teachings.subscribe, teachings.read);
}

/** Read again after each change of this tab. */
export function useTeachings(): UseQueryResult<readonly Teaching[]> {
  const { teachings } = useServices();
  const { changes } = useTeachingState();
  return useQuery({
    queryKey: ['teachings', changes],
    queryFn: () => teachings.list(),
    placeholderData: keepPreviousData,
  });
}

/** Whether the pack that the teaching made is not on this device any more. False while it is read. */
export function useIsPackDeleted({ state }: Pick<Teaching, 'state'>): boolean {
  const { packs } = useServices();
  const { changes } = useTeachingState();
  const packId = state.phase === 'taught' ? state.packId : undefined;
  const { data } = useQuery({
    queryKey: [...queryKeys.installed(packId ?? ''), 'deleted', changes],
    queryFn: async () => packId !== undefined && (await packs.installed(packId)) === undefined,
    enabled: packId !== undefined,
  });
  return data ?? false;
}

export type StoredTeaching = NonNullable<Awaited<ReturnType<TeachingService['byId']>>>;

/** One teaching with its pictures; null where it is not on this device. */
export function useTeaching(id: string): UseQueryResult<StoredTeaching | null> {
  const { teachings } = useServices();
  const { changes } = useTeachingState();
  return useQuery({
    queryKey: ['teaching', id, changes],
    queryFn: async () => (await teachings.byId(id)) ?? null,
    placeholderData: keepPreviousData,
  });
}
