/** What the history shows, from counters and pages. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import {
  isCounted,
  type DayCount,
  type FacetTitles,
  type HistoryFilter,
  type HistoryQuery,
} from '../../domain/history';
import type { HistoryService } from '../../services/history-service';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import { countDays, countValues, totalOf } from './facet-counts';
import { groupByDay, type PictureGroup } from './history-layout';
import { createRowLoader, type LoadedSection, type RowLoader } from './row-loader';

/** The counters of the days and the group of a filter. The numbers of before stay until the new ones are read. */
export function useDayCounts({ firstDay, lastDay, assetId, jobId, batchId }: HistoryFilter) {
  const { history } = useServices();
  const scope: HistoryFilter = {
    ...(firstDay !== undefined && { firstDay }),
    ...(lastDay !== undefined && { lastDay }),
    ...(assetId !== undefined && { assetId }),
    ...(jobId !== undefined && { jobId }),
    ...(batchId !== undefined && { batchId }),
  };
  return useQuery({
    queryKey: [...queryKeys.history, 'days', scope],
    queryFn: () => history.dayCounts(scope),
    placeholderData: (before: readonly DayCount[] | undefined) => before,
    // Going back shows the same numbers at once, so that the browser finds the scroll position again.
    gcTime: Infinity,
  });
}

const noTitles: readonly FacetTitles[] = [];

/** What packs call their answers and severities. */
export function useFacetTitles(): readonly FacetTitles[] {
  const { history } = useServices();
  const queryKey = [...queryKeys.history, 'titles'];
  return useQuery({ queryKey, queryFn: () => history.facetTitles(), gcTime: Infinity }).data ?? noTitles;
}

/** How many inspections are saved on this device. */
export function useSavedCount(): number | undefined {
  const { inspections } = useServices();
  const queryKey = [...queryKeys.history, 'counts'];
  return useQuery({ queryKey, queryFn: () => inspections.counts(), gcTime: Infinity }).data?.all;
}

/** The list of a query: its groups, its rows as far as they are read, and how many inspections match. */
export interface HistoryData {
  readonly groups: readonly PictureGroup[];
  readonly loader: RowLoader;
  /** Another object whenever rows have been read. */
  readonly sections: ReadonlyMap<string, LoadedSection>;
  /** Undefined until it is known. */
  readonly total: number | undefined;
  /** There are no more rows than those that are shown. */
  readonly isComplete: boolean;
  readonly fault: unknown;
  /** The severities that the list has, whatever severity is chosen. */
  readonly severities: readonly string[];
  /** Differs after each change of the database. */
  readonly revision: number;
}

/** The section of a list that is not divided into days. */
const everything = 'all';
/** Places that are kept for rows that are not read yet, where their number is not known. */
const morePlaces = 48;

export function useHistoryData(query: HistoryQuery): HistoryData | undefined {
  const { history } = useServices();
  const counts = useDayCounts(query.filter);
  const loader = loaderOf(history, query);
  const revision = useRefresh(loader);
  const sections = useSyncExternalStore(loader.subscribe, loader.sections);
  const fault = useSyncExternalStore(loader.subscribe, loader.fault);
  const rows = counts.data;
  const all = sections.get(everything);
  return useMemo(() => {
    if (rows === undefined) return undefined;
    const total = isCounted(query) ? totalOf(rows, query.filter) : undefined;
    const severities = [...countValues(rows, query.filter, 'severity').keys()];
    const data = { loader, sections, fault: fault ?? counts.error ?? undefined, severities, revision };
    if (isByDays(query)) return { ...data, total, isComplete: true, groups: groupsOfDays(rows, query) };
    const isComplete = all?.isComplete ?? false;
    return {
      ...data,
      groups: groupsOfRows(query, all, total),
      total: total ?? (isComplete ? all?.rows.length : undefined),
      isComplete,
    };
  }, [rows, query, loader, fault, counts.error, all, revision, sections]);
}

/** True where counters know how many inspections each day has: the list has its full length before any row is read. */
function isByDays(query: HistoryQuery): boolean {
  return isCounted(query) && (query.sort === 'newest' || query.sort === 'oldest');
}

function groupsOfDays(rows: readonly DayCount[], { filter, sort }: HistoryQuery): readonly PictureGroup[] {
  const days = [...countDays(rows, filter)].map(([day, count]) => ({ section: day, from: 0, count, day }));
  return sort === 'newest' ? days.reverse() : days;
}

function groupsOfRows(
  { sort }: HistoryQuery,
  loaded: LoadedSection | undefined,
  total: number | undefined,
): readonly PictureGroup[] {
  const rows = loaded?.rows ?? [];
  const unread = loaded?.isComplete === true ? 0 : Math.min(morePlaces, Math.max(0, (total ?? Infinity) - rows.length));
  if (sort === 'newest' || sort === 'oldest') return groupByDay(everything, rows, unread);
  const count = rows.length + unread;
  return count === 0 ? [] : [{ section: everything, from: 0, count }];
}

/** The last list of each service is kept: going back shows it at once. */
const kept = new WeakMap<HistoryService, { readonly key: string; readonly loader: RowLoader }>();

function loaderOf(history: HistoryService, query: HistoryQuery): RowLoader {
  const key = JSON.stringify(query);
  const known = kept.get(history);
  if (known?.key === key) return known.loader;
  known?.loader.stop();
  const loader = createRowLoader((section, bounds) => {
    const days = section === everything ? {} : { firstDay: section, lastDay: section };
    return history.page({ ...query, filter: { ...query.filter, ...days } }, bounds);
  });
  kept.set(history, { key, loader });
  return loader;
}

/** While a batch runs, the list is read again at most this often. */
const refreshPauseMs = 400;

/** Reads the list again after changes of inspections or their delivery. */
function useRefresh(loader: RowLoader): number {
  const { inspections, delivery } = useServices();
  const [revision, setRevision] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        loader.refresh();
        setRevision((before) => before + 1);
      }, refreshPauseMs);
    };
    const unsubscribe = [inspections.subscribe(refresh), delivery.onChanged(refresh)];
    return () => {
      clearTimeout(timer);
      unsubscribe.forEach((stop) => stop());
    };
  }, [loader, inspections, delivery]);
  return revision;
}
