import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema';

/** Which of these blobs are stored. A device may be set not to send photos. */
export async function storedBlobs(db: Kysely<Database>, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db.selectFrom('blobs').select('sha256').where('sha256', 'in', hashes).execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** The type of a blob, detected from its first bytes; undefined if it is not stored. */
export async function mimeOfBlob(db: Kysely<Database>, sha256: string): Promise<string | undefined> {
  const row = await db.selectFrom('blobs').select('mime').where('sha256', '=', sha256).executeTakeFirst();
  return row?.mime;
}
