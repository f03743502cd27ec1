/** The server as an application without a socket: `app.request('/…')` answers in tests. */
import { Hono, type MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import { answerError } from './http/answer-error';
import type { Log } from './http/log';
import { refuseEncodedBodies } from './http/read-body';
import { requestIdHeader, securityHeaders } from './http/response-headers';
import { createSite } from './site/site-app';
import type { SiteListing } from './site/site-listing';

/** A sub-application and where it answers, as `/api/intake/v1`. */
export interface Mount {
  readonly path: string;
  readonly app: Hono;
}

/** The parts of the server. */
export interface AppDependencies {
  readonly site: SiteListing;
  readonly log: Log;
  /** Middleware of every request, outermost first: measuring, rate limits, CORS. */
  readonly middleware?: readonly MiddlewareHandler[];
  /** Matched in this order, before the site. */
  readonly mounts?: readonly Mount[];
}

/** Joins the parts. */
export function createApp({ site, log, middleware = [], mounts = [] }: AppDependencies): Hono {
  const app = new Hono();
  app.use(requestId(), requestIdHeader, securityHeaders, ...middleware, refuseEncodedBodies);
  for (const { path, app: part } of mounts) app.route(path, part);
  app.route('/', createSite(site));
  app.notFound((context) => context.text('Not found\n', 404));
  app.onError(answerError(log));
  return app;
}
