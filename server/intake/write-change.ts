/** The rows of a commit. */
import { sql, type Kysely } from 'kysely';
import { isShared, type Change, type SentChange } from '../../src/protocol/change';
import { sharedTypeOf } from '../../src/domain/shared-item';
import type { ChangeRow, Database } from '../database/schema';
import { auditRow } from '../devices/audit';
import { columnsOf } from './read-change';
import { sharedStateOf, writeOffer } from './write-shared';

/** Who delivers a change: a device (its own outbox or an imported one), or an engineer with a ZIP file. */
export type Deliverer =
  { readonly kind: 'device'; readonly deviceId: string } | { readonly kind: 'engineer'; readonly label: string };

/** The caller that delivered the change, and the request. */
export interface Delivery {
  readonly deliverer: Deliverer;
  readonly requestId: string;
  readonly byOffice: boolean;
}

/** Writes the change, the counter, the audit line and the state of its record, asset or job, in one statement: each one costs a round trip. */
export async function writeChange(
  trx: Kysely<Database>,
  row: ChangeRow,
  change: SentChange,
  { deliverer, requestId, byOffice }: Delivery,
): Promise<void> {
  const actor = deliverer.kind === 'device' ? `device ${deliverer.deviceId}` : `engineer ${deliverer.label}`;
  const action = isShared(change) ? row.kind : `record-${row.kind}`;
  const entry = { actor, action, subject: row.record_id, requestId };
  const counter = { sequence: row.sequence, clock: row.server_clock };
  const written = trx
    .with('change', (part) => part.insertInto('changes').values(row))
    .with('counted', (part) => part.updateTable('intake_counter').set(counter))
    .with('audited', (part) => part.insertInto('audit_log').values(auditRow(entry, row.received_at)));
  // The change with the greatest `at` is the current state; a late older one is stored as a version only.
  if (isShared(change)) {
    const { inserted, updated } = sharedStateOf(row, change);
    // A device's change of a pack that the office has is kept as a version only: as the current state it would end an offer.
    const isFinal = sharedTypeOf(change.kind) === 'pack' && !byOffice;
    await written
      .insertInto('shared_items')
      .values(inserted)
      .onConflict((conflict) =>
        isFinal
          ? conflict.column('id').doNothing()
          : conflict.column('id').doUpdateSet(updated).where('shared_items.at', '<', row.at),
      )
      .execute();
    if (byOffice && sharedTypeOf(change.kind) === 'pack') await writeOffer(trx, change);
    return;
  }
  const { inserted, updated } = stateOf(row, change);
  await written
    .insertInto('records')
    .values(inserted)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(updated).where('records.at', '<', row.at))
    .execute();
  await shareBlobs(trx, row, change);
}

/** The record's row where it is new, and the columns to change where it is not. */
function stateOf(row: ChangeRow, change: Change) {
  const { record_id: id, author, deliverer, received_at } = row;
  const version = { change_id: row.id, sequence: row.sequence, at: row.at, received_at };
  const columns = columnsOf(change);
  // A deleted record keeps its columns, so that the office still finds it by grade and day.
  const changed = change.kind === 'deleted' ? { is_deleted: true } : columns;
  return {
    inserted: { id, author, deliverer, first_received_at: received_at, ...version, ...columns },
    updated: { ...version, ...changed },
  };
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
