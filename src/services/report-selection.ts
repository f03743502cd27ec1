import type { HistoryQuery } from '../domain/history';

/** Which inspections a report or an export is about: by their ids, by the name of a kept selection, or all that a query finds. */
export type ReportSelection =
  | { readonly kind: 'records'; readonly ids: readonly string[] }
  | { readonly kind: 'kept'; readonly name: string }
  | { readonly kind: 'query'; readonly query: HistoryQuery };
