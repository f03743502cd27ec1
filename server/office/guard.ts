/** Who comes in: only browsers that are signed in, and only from our own pages. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { OfficeEnv, OfficeWorld } from './office-world';
import { paths } from './paths';
import { findSession } from './session';

export const cookieName = 'fieldgrade-office';

/** Whether the browser reached us over https, perhaps through a proxy that ended it. */
export function isSecure(context: Context): boolean {
  const forwarded = context.req.header('x-forwarded-proto')?.split(',')[0]?.trim();
  return (forwarded ?? new URL(context.req.url).protocol.replace(':', '')) === 'https';
}

/** What is shown here is for one person at one time. */
export const neverStored: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
};

/**
 * Refuses whatever changes something and does not come from a page of this server. The session's cookie is `SameSite=Strict`
 * besides: either alone keeps other sites' forms out.
 */
export const sameOriginOnly: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'GET' || context.req.method === 'HEAD' || isSameOrigin(context)) return next();
  return context.text('This request did not come from a page of this server.\n', 403);
};

function isSameOrigin({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  // Older browsers, and addresses without https: the origin's host is ours. The scheme may differ behind a proxy.
  const origin = req.header('origin') ?? '';
  const host = req.header('host') ?? new URL(req.url).host;
  return /^https?:\/\/(.+)$/.exec(origin)?.[1] === host;
}

/** Lets in who is signed in. A page leads to the sign-in and back; anything else is a plain 401. */
export function signedInOnly({ db, now }: OfficeWorld): MiddlewareHandler<OfficeEnv> {
  return async (context, next) => {
    const session = await findSession(db, getCookie(context, cookieName), now());
    if (session === undefined) return askToSignIn(context);
    context.set('session', session);
    return next();
  };
}

function askToSignIn(context: Context): Response {
  const wantsPage = context.req.method === 'GET' && (context.req.header('accept') ?? '').includes('text/html');
  if (!wantsPage) return context.text('Sign in first.\n', 401);
  const { pathname, search } = new URL(context.req.url);
  return context.redirect(`${paths.signIn}?${new URLSearchParams({ next: pathname + search }).toString()}`, 303);
}

/** The page to go to after signing in: one of ours, whatever the query says. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/office\/[\w/?=&%.:+~-]*$/.test(next) ? next : paths.records;
}
