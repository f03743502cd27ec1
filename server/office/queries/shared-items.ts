/** The assets and jobs of the office, as they are now. */
import type { Kysely } from 'kysely';
import { parseJson } from '../../../src/domain/json';
import type { SharedItem } from '../../../src/domain/shared-item';
import { parseSharedChange, sharedItemOf } from '../../../src/protocol/change';
import type { Database } from '../../database/schema';

/** Every asset and job that is not deleted. */
export async function readSharedItems(db: Kysely<Database>): Promise<readonly SharedItem[]> {
  const rows = await db
    .selectFrom('shared_items')
    .innerJoin('changes', 'changes.id', 'shared_items.change_id')
    .where('shared_items.is_deleted', '=', false)
    .select('changes.content')
    .execute();
  return rows.flatMap(({ content }) => {
    const json = parseJson(content);
    const change = json.ok ? parseSharedChange(json.value) : undefined;
    const item = change && sharedItemOf(change);
    return item === undefined ? [] : [item];
  });
}
