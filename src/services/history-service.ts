/** Reads lists and numbers of the saved inspections. Reads reject with a `FaultError`. */
import type {
  DayCount,
  FacetTitles,
  HistoryFilter,
  HistoryPage,
  HistoryPosition,
  HistoryQuery,
  MeasureCount,
  PageBounds,
} from '../domain/history';
import type { FloatRaster } from '../domain/picture';
import { bytesToFloatRaster } from '../domain/raster-bytes';
import type { RasterRef } from '../domain/record';
import type { HistoryRepository } from '../storage/history';
import type { InspectionRepository } from '../storage/inspections';
import { orThrow } from './fault-error';

export interface HistoryServiceDependencies {
  readonly history: HistoryRepository;
  readonly read: InspectionRepository['read'];
}

export type HistoryService = ReturnType<typeof createHistoryService>;

/** Summaries that are read at once where all ids are asked for. */
const idsAtOnce = 500;

export function createHistoryService({ history, read }: HistoryServiceDependencies) {
  const page = async (query: HistoryQuery, bounds: PageBounds): Promise<HistoryPage> =>
    orThrow(await history.page(query, bounds));
  return {
    page,
    /** The counters of the days and the group of the filter, oldest first. Facets do not filter them. */
    dayCounts: async (filter: HistoryFilter): Promise<readonly DayCount[]> => orThrow(await history.dayCounts(filter)),
    facetTitles: async (): Promise<readonly FacetTitles[]> => orThrow(await history.facetTitles()),
    /** Counted regions, confidences and scores of the local days from `from` to `to`, both included. */
    measures: async (from: string, to: string): Promise<readonly MeasureCount[]> =>
      orThrow(await history.measures(from, to)),
    /** The ids of every inspection that matches, in order. */
    idsOf: async (query: HistoryQuery): Promise<readonly string[]> => {
      const ids: string[] = [];
      let after: HistoryPosition | undefined;
      do {
        const { summaries, next } = await page(query, { limit: idsAtOnce, after });
        for (const { id } of summaries) ids.push(id);
        after = next;
      } while (after !== undefined);
      return ids;
    },
    /** An anomaly map; undefined where it cannot be read. Reads of one turn of the event loop are one transaction. */
    map: async (ref: RasterRef): Promise<FloatRaster | undefined> => {
      const bytes = await read(ref);
      return bytes.ok ? bytesToFloatRaster(bytes.value, ref) : undefined;
    },
  };
}
