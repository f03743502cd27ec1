import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** Only our own origin. WASM may be compiled; workers and pictures may come from blobs. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Sets the security headers on every response, unless the response has set them itself. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(headers)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
};

/** Adds the request id to every response, so that its log line can be found. */
export const requestIdHeader: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set('x-request-id', context.get('requestId'));
};

/** CORS: only pages of these origins may call the API. No cookies: the page sends its token in a header. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT'],
    allowHeaders: ['authorization', 'content-type', 'upload-offset', 'upload-length'],
    exposeHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
}
