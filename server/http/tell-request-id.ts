import type { MiddlewareHandler } from 'hono';

/** Every answer names its request, so that a person can point at the line of the log. */
export const requestIdHeader: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set('x-request-id', context.get('requestId'));
};
