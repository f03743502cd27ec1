import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { HistoryFilter, HistoryPosition } from '../../domain/history';
import type { InspectionCounts } from '../../services/inspection-service';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

const pageSize = 20;

/** The summaries that match the filter, newest first, a page at a time. */
export function useHistory(filter: HistoryFilter) {
  const { inspections } = useServices();
  return useInfiniteQuery({
    queryKey: [...queryKeys.history, 'pages', filter],
    queryFn: ({ pageParam }) => inspections.history({ filter, sort: 'newest' }, { limit: pageSize, after: pageParam }),
    initialPageParam: undefined as HistoryPosition | undefined,
    getNextPageParam: (page) => page.next,
    // Going back shows the same rows at once, so that the browser finds the scroll position again.
    gcTime: Infinity,
  });
}

/** How many inspections are saved on this device, in all and for each pack. */
export function useInspectionCounts(): UseQueryResult<InspectionCounts> {
  const { inspections } = useServices();
  return useQuery({ queryKey: [...queryKeys.history, 'counts'], queryFn: () => inspections.counts() });
}
