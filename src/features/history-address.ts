/** The history's filter, order and view as the search part of an address: it survives Back, reload and a bookmark. */
import { historySorts, type HistoryFilter, type HistoryQuery, type HistorySort } from '../domain/history';
import type { DeliveryState } from '../domain/delivery';

/** `grid`: many pictures at a glance. `list`: rows with facts; a table on a desktop. */
type HistoryView = 'grid' | 'list';

/** The content of an address of the history. `view` is absent where the device decides. */
export interface HistoryAddress extends HistoryQuery {
  readonly view?: HistoryView;
}

const textParameters = {
  pack: 'packId',
  answer: 'answer',
  severity: 'severity',
  asset: 'assetId',
  job: 'jobId',
  batch: 'batchId',
  from: 'firstDay',
  to: 'lastDay',
} as const satisfies Readonly<Record<string, keyof HistoryFilter>>;

const deliveryStates: readonly DeliveryState[] = ['saved', 'waiting', 'sending', 'delivered', 'attention'];

/** Parses an address. Invalid parts are ignored. `day` is short for a range of one day. */
export function readHistoryAddress(search: URLSearchParams): HistoryAddress {
  const view = search.get('view');
  return {
    filter: readFilter(search),
    sort: historySorts.find((sort) => sort === search.get('sort')) ?? 'newest',
    ...withText('text', search.get('q')),
    ...(view === 'grid' || view === 'list' ? { view } : {}),
  };
}

function readFilter(search: URLSearchParams): HistoryFilter {
  const texts = Object.entries(textParameters).map(([parameter, field]) => withText(field, search.get(parameter)));
  const day = search.get('day');
  const delivery = deliveryStates.find((state) => state === search.get('delivery'));
  const corrected = search.get('corrected');
  return {
    ...(day === null ? {} : { firstDay: day, lastDay: day }),
    ...(Object.assign({}, ...texts) as HistoryFilter),
    ...(delivery === undefined ? {} : { delivery }),
    ...(corrected === 'yes' || corrected === 'no' ? { corrected: corrected === 'yes' } : {}),
    ...withScore('leastScore', search.get('min')),
    ...withScore('mostScore', search.get('max')),
  };
}

function withText(field: string, value: string | null): Readonly<Record<string, string>> {
  return value === null || value === '' ? {} : { [field]: value };
}

/** Scores are written as on the screens, 0–100. */
function withScore(field: 'leastScore' | 'mostScore', value: string | null): Readonly<Record<string, number>> {
  const score = value === null || value === '' ? NaN : Number(value);
  return Number.isFinite(score) ? { [field]: Math.min(100, Math.max(0, score)) / 100 } : {};
}

/** The search part of the address, without `?`; empty for all inspections, newest first. */
export function writeHistoryAddress({ filter, text = '', sort, view }: HistoryAddress): string {
  const search = new URLSearchParams();
  const write = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') search.set(name, value);
  };
  for (const [parameter, field] of Object.entries(textParameters)) write(parameter, filter[field]);
  write('delivery', filter.delivery);
  write('corrected', filter.corrected === undefined ? undefined : filter.corrected ? 'yes' : 'no');
  write('min', scoreText(filter.leastScore));
  write('max', scoreText(filter.mostScore));
  write('q', text);
  write('sort', sort === defaultSort ? undefined : sort);
  write('view', view);
  return search.toString();
}

const defaultSort: HistorySort = 'newest';

function scoreText(score: number | undefined): string | undefined {
  return score === undefined ? undefined : String(Math.round(score * 100));
}

/** `path` with the search of the address. */
export function withHistoryAddress(path: string, address: HistoryAddress): string {
  const search = writeHistoryAddress(address);
  return search === '' ? path : `${path}?${search}`;
}
