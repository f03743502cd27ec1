/** Commits a change in one transaction. */
import { sql, type Kysely } from 'kysely';
import { formatReading, parseReading, receive, type ClockReading } from '../../src/domain/hybrid-clock';
import { fail, succeed, type Result } from '../../src/domain/result';
import { isShared, type SharedChange } from '../../src/protocol/change';
import type { IntakeFault, Receipt } from '../../src/protocol/intake';
import type { ChangeRow, Database } from '../database/schema';
import type { ServerDependencies } from '../dependencies';
import { findUnsentBlobs } from './listed-blobs';
import { readChange, type ReadChange } from './read-change';
import { writeChange, type Deliverer } from './write-change';
import { findOtherUse, packMisuse } from './write-shared';

/** A change as it arrives. */
export interface ArrivingChange {
  readonly changeId: string;
  readonly bytes: Uint8Array;
  readonly deliverer: Deliverer;
  readonly requestId: string;
  /** The office itself writes: only it offers packs, and changes them afterwards. */
  readonly byOffice?: boolean;
}

/** Stores the change and returns its receipt. A repeated change gets its first receipt. */
export async function commitChange(
  dependencies: ServerDependencies,
  arriving: ArrivingChange,
): Promise<Result<Receipt, IntakeFault>> {
  const read = readChange(arriving.changeId, arriving.bytes);
  if (!read.ok) return read;
  const fault = await findUnsentBlobs(dependencies, read.value.change, arriving.deliverer);
  if (fault === undefined) return keep(dependencies, read.value, arriving);
  // A stored change gets its receipt whether or not this device has sent its blobs.
  return (await findEarlier(dependencies.db, read.value, arriving.deliverer)) ?? fail(fault);
}

/** The result for a change that is already stored. Another device learns nothing about it, not even its hash. */
async function findEarlier(
  db: Kysely<Database>,
  { change, contentHash }: ReadChange,
  deliverer: Deliverer,
): Promise<Result<Receipt, IntakeFault> | undefined> {
  const row = await db.selectFrom('changes').selectAll().where('id', '=', change.changeId).executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.content_hash === contentHash) return succeed(receiptOf(row));
  if (!mayEdit(row, deliverer)) return fail({ kind: 'not-yours' });
  return fail({ kind: 'other-content', contentHash: row.content_hash });
}

function mayEdit(
  { author, deliverer: first }: { readonly author: string; readonly deliverer: string | null },
  deliverer: Deliverer,
): boolean {
  return deliverer.kind === 'engineer' || deliverer.deviceId === author || deliverer.deviceId === first;
}

/** The lock on the counter makes sequence numbers follow the order of commits, and makes the checks below final. */
function keep(
  { db, now }: ServerDependencies,
  read: ReadChange,
  { deliverer, requestId, byOffice = false }: ArrivingChange,
): Promise<Result<Receipt, IntakeFault>> {
  return db.transaction().execute(async (trx) => {
    const counter = await trx.selectFrom('intake_counter').selectAll().forUpdate().executeTakeFirstOrThrow();
    const { change } = read;
    const earlier = await (isShared(change)
      ? findSharedObstacle(trx, read, change, { deliverer, byOffice })
      : findObstacle(trx, read, deliverer));
    if (earlier !== undefined) return earlier;
    const nowMs = now();
    const row: ChangeRow = {
      ...rowOf(read, deliverer),
      sequence: counter.sequence + 1,
      server_clock: nextClock(counter.clock, read.change.at, nowMs),
      received_at: new Date(nowMs),
    };
    await writeChange(trx, row, read.change, { deliverer, requestId, byOffice });
    return succeed(receiptOf(row));
  });
}

/** As `findObstacle`; every device may write assets and jobs. */
async function findSharedObstacle(
  trx: Kysely<Database>,
  read: ReadChange,
  change: SharedChange,
  { deliverer, byOffice }: Pick<ArrivingChange, 'deliverer' | 'byOffice'>,
): Promise<Result<Receipt, IntakeFault> | undefined> {
  const earlier = await findEarlier(trx, read, deliverer);
  if (earlier !== undefined) return earlier;
  const misuse = byOffice === true ? undefined : packMisuse(change);
  if (misuse !== undefined) return fail(misuse);
  const otherUse = await findOtherUse(trx, change);
  return otherUse === undefined ? undefined : fail(otherUse);
}

/** The result for a change that is already stored, or of a record that the deliverer may not write; one statement where there is none. */
async function findObstacle(
  trx: Kysely<Database>,
  read: ReadChange,
  deliverer: Deliverer,
): Promise<Result<Receipt, IntakeFault> | undefined> {
  const { changeId, recordId } = read.change;
  const stored = await trx
    .selectFrom('changes')
    .select([sql<'change' | 'record'>`'change'`.as('kind'), 'author', 'deliverer'])
    .where('id', '=', changeId)
    .unionAll(
      trx
        .selectFrom('records')
        .select([sql<'change' | 'record'>`'record'`.as('kind'), 'author', 'deliverer'])
        .where('id', '=', recordId),
    )
    .execute();
  if (stored.some(({ kind }) => kind === 'change')) return findEarlier(trx, read, deliverer);
  // A record may be written by its author and by the device that delivered it first.
  const mayWrite = stored.every((record) => mayEdit(record, deliverer));
  return mayWrite ? undefined : fail({ kind: 'not-yours' });
}

function rowOf({ change, text, contentHash }: ReadChange, deliverer: Deliverer) {
  return {
    id: change.changeId,
    record_id: change.recordId,
    kind: change.kind,
    at: change.at,
    author: change.author,
    deliverer: deliverer.kind === 'device' ? deliverer.deviceId : null,
    content: text,
    content_hash: contentHash,
  };
}

function nextClock(last: string, seen: string, nowMs: number): string {
  return formatReading(receive(readingOf(last), readingOf(seen), nowMs));
}

function readingOf(text: string): ClockReading {
  const reading = parseReading(text);
  if (reading === undefined) throw new Error('A clock reading in the database is none.');
  return reading;
}

function receiptOf(row: ChangeRow): Receipt {
  return {
    changeId: row.id,
    contentHash: row.content_hash,
    sequence: row.sequence,
    receivedAt: row.received_at.toISOString(),
    serverClock: row.server_clock,
  };
}
