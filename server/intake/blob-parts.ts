/** Parts of a blob, in the database until it is complete, so that any copy of the server accepts the next one. */
import { sql, type Kysely } from 'kysely';
import { blobLimitBytes } from '../../src/domain/blob-ref';
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Database } from '../database/schema';
import type { ServerDependencies } from '../dependencies';

/** Whose blob, and which. */
export interface BlobKey {
  readonly owner: string;
  readonly sha256: string;
}

/** One part as it arrives. */
export interface BlobPart extends BlobKey {
  readonly offset: number;
  readonly totalBytes: number;
  readonly content: Uint8Array;
}

/** How much of a blob has arrived: `kept` if it is in the blob store and belongs to the owner. */
export type Progress =
  | { readonly kind: 'kept' }
  | { readonly kind: 'arriving'; readonly receivedBytes: number; readonly totalBytes: number };

/** Incomplete blobs of one device: the sync engine sends one blob at a time. */
const unfinishedLimitBytes = 16 * blobLimitBytes;

/** Adds a part at its offset and returns the progress. A lock orders the parts of one blob, across all copies. */
export function addPart(db: Kysely<Database>, part: BlobPart, at: Date): Promise<Result<Progress, IntakeFault>> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${part.owner}/${part.sha256}`}, 0))`.execute(trx);
    const progress = await progressOf(trx, part);
    if (progress.kind === 'kept' || isComplete(progress)) return succeed(progress);
    if (progress.receivedBytes > 0 && progress.totalBytes !== part.totalBytes) return restartBlob(trx, part);
    if (progress.receivedBytes !== part.offset) {
      return fail({ kind: 'wrong-offset', receivedBytes: progress.receivedBytes });
    }
    if (part.offset === 0 && !(await hasRoom(trx, part))) {
      return fail({ kind: 'too-large', limitBytes: unfinishedLimitBytes });
    }
    await insertPart(trx, part, at);
    return succeed({ ...progress, receivedBytes: part.offset + part.content.byteLength, totalBytes: part.totalBytes });
  });
}

/** Whether every byte has arrived. */
export function isComplete({ receivedBytes, totalBytes }: Extract<Progress, { kind: 'arriving' }>): boolean {
  return receivedBytes > 0 && receivedBytes === totalBytes;
}

/** The device declares another length than before. One of the two is wrong, so all parts are removed. */
async function restartBlob(trx: Kysely<Database>, key: BlobKey): Promise<Result<Progress, IntakeFault>> {
  await removeParts(trx, key);
  return fail({ kind: 'wrong-offset', receivedBytes: 0 });
}

/** How much of the blob the server has from this owner. */
export async function progressOf(db: Kysely<Database>, { owner, sha256 }: BlobKey): Promise<Progress> {
  const progress = await progressOfAll(db, owner, [sha256]);
  return progress.get(sha256) ?? nothingArrived;
}

const nothingArrived: Progress = { kind: 'arriving', receivedBytes: 0, totalBytes: 0 };

/** How much of each blob the server has from this owner, in one statement; blobs of which nothing has arrived are absent. */
export async function progressOfAll(
  db: Kysely<Database>,
  owner: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Progress>> {
  if (names.length === 0) return new Map();
  const arriving = db
    .selectFrom('blob_parts')
    .select(['sha256', sql<boolean>`false`.as('is_kept'), receivedSum.as('received'), totalMax.as('total')])
    .where('owner', '=', owner)
    .where('sha256', 'in', names)
    .groupBy('sha256');
  const rows = await db
    .selectFrom('blob_owners')
    .select(['sha256', sql<boolean>`true`.as('is_kept'), sql<number>`0`.as('received'), sql<number>`0`.as('total')])
    .where('owner', '=', owner)
    .where('sha256', 'in', names)
    .unionAll(arriving)
    .execute();
  // A stored blob counts even if parts of it are left: rows of stored blobs come last, so that they win.
  const ordered = rows.toSorted((a, b) => Number(a.is_kept) - Number(b.is_kept));
  return new Map(ordered.map((row) => [row.sha256, progressIn(row)]));
}

const receivedSum = sql<number>`sum(length(content))::integer`;
const totalMax = sql<number>`max(total_bytes)`;

function progressIn(row: { readonly is_kept: boolean; readonly received: number; readonly total: number }): Progress {
  if (row.is_kept) return { kind: 'kept' };
  return { kind: 'arriving', receivedBytes: row.received, totalBytes: row.total };
}

async function hasRoom(trx: Kysely<Database>, { owner, totalBytes }: BlobPart): Promise<boolean> {
  const { bytes } = await trx
    .selectFrom('blob_parts')
    .select(sql<number>`coalesce(sum(length(content)), 0)`.as('bytes'))
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow();
  return bytes + totalBytes <= unfinishedLimitBytes;
}

async function insertPart(trx: Kysely<Database>, part: BlobPart, at: Date): Promise<void> {
  const { owner, sha256, offset: part_offset, totalBytes: total_bytes, content } = part;
  await trx
    .insertInto('blob_parts')
    .values({ owner, sha256, part_offset, total_bytes, content, received_at: at })
    .execute();
}

/** The parts joined. */
export async function readParts(db: Kysely<Database>, { owner, sha256 }: BlobKey): Promise<Uint8Array> {
  const parts = await db
    .selectFrom('blob_parts')
    .select('content')
    .where('owner', '=', owner)
    .where('sha256', '=', sha256)
    .orderBy('part_offset')
    .execute();
  return Buffer.concat(parts.map(({ content }) => content));
}

/** Removes the parts. */
export async function removeParts(db: Kysely<Database>, { owner, sha256 }: BlobKey): Promise<void> {
  await db.deleteFrom('blob_parts').where('owner', '=', owner).where('sha256', '=', sha256).execute();
}

/** After this time a device sends the blob from the start, in milliseconds. */
const partsKeptMs = 7 * 24 * 3_600_000;

/** Removes the parts of blobs that were never completed. */
async function removeExpiredParts(db: Kysely<Database>, nowMs: number): Promise<void> {
  await db
    .deleteFrom('blob_parts')
    .where('received_at', '<', new Date(nowMs - partsKeptMs))
    .execute();
}

const cleanupEveryMs = 3_600_000;

/** Removes expired parts every hour until it is stopped. After a failure the next run tries again. */
export function startCleanup({ db, log, now }: ServerDependencies): { readonly stop: () => void } {
  const sweep = () => {
    removeExpiredParts(db, now()).catch((error: unknown) => log.warn({ error: String(error) }, 'sweeping failed'));
  };
  const timer = setInterval(sweep, cleanupEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
