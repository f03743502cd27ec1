/** The row of an asset or a job: the state after its change with the greatest clock. */
import type { Kysely } from 'kysely';
import { sharedTypeOf } from '../../src/domain/shared-item';
import type { IntakeFault } from '../../src/protocol/intake';
import { sharedItemOf, type SharedChange } from '../../src/protocol/change';
import type { ChangeRow, Database } from '../database/schema';

/**
 * Why the id of the change cannot be used: it is that of an asset, a job or a record already. Ids are random, so that only a
 * faulty client does this; accepted, it would mix two histories.
 */
export async function findOtherUse(trx: Kysely<Database>, change: SharedChange): Promise<IntakeFault | undefined> {
  const { recordId } = change;
  const item = await trx.selectFrom('shared_items').select('type').where('id', '=', recordId).executeTakeFirst();
  const isOther = item !== undefined && item.type !== sharedTypeOf(change.kind);
  if (isOther || (item === undefined && (await isRecord(trx, recordId)))) {
    return { kind: 'not-valid', at: 'recordId', wanted: 'an id that nothing else has' };
  }
  return undefined;
}

async function isRecord(trx: Kysely<Database>, id: string): Promise<boolean> {
  return (await trx.selectFrom('records').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** The row where it is new, and the columns to change where it is not. */
export function sharedStateOf(row: ChangeRow, change: SharedChange) {
  const item = sharedItemOf(change);
  const version = {
    change_id: row.id,
    sequence: row.sequence,
    at: row.at,
    is_deleted: item === undefined,
    received_at: row.received_at,
  };
  // A deleted item keeps its number, so that the office can name it.
  const updated = item === undefined ? version : { ...version, number: item.value.number };
  return { inserted: { id: row.record_id, type: sharedTypeOf(change.kind), number: null, ...updated }, updated };
}
