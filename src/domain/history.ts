/** Queries of lists and charts on the saved inspections. */
import type { InspectionSummary, SummaryFacets, SummaryLinks } from './inspection-summary';

/** Which inspections; an absent field does not filter. A day is the local one of the picture, as `2026-11-21`. */
export interface HistoryFilter extends Partial<SummaryFacets>, Pick<SummaryLinks, 'assetId' | 'jobId' | 'batchId'> {
  readonly firstDay?: string;
  readonly lastDay?: string;
  /** Whether a person has corrected the answer. */
  readonly corrected?: boolean;
  /** 0–1, both included. An inspection without a score matches neither. */
  readonly leastScore?: number;
  readonly mostScore?: number;
}

/** By time or by score: then by time in the same direction among equals. An inspection without a score counts as below 0. */
export const historySorts = ['newest', 'oldest', 'highest-score', 'lowest-score'] as const;

export type HistorySort = (typeof historySorts)[number];

/** Which inspections, in which order. */
export interface HistoryQuery {
  readonly filter: HistoryFilter;
  /** Text that the file name or the note contains, in upper or lower case. */
  readonly text?: string;
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
export type DayCount = FacetCount & { readonly day: string; readonly corrected: boolean };

/** The titles of facets, as the pack of an inspection writes them; empty where there is none. */
export interface FacetTitles extends Omit<SummaryFacets, 'delivery'> {
  readonly packTitle: string;
  readonly answerTitle: string;
  readonly severityTitle: string;
}

/** A group of inspections that belong together, and has counters. */
export type GroupName = 'assetId' | 'jobId' | 'batchId';

/** What is counted per day besides facets: marked regions by kind, and tenths of the confidence and of the score. */
export type MeasureName = 'region' | 'confidence' | 'score';

/** How often a measure of the inspections of a day had this value: the kind of a region, or `0` to `9`. */
export interface MeasureCount {
  readonly measure: MeasureName;
  readonly day: string;
  readonly packId: string;
  readonly value: string;
  readonly count: number;
}

/** What the inspections of a group have in common. */
export interface HistoryLink {
  readonly name: Exclude<keyof SummaryLinks, 'purpose'>;
  readonly value: string;
}

const groupNames: readonly GroupName[] = ['batchId', 'assetId', 'jobId'];

/** The groups that a filter names. */
export function groupsOf(filter: HistoryFilter): readonly { readonly name: GroupName; readonly id: string }[] {
  return groupNames.flatMap((name) => {
    const id = filter[name];
    return id === undefined ? [] : [{ name, id }];
  });
}

/** True where counters know how many inspections match: there are none for scores, text, and combinations of groups. */
export function isCounted({ filter, text = '' }: Pick<HistoryQuery, 'filter' | 'text'>): boolean {
  const { leastScore, mostScore } = filter;
  return text === '' && leastScore === undefined && mostScore === undefined && groupsOf(filter).length <= 1;
}

/** True where these facets are asked for. */
export function matchesFacets(filter: HistoryFilter, facets: SummaryFacets): boolean {
  const isWanted = (name: keyof SummaryFacets) => filter[name] === undefined || filter[name] === facets[name];
  return isWanted('packId') && isWanted('answer') && isWanted('severity') && isWanted('delivery');
}

/** True where an inspection that was corrected, or not, is asked for. */
export function matchesCorrected({ corrected }: HistoryFilter, row: { readonly corrected: boolean }): boolean {
  return corrected === undefined || corrected === row.corrected;
}
