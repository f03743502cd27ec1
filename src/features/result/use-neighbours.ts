import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearch } from 'wouter';
import type { HistoryPage, HistoryPosition, HistoryQuery, HistorySort, PageBounds } from '../../domain/history';
import { shownRecord } from '../../domain/corrected-verdict';
import type { InspectionRecord } from '../../domain/record';
import { readHistoryAddress } from '../history-address';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

/** Addresses of the inspections before and after this one in its list; absent at the ends. */
export interface Neighbours {
  readonly previous?: string;
  readonly next?: string;
}

const reverse: Readonly<Record<HistorySort, HistorySort>> = {
  newest: 'oldest',
  oldest: 'newest',
  'highest-score': 'lowest-score',
  'lowest-score': 'highest-score',
};

/** The list is part of the address of the result, as in the address of the history; without one it is the whole history. */
export function useNeighbours(record: InspectionRecord | undefined): Neighbours {
  const { inspections } = useServices();
  const search = useSearch();
  const position = usePositionInList(record);
  const { data } = useQuery({
    queryKey: [...queryKeys.history, 'neighbours', search, position],
    queryFn: async () => {
      if (position === undefined) return {};
      const query: HistoryQuery = readHistoryAddress(new URLSearchParams(search));
      const read = (asked: HistoryQuery, bounds: PageBounds) => inspections.history(asked, bounds);
      const next = await firstAfter(read, query, position);
      const previous = await firstAfter(read, { ...query, sort: reverse[query.sort] }, position);
      return { ...addressed('next', next, search), ...addressed('previous', previous, search) };
    },
    enabled: position !== undefined,
    placeholderData: (before) => before,
  });
  return data ?? {};
}

/** The place at which the inspection was found: a correction may change its score, but not what comes next. */
function usePositionInList(record: InspectionRecord | undefined): HistoryPosition | undefined {
  const [found, setFound] = useState<HistoryPosition>();
  if (record !== undefined && found?.id !== record.id) setFound(positionOf(record));
  return found;
}

function positionOf(record: InspectionRecord): HistoryPosition {
  return { id: record.id, takenAt: record.takenAt, score: shownRecord(record).anomaly?.score ?? -1 };
}

/** A page may be empty and still have a next one. */
const mostEmptyPages = 20;

async function firstAfter(
  history: (query: HistoryQuery, bounds: PageBounds) => Promise<HistoryPage>,
  query: HistoryQuery,
  position: HistoryPosition,
): Promise<string | undefined> {
  let after: HistoryPosition | undefined = position;
  for (let pages = 0; pages < mostEmptyPages && after !== undefined; pages += 1) {
    const page = await history(query, { limit: 1, after });
    const [first] = page.summaries;
    if (first !== undefined) return first.id;
    after = page.next;
  }
  return undefined;
}

function addressed(name: keyof Neighbours, id: string | undefined, search: string): Neighbours {
  return id === undefined ? {} : { [name]: `/inspection/${id}${search === '' ? '' : `?${search}`}` };
}
