/** Keeps a list in the order of the score still while pictures are added: a new one may belong anywhere, also under the pointer. */
import type { HistoryPage, HistoryQuery, PageBounds } from '../../domain/history';
import type { HistoryService } from '../../services/history-service';

type Pages = Pick<HistoryService, 'page'>;

/** Pictures that were inspected later than `until` are left out. Undefined until the first page is read, and to show all again. */
export interface SeenPictures {
  until?: string | undefined;
}

/** New pictures are counted up to so many. */
export const mostUnseen = 100;

/** A page without the pictures that are not seen yet. */
export async function seenPage(
  history: Pages,
  query: HistoryQuery,
  bounds: PageBounds,
  seen: SeenPictures,
): Promise<HistoryPage> {
  if (!holdsStill(query)) return history.page(query, bounds);
  seen.until ??= await momentNow(history, query);
  const { until } = seen;
  const page = await history.page(query, bounds);
  return { ...page, summaries: page.summaries.filter(({ takenAt }) => takenAt <= until) };
}

/** How many pictures of the query are not seen yet, at most `mostUnseen`. */
export async function countUnseen(history: Pages, query: HistoryQuery, { until }: SeenPictures): Promise<number> {
  if (!holdsStill(query) || until === undefined) return 0;
  const { summaries } = await history.page({ ...query, sort: 'newest' }, { limit: mostUnseen });
  return summaries.filter(({ takenAt }) => takenAt > until).length;
}

/** The next page that is read shows every picture. */
export function showAll(seen: SeenPictures): void {
  seen.until = undefined;
}

function holdsStill({ sort }: HistoryQuery): boolean {
  return sort === 'highest-score' || sort === 'lowest-score';
}

/** Now, or later where a device with a fast clock has inspected a picture: what is stored is seen. */
async function momentNow(history: Pages, query: HistoryQuery): Promise<string> {
  const now = new Date().toISOString();
  const { summaries } = await history.page({ ...query, sort: 'newest' }, { limit: 1 });
  const newest = summaries[0]?.takenAt ?? now;
  return newest > now ? newest : now;
}
