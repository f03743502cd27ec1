/** Which inspections a report or an export is about, as the address of the report screen says it. */
import type { HistoryFilter, HistoryLink, HistoryQuery } from '../domain/history';

/** Inspections by their ids, all that belong together, or all that match a filter. */
export type ReportSelection =
  | { readonly kind: 'records'; readonly ids: readonly string[] }
  | { readonly kind: 'linked'; readonly link: HistoryLink }
  | { readonly kind: 'filter'; readonly query: HistoryQuery };

const linkNames = { asset: 'assetId', job: 'jobId', batch: 'batchId' } as const;
const facetNames = { pack: 'packId', answer: 'answer', severity: 'severity', delivery: 'delivery' } as const;

/** The selection of an address: `record=…&record=…`, `batch=…`, `asset=…`, `job=…`, or the parameters of the history. */
export function selectionOf(search: URLSearchParams): ReportSelection {
  const ids = search.getAll('record');
  if (ids.length > 0) return { kind: 'records', ids };
  for (const [parameter, name] of Object.entries(linkNames)) {
    const value = search.get(parameter);
    if (value !== null) return { kind: 'linked', link: { name, value } };
  }
  return { kind: 'filter', query: { filter: filterOf(search), text: search.get('q') ?? '', sort: 'oldest' } };
}

/** The address of a report on these inspections. */
export function reportPath(ids: readonly string[]): string {
  return `/report?${new URLSearchParams(ids.map((id) => ['record', id])).toString()}`;
}

function filterOf(search: URLSearchParams): HistoryFilter {
  const facets = Object.entries(facetNames).flatMap(([parameter, field]) => {
    const value = search.get(parameter);
    return value === null ? [] : [[field, value] as const];
  });
  const day = search.get('day');
  const [firstDay, lastDay] = [day ?? search.get('from'), day ?? search.get('to')];
  return {
    ...Object.fromEntries(facets),
    ...(firstDay === null ? {} : { firstDay }),
    ...(lastDay === null ? {} : { lastDay }),
  };
}
