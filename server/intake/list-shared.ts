/** The list of assets and jobs, as devices read it. */
import type { Kysely } from 'kysely';
import { sharedPageChars, sharedPageLimit, type SharedList } from '../../src/protocol/shared-list';
import type { Database } from '../database/schema';

/** The current changes with a greater sequence number than `after`. Sequence numbers follow the order of commits: none is missed. */
export async function listShared(db: Kysely<Database>, after: number): Promise<SharedList> {
  // Read first: a change that is committed in between comes again with the next page.
  const { sequence: latest } = await db.selectFrom('intake_counter').select('sequence').executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('shared_items')
    .innerJoin('changes', 'changes.id', 'shared_items.change_id')
    .select(['shared_items.sequence', 'changes.content as text'])
    .where('shared_items.sequence', '>', after)
    .orderBy('shared_items.sequence')
    .limit(sharedPageLimit + 1)
    .execute();
  const page = rows.slice(0, Math.min(sharedPageLimit, countWithin(rows)));
  return { changes: page, latest, hasMore: page.length < rows.length };
}

/** How many texts fit into a page; at least one. */
function countWithin(rows: readonly { readonly text: string }[]): number {
  let chars = 0;
  const tooMany = rows.findIndex(({ text }, place) => {
    chars += text.length;
    return place > 0 && chars > sharedPageChars;
  });
  return tooMany === -1 ? rows.length : tooMany;
}
