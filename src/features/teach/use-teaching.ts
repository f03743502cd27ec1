/** The teachings of this device. */
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Teaching } from '../../domain/teaching';
import type { TeachingService, TeachingState } from '../../services/teaching-service';
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
