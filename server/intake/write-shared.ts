/** The row of an asset or a job: the state after its change with the greatest clock. */
import type { Kysely } from 'kysely';
import { itemLabel, sharedTypeOf } from '../../src/domain/shared-item';
import { sharedPackId } from '../../src/domain/shared-pack';
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

/** Fields of a pack that a device must not set. */
export function packMisuse(change: SharedChange): IntakeFault | undefined {
  if (change.kind === 'pack-deleted') return { kind: 'not-valid', at: 'kind', wanted: 'a change by the office' };
  if (change.kind !== 'pack-saved') return undefined;
  const { pack, blobs } = change;
  if (pack.offer !== undefined) return { kind: 'not-valid', at: 'pack.offer', wanted: 'to be set by the office' };
  if (pack.id !== sharedPackId(pack.manifestSha256))
    return { kind: 'not-valid', at: 'pack.id', wanted: 'the id of its manifest' };
  const sent = new Set(blobs.map(({ sha256 }) => sha256));
  const isComplete = pack.file.parts.every(({ sha256 }) => sent.has(sha256));
  return isComplete ? undefined : { kind: 'not-valid', at: 'blobs', wanted: 'every part of the file of the pack' };
}

/** Lets every device read the parts of a pack while it is offered. */
export async function writeOffer(trx: Kysely<Database>, change: SharedChange): Promise<void> {
  await trx.deleteFrom('offered_blobs').where('item_id', '=', change.recordId).execute();
  if (change.kind !== 'pack-saved' || change.pack.offer === undefined) return;
  const hashes = new Set(change.pack.file.parts.map(({ sha256 }) => sha256));
  const rows = [...hashes].map((sha256) => ({ item_id: change.recordId, sha256 }));
  await trx.insertInto('offered_blobs').values(rows).execute();
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
  const updated = item === undefined ? version : { ...version, number: itemLabel(item) };
  return { inserted: { id: row.record_id, type: sharedTypeOf(change.kind), number: null, ...updated }, updated };
}
