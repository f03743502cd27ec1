/** The numbers next to the values of a filter, and the days of the list, from counters. */
import { without } from '../../domain/without';
import {
  matchesCorrected,
  matchesFacets,
  type DayCount,
  type FacetTitles,
  type HistoryFilter,
} from '../../domain/history';
import type { DeliveryState } from '../../domain/delivery';
import type { Tone } from '../../words/verdict-text';

/** One value of a filter: its title and how many inspections have it, given the other filters. */
export interface FacetValue {
  readonly value: string;
  readonly title: string;
  readonly tone: Tone;
  readonly count: number;
}

/** The facets by which the history is filtered. */
export type FacetName = 'packId' | 'answer' | 'severity' | 'delivery' | 'corrected';

/** How many inspections have each value of `name` if the other filters stay as they are. A value that nothing has is not listed. */
export function countValues(
  counts: readonly DayCount[],
  filter: HistoryFilter,
  name: FacetName,
): ReadonlyMap<string, number> {
  const others = without(filter, name);
  const totals = new Map<string, number>();
  for (const row of counts) {
    if (!matchesFacets(others, row) || !matchesCorrected(others, row)) continue;
    const value = String(row[name]);
    totals.set(value, (totals.get(value) ?? 0) + row.count);
  }
  return totals;
}

/** How many inspections match. */
export function totalOf(counts: readonly DayCount[], filter: HistoryFilter): number {
  return sumOf(counts.filter((row) => matchesFacets(filter, row) && matchesCorrected(filter, row)));
}

/** The days that have matching inspections, with their number, the oldest first. */
export function countDays(counts: readonly DayCount[], filter: HistoryFilter): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const row of counts) {
    if (!matchesFacets(filter, row) || !matchesCorrected(filter, row)) continue;
    days.set(row.day, (days.get(row.day) ?? 0) + row.count);
  }
  return days;
}

function sumOf(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** The severities that packs state, the most serious first. An action that only a pack knows comes last. */
const actionOrder = ['critical', 'inspect', 'look', 'monitor', 'pass'];

/** The severities that have inspections, the most serious first: also the order of the keys 1 to 4. */
export function orderSeverities(values: Iterable<string>): readonly string[] {
  const rank = (action: string) => (actionOrder.includes(action) ? actionOrder.indexOf(action) : actionOrder.length);
  return [...values].filter((value) => value !== '').sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** The delivery states in the order of their course. */
export const deliveryOrder: readonly DeliveryState[] = ['attention', 'saved', 'waiting', 'sending', 'delivered'];

/** The title of a pack, an answer or a severity: each title that packs give it, once. */
export function titleOfFacet(
  titles: readonly FacetTitles[],
  name: 'packId' | 'answer' | 'severity',
  value: string,
): string {
  const fieldOf = { packId: 'packTitle', answer: 'answerTitle', severity: 'severityTitle' } as const;
  const found = titles.filter((each) => each[name] === value).map((each) => each[fieldOf[name]]);
  const distinct = [...new Set(found)].filter((title) => title !== '');
  return distinct.length === 0 ? value : distinct.join(' / ');
}
