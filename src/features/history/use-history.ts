import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { InspectionRecord } from '../../domain/record';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import type { InspectionService } from '../../services/services';

const pageSize = 20;
const readAtOnce = 60;

/** Which inspections to show: the id of a pack, or `all`. */
export type PackFilter = string;

interface HistoryPage {
  readonly records: readonly InspectionRecord[];
  /** Where the next page begins; undefined at the end. */
  readonly readUntil: InspectionRecord | undefined;
}

/** The saved inspections of one pack or of all, newest first, a page at a time. */
export function useHistory(filter: PackFilter) {
  const { inspections } = useServices();
  return useInfiniteQuery({
    queryKey: [...queryKeys.inspections, 'latest', filter],
    queryFn: ({ pageParam }) => readPage((page) => inspections.latest(page), filter, pageParam),
    initialPageParam: undefined as InspectionRecord | undefined,
    getNextPageParam: (page) => page.readUntil,
  });
}

/** How many are saved in all. */
export function useInspectionCount(): UseQueryResult<number> {
  const { inspections } = useServices();
  return useQuery({ queryKey: [...queryKeys.inspections, 'count'], queryFn: () => inspections.count() });
}

/** Reads on until the page is full or nothing is left: the book itself knows no filter. */
async function readPage(
  latest: InspectionService['latest'],
  filter: PackFilter,
  start: InspectionRecord | undefined,
): Promise<HistoryPage> {
  const records: InspectionRecord[] = [];
  const limit = filter === 'all' ? pageSize : readAtOnce;
  let before = start;
  for (;;) {
    const found = await latest(before === undefined ? { limit } : { limit, before });
    for (const record of found) {
      before = record;
      if (filter === 'all' || record.provenance.packId === filter) records.push(record);
      if (records.length === pageSize) return { records, readUntil: record };
    }
    if (found.length < limit) return { records, readUntil: undefined };
  }
}
