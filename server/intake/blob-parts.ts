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
  const kept = db.selectFrom('blob_owners').select('sha256').where('owner', '=', owner).where('sha256', '=', sha256);
  if ((await kept.executeTakeFirst()) !== undefined) return { kind: 'kept' };
  const { received, total } = await db
    .selectFrom('blob_parts')
    .select([
      sql<number>`coalesce(sum(length(content)), 0)::integer`.as('received'),
      sql<number>`coalesce(max(total_bytes), 0)`.as('total'),
    ])
    .where('owner', '=', owner)
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow();
  return { kind: 'arriving', receivedBytes: received, totalBytes: total };
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
