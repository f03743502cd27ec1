/** Stores a complete blob: check it, write it, then add its row. */
import type { Kysely } from 'kysely';
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import { sha256Hex } from '../../node-host/sha256';
import type { BlobRow, Database } from '../database/schema';
import type { ServerDependencies } from '../dependencies';
import { removeParts, readParts, type BlobKey } from './blob-parts';
import { createSemaphore } from '../../src/domain/semaphore';
import { mimeFault, sniff } from './sniff';

/** Each blob is in memory as a whole while it is assembled: 4 × 16 MiB at most. */
const assembling = createSemaphore(4);

/**
 * Joins the parts of a blob and stores it. Two copies of the server may do so at once: store and rows accept
 * the same blob twice. The parts of a wrong blob are removed, so that the device can start again.
 */
export function finishBlob(
  dependencies: ServerDependencies,
  key: BlobKey,
  declaredMime: string | undefined,
): Promise<Result<undefined, IntakeFault>> {
  return assembling.run(async () => {
    const bytes = await readParts(dependencies.db, key);
    const kept = await storeBlob(dependencies, key, bytes, declaredMime);
    // Parts that were removed meanwhile were completed by another copy.
    if (!kept.ok && bytes.byteLength > 0) await removeParts(dependencies.db, key);
    return kept;
  });
}

/** Stores a complete blob for its owner, or returns why its content is not as declared. */
export async function storeBlob(
  { db, blobs, now }: ServerDependencies,
  { owner, sha256 }: BlobKey,
  bytes: Uint8Array,
  declaredMime: string | undefined,
): Promise<Result<undefined, IntakeFault>> {
  const found = sha256Hex(bytes);
  if (found !== sha256) return fail({ kind: 'wrong-hash', found });
  const mime = sniff(bytes);
  const fault = declaredMime === undefined ? undefined : mimeFault(declaredMime, mime);
  if (fault !== undefined) return fail(fault);
  await blobs.put(sha256, bytes);
  await addRows(db, { sha256, bytes: bytes.byteLength, mime, stored_at: new Date(now()) }, owner);
  return succeed(undefined);
}

/** Adds the rows of a stored blob and removes its parts, in one statement. */
async function addRows(db: Kysely<Database>, row: BlobRow, owner: string): Promise<void> {
  const { sha256 } = row;
  await db
    .with('stored', (part) =>
      part
        .insertInto('blobs')
        .values(row)
        .onConflict((conflict) => conflict.doNothing()),
    )
    .with('removed', (part) => part.deleteFrom('blob_parts').where('owner', '=', owner).where('sha256', '=', sha256))
    .insertInto('blob_owners')
    .values({ sha256, owner })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
