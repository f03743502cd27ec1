/** Access to the office: signed-in browsers only, and changes only from pages of this server. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { paths } from './paths';
import { findSession } from './session';

export const cookieName = 'fieldgrade-office';

/** Whether the browser used https, perhaps to a proxy in front of this server. */
export function isSecure(context: Context): boolean {
  const forwarded = context.req.header('x-forwarded-proto')?.split(',')[0]?.trim();
  return (forwarded ?? new URL(context.req.url).protocol.replace(':', '')) === 'https';
}

/** Pages depend on the session and the moment: no cache may store them. */
export const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
};

/**
 * Refuses requests that change something and do not come from a page of this server. The session's cookie is `SameSite=Strict`
 * as well: either is enough to stop forms of other sites.
 */
export function sameOriginOnly({ words }: Pick<RouteDependencies, 'words'>): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD' || isSameOrigin(context)) return next();
    return context.text(`${words.say('office.otherSite')}\n`, 403);
  };
}

function isSameOrigin({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  // Older browsers, and addresses without https: compare the hosts. The scheme may differ behind a proxy.
  const origin = req.header('origin') ?? '';
  const host = req.header('host') ?? new URL(req.url).host;
  return /^https?:\/\/(.+)$/.exec(origin)?.[1] === host;
}

/** Admits signed-in browsers. A page redirects to the sign-in and back; anything else is a 401. */
export function signedInOnly({ db, now, words }: RouteDependencies): MiddlewareHandler<OfficeEnv> {
  return async (context, next) => {
    const session = await findSession(db, getCookie(context, cookieName), now());
    if (session !== undefined) {
      context.set('session', session);
      return next();
    }
    if (!wantsPage(context)) return context.text(`${words.say('office.signInFirst')}\n`, 401);
    const { pathname, search } = new URL(context.req.url);
    return context.redirect(`${paths.signIn}?${new URLSearchParams({ next: pathname + search }).toString()}`, 303);
  };
}

function wantsPage({ req }: Context): boolean {
  return req.method === 'GET' && (req.header('accept') ?? '').includes('text/html');
}

/** The page to open after the sign-in: always a page of the office, whatever the query says. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/office\/[\w/?=&%.:+~-]*$/.test(next) ? next : paths.records;
}
