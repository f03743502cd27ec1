/** What packs can learn from corrections, as several features show it. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { LessonOverview, WaitingLessons } from '../services/lesson-overview';
import type { LessonState } from '../services/lesson-service';
import { queryKeys } from './local-queries';
import { useServices } from './use-services';

/** The preview in progress, or its result. */
export function useLessonState(): LessonState {
  const { lessons } = useServices();
  return useSyncExternalStore(lessons.subscribe, lessons.read);
}

/** What a pack can learn; null where it cannot learn. */
export function useLessonOverview(packId: string): UseQueryResult<LessonOverview | null> {
  const { lessons } = useServices();
  return useQuery({
    queryKey: [...queryKeys.lessons, packId],
    queryFn: async () => (await lessons.overview(packId)) ?? null,
  });
}

/** Those of these packs that have not learned from all corrections. */
export function useWaitingLessons(packIds: readonly string[]): readonly WaitingLessons[] {
  const { lessons } = useServices();
  const { data } = useQuery({
    queryKey: [...queryKeys.lessons, 'waiting', packIds],
    queryFn: () => lessons.waiting(packIds),
  });
  return data ?? [];
}
