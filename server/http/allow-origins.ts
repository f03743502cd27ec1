/** CORS: pages of other origins may call the API only if the operator names them. */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** CORS for `origins`. No cookies: the page sends its token in a header. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT'],
    allowHeaders: ['authorization', 'content-type', 'upload-offset', 'upload-length'],
    exposeHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
}
