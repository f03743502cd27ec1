/** What packs can learn from corrections, as several features show it. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { LearningOverview, WaitingExamples } from '../services/learning-overview';
import type { LearningState } from '../services/learning-service';
import { queryKeys } from './local-queries';
import { useServices } from './use-services';

/** The preview in progress, or its result. */
export function useLearningState(): LearningState {
  const { learning } = useServices();
  return useSyncExternalStore(learning.subscribe, learning.read);
}

/** What a pack can learn; null where it cannot learn. */
export function useLearningOverview(packId: string): UseQueryResult<LearningOverview | null> {
  const { learning } = useServices();
  return useQuery({
    queryKey: [...queryKeys.learning, packId],
    queryFn: async () => (await learning.overview(packId)) ?? null,
  });
}

/** Those of these packs that have not learned from all corrections. */
export function useWaitingExamples(packIds: readonly string[]): readonly WaitingExamples[] {
  const { learning } = useServices();
  const { data } = useQuery({
    queryKey: [...queryKeys.learning, 'waiting', packIds],
    queryFn: () => learning.waiting(packIds),
  });
  return data ?? [];
}
