import type { ReportSelection } from '../../services/report-selection';
import { readHistoryAddress } from '../history-address';

/** The selection of an address: `selection=…`, `ids=…,…` in older addresses, or the parameters of the history, such as `batch`, `asset`, `job` and `day`. */
export function selectionOf(search: URLSearchParams): ReportSelection {
  const ids = (search.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > 0) return { kind: 'records', ids };
  const name = search.get('selection');
  if (name !== null) return { kind: 'kept', name };
  const { filter, text } = readHistoryAddress(search);
  return { kind: 'query', query: { filter, ...(text !== undefined && { text }), sort: 'oldest' } };
}
