import type { MiddlewareHandler } from 'hono';
import { refuse } from './refuse';

/** Answers 415 to a compressed body: bodies are bounded by their length, which compression hides, and are hashed as they arrive. */
export const refuseEncodedBodies: MiddlewareHandler = async (context, next) => {
  const encoding = (context.req.header('content-encoding') ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return next();
  const response = refuse({ kind: 'encoded-body', encoding: encoding.slice(0, 100) });
  // RFC 7694, section 3: what the server would accept.
  response.headers.set('accept-encoding', 'identity');
  return response;
};
