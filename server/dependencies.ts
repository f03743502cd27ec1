/** The effects that the parts of the server share, passed as arguments. */
import type { Kysely } from 'kysely';
import type { BlobStore } from './blobs/blob-store';
import type { Database } from './database/schema';
import type { Log } from './http/log';

/** Passed to each part of the server. */
export interface ServerDependencies {
  readonly db: Kysely<Database>;
  readonly blobs: BlobStore;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
