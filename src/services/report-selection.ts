import type { HistoryQuery } from '../domain/history';

/** Which inspections a report or an export is about: by their ids, or all that a query of the history finds. */
export type ReportSelection =
  | { readonly kind: 'records'; readonly ids: readonly string[] }
  | { readonly kind: 'query'; readonly query: HistoryQuery };
