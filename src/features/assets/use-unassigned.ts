import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { HistoryPosition } from '../../domain/history';
import type { InspectionSummary } from '../../domain/inspection-summary';
import type { InspectionService } from '../../services/inspection-service';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

/** The most pictures that are assigned at once. */
export const unassignedLimit = 2_000;
const pageSize = 500;

/** The newest pictures without an asset. */
export function useUnassigned(): UseQueryResult<readonly InspectionSummary[]> {
  const { inspections } = useServices();
  return useQuery({
    queryKey: [...queryKeys.inspections, 'without-asset'],
    queryFn: () => readUnassigned((...query) => inspections.history(...query)),
  });
}

async function readUnassigned(history: InspectionService['history']): Promise<readonly InspectionSummary[]> {
  const found: InspectionSummary[] = [];
  let after: HistoryPosition | undefined;
  do {
    const page = await history({ filter: {}, sort: 'newest' }, { limit: pageSize, after });
    found.push(...page.summaries.filter(({ assetId }) => assetId === undefined));
    after = page.next;
  } while (after !== undefined && found.length < unassignedLimit);
  return found.slice(0, unassignedLimit);
}
