/** One log line and one measurement per request. The label is the route: paths with ids would make too many labels. */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from './log';
import type { Metrics } from './prometheus';

/** Measures and logs each request, without queries, tokens and bodies. */
export function recordRequests({ requestSeconds }: Metrics, log: Log): MiddlewareHandler {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const seconds = (performance.now() - started) / 1000;
    const { method, path } = context.req;
    const { status } = context.res;
    const route = routePath(context);
    requestSeconds.observe({ method, route, status: String(status) }, seconds);
    const facts = { requestId: context.get('requestId'), method, path, status, ms: Math.round(seconds * 1000) };
    if (status >= 500) log.warn(facts, 'answered');
    else if (path.startsWith('/api/')) log.info(facts, 'answered');
  };
}
