/** Pages of other origins that may call the API; none unless the operator names them. */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** CORS for `origins`. No cookies: a token is named by the page that has it. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT'],
    allowHeaders: ['authorization', 'content-type', 'upload-offset', 'upload-length'],
    exposeHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
}
