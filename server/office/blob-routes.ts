import { Hono } from 'hono';
import * as v from 'valibot';
import { sha256Schema } from '../../src/domain/common-schemas';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { mimeOfBlob } from './queries/stored-blobs';

/** The only types that are served: the store holds other bytes too. */
const shownTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

/** `GET /blobs/<sha256>`: photos and thumbnails. The content of a hash never changes, but the session may end, so browsers revalidate. */
export function createBlobs({ db, blobs }: RouteDependencies): Hono<OfficeEnv> {
  const app = new Hono<OfficeEnv>();
  app.get('/blobs/:sha256', async (context) => {
    const sha256 = v.safeParse(sha256Schema, context.req.param('sha256'));
    if (!sha256.success) return context.text('Not found\n', 404);
    const etag = `"${sha256.output}"`;
    context.header('etag', etag);
    context.header('cache-control', 'private, no-cache');
    if (context.req.header('if-none-match') === etag) return context.body(null, 304);
    const mime = await mimeOfBlob(db, sha256.output);
    if (mime === undefined || !shownTypes.includes(mime)) return context.text('Not found\n', 404);
    const bytes = await blobs.read(sha256.output);
    if (bytes === undefined) return context.text('Not found\n', 404);
    return context.body(new Uint8Array(bytes), 200, { 'content-type': mime });
  });
  return app;
}
