/** Queries of lists and charts on the saved inspections. */
import type { InspectionSummary, SummaryFacets, SummaryLinks } from './inspection-summary';

/** Which inspections; an absent field does not filter. A day is the local one of the picture, as `2026-11-21`. */
export interface HistoryFilter extends Partial<SummaryFacets> {
  readonly firstDay?: string;
  readonly lastDay?: string;
}

/** Newest first, or the highest score first: then the newest first among equals, and those without a score last. */
export type HistorySort = 'newest' | 'highest-score';

/** Which inspections, in which order. */
export interface HistoryQuery {
  readonly filter: HistoryFilter;
  /** Text that the file name contains, in upper or lower case. */
  readonly fileName?: string;
  readonly sort: HistorySort;
}

/** The last row of a page: the next one begins after it. */
export interface HistoryPosition {
  readonly id: string;
  readonly takenAt: string;
  /** -1 where there is no score. */
  readonly score: number;
}

/** A page and where the next one begins; `next` is absent at the end. */
export interface HistoryPage {
  readonly summaries: readonly InspectionSummary[];
  readonly next?: HistoryPosition;
}

/** Which part of the history a page holds. */
export interface PageBounds {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: HistoryPosition | undefined;
}

/** How many inspections have these facets. */
export type FacetCount = SummaryFacets & { readonly count: number };

/** How many inspections of a local day have these facets. */
export type DayCount = FacetCount & { readonly day: string };

/** What the inspections of a group have in common. */
export interface HistoryLink {
  readonly name: Exclude<keyof SummaryLinks, 'purpose'>;
  readonly value: string;
}
