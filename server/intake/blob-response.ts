import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { BlobRow } from '../database/schema';
import type { ServerDependencies } from '../dependencies';
import { servedMime } from './sniff';

/** A blob as a response: immutable, and served so that no script in it can run. */
export async function blobResponse(
  { blobs }: ServerDependencies,
  row: BlobRow,
): Promise<Result<Response, IntakeFault>> {
  const bytes = await blobs.read(row.sha256);
  if (bytes === undefined) return fail({ kind: 'not-found' });
  const headers = {
    'content-type': servedMime(row.mime),
    'content-length': String(bytes.byteLength),
    'content-disposition': 'attachment',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${row.sha256}"`,
  };
  return succeed(new Response(new Uint8Array(bytes), { headers }));
}
