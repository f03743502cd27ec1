/** The rows of a commit. */
import { sql, type Kysely } from 'kysely';
import type { Change } from '../../src/protocol/change';
import type { ChangeRow, Database } from '../database/schema';
import { writeAudit } from '../devices/audit';
import { columnsOf } from './read-change';

/** Who delivers a change: a device (its own outbox or an imported one), or an engineer with a ZIP file. */
export type Deliverer =
  { readonly kind: 'device'; readonly deviceId: string } | { readonly kind: 'engineer'; readonly label: string };

/** The caller that delivered the change, and the request. */
export interface Delivery {
  readonly deliverer: Deliverer;
  readonly requestId: string;
}

/** Writes the change, the state of its record, the counter and the audit line. */
export async function writeChange(
  trx: Kysely<Database>,
  row: ChangeRow,
  change: Change,
  { deliverer, requestId }: Delivery,
): Promise<void> {
  await trx.insertInto('changes').values(row).execute();
  await trx.updateTable('intake_counter').set({ sequence: row.sequence, clock: row.server_clock }).execute();
  await showLatest(trx, row, change);
  await shareBlobs(trx, row, change);
  const actor = deliverer.kind === 'device' ? `device ${deliverer.deviceId}` : `engineer ${deliverer.label}`;
  await writeAudit(trx, { actor, action: `record-${row.kind}`, subject: row.record_id, requestId }, row.received_at);
}

/** The change with the greatest `at` is the current state of the record; a late older one is stored as a version only. */
async function showLatest(trx: Kysely<Database>, row: ChangeRow, change: Change): Promise<void> {
  const version = { change_id: row.id, sequence: row.sequence, at: row.at, received_at: row.received_at };
  const columns = columnsOf(change);
  // A deleted record keeps its columns, so that the office still finds it by grade and day.
  const changed = change.kind === 'deleted' ? { is_deleted: true } : columns;
  await trx
    .insertInto('records')
    .values({
      id: row.record_id,
      author: row.author,
      deliverer: row.deliverer,
      first_received_at: row.received_at,
      ...version,
      ...columns,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ ...version, ...changed })
        .where('records.at', '<', row.at),
    )
    .execute();
}

/** The author reads the pictures of its record although another device delivered them. */
async function shareBlobs(trx: Kysely<Database>, { author, deliverer }: ChangeRow, { blobs }: Change): Promise<void> {
  if (blobs.length === 0 || deliverer === null || deliverer === author) return;
  const names = [...new Set(blobs.map(({ sha256 }) => sha256))];
  await trx
    .insertInto('blob_owners')
    .columns(['sha256', 'owner'])
    .expression((from) =>
      from
        .selectFrom('blobs')
        .select(['sha256', sql<string>`${author}::uuid`.as('owner')])
        .where('sha256', 'in', names),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
