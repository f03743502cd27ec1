/** What the history shows, from counters and pages. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
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
import { countUnseen, seenPage, showAll, type SeenPictures } from './seen-pictures';

/** What counters of days can be asked for. */
function dayScopeOf({ firstDay, lastDay, assetId, jobId, batchId }: HistoryFilter): HistoryFilter {
  return {
    ...(firstDay !== undefined && { firstDay }),
    ...(lastDay !== undefined && { lastDay }),
    ...(assetId !== undefined && { assetId }),
    ...(jobId !== undefined && { jobId }),
    ...(batchId !== undefined && { batchId }),
  };
}

/** The counters of the days and the group of a filter. The previous numbers stay until the new ones are read. */
export function useDayCounts(filter: HistoryFilter) {
  const { history } = useServices();
  const scope = dayScopeOf(filter);
  return useQuery({
    queryKey: [...queryKeys.history, 'days', scope],
    queryFn: () => history.dayCounts(scope),
    placeholderData: (before: readonly DayCount[] | undefined) => before,
    // Going back shows the same numbers at once, so that the browser finds the scroll position again.
    gcTime: Infinity,
  });
}

const noTitles: readonly FacetTitles[] = [];

/** The names that packs give their answers and severities. */
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
  /** Pictures that match and are not in the list yet: one in the order of the score does not grow under the pointer. */
  readonly unseen: number;
  readonly showUnseen: () => void;
}

/** The section of a list that is not divided into days. */
const everything = 'all';
/** Places that are kept for rows that are not read yet, where their number is not known. */
const morePlaces = 48;

export function useHistoryData(query: HistoryQuery): HistoryData | undefined {
  const { history } = useServices();
  const counts = useDayCounts(query.filter);
  const list = listOf(history, query);
  const { loader } = list;
  const { revision, unseen, showUnseen } = useRefresh(list, query);
  const sections = useSyncExternalStore(loader.subscribe, loader.sections);
  const fault = useSyncExternalStore(loader.subscribe, loader.fault);
  const rows = counts.data;
  const all = sections.get(everything);
  return useMemo(() => {
    if (rows === undefined) return undefined;
    const total = isCounted(query) ? totalOf(rows, query.filter) : undefined;
    const severities = [...countValues(rows, query.filter, 'severity').keys()];
    const refreshed = { revision, unseen, showUnseen };
    const data = { loader, sections, fault: fault ?? counts.error ?? undefined, severities, ...refreshed };
    if (isByDays(query)) return { ...data, total, isComplete: true, groups: groupsOfDays(rows, query) };
    const isComplete = all?.isComplete ?? false;
    return {
      ...data,
      groups: groupsOfRows(query, all, total),
      total: total ?? (isComplete ? all?.rows.length : undefined),
      isComplete,
    };
  }, [rows, query, loader, fault, counts.error, all, revision, unseen, showUnseen, sections]);
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

/** A list, and which pictures it shows. */
interface KeptList {
  readonly loader: RowLoader;
  readonly seen: SeenPictures;
}

/** The last list of each service is kept: going back shows it at once. */
const kept = new WeakMap<HistoryService, KeptList & { readonly key: string }>();

function listOf(history: HistoryService, query: HistoryQuery): KeptList {
  const key = JSON.stringify(query);
  const known = kept.get(history);
  if (known?.key === key) return known;
  known?.loader.stop();
  const seen: SeenPictures = {};
  const loader = createRowLoader((section, bounds) => {
    const days = section === everything ? {} : { firstDay: section, lastDay: section };
    return seenPage(history, { ...query, filter: { ...query.filter, ...days } }, bounds, seen);
  });
  const list = { key, loader, seen };
  kept.set(history, list);
  return list;
}

/** While a batch runs, the list is read again at most this often. */
const refreshPauseMs = 400;

interface Refreshed {
  readonly revision: number;
  readonly unseen: number;
  readonly showUnseen: () => void;
}

/** Reads the list again after changes of inspections or their delivery. */
function useRefresh({ loader, seen }: KeptList, query: HistoryQuery): Refreshed {
  const { inspections, delivery, history } = useServices();
  const [revision, setRevision] = useState(0);
  const [unseen, setUnseen] = useState(0);
  const read = useCallback(async () => {
    loader.refresh();
    setRevision((before) => before + 1);
    setUnseen(await countUnseen(history, query, seen));
  }, [loader, history, query, seen]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void read();
      }, refreshPauseMs);
    };
    const unsubscribe = [inspections.subscribe(refresh), delivery.onChanged(refresh)];
    return () => {
      setUnseen(0);
      clearTimeout(timer);
      unsubscribe.forEach((stop) => stop());
    };
  }, [read, inspections, delivery]);
  const showUnseen = useCallback(() => {
    showAll(seen);
    void read();
  }, [seen, read]);
  return { revision, unseen, showUnseen };
}
