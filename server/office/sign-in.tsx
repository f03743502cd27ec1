import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { writeAudit } from '../devices/audit';
import { findCaller } from '../devices/caller';
import { readBytes } from '../http/read-body';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { cookieName, isSecure, safeNext } from './guard';
import { SignInPage } from './pages/sign-in-page';
import { paths } from './paths';
import { answerPage } from './render';
import { closeSession, findSession, openSession, sessionMs } from './session';
import { recordFailure, waitBeforeSignIn } from './sign-in-limit';

/** A token and a path. */
const formLimitBytes = 4096;

/** Signing in and out. */
export function createSignIn(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, now } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/sign-in', (context) =>
    answerPage(context, dependencies, <SignInPage next={safeNext(context.req.query('next'))} />),
  );
  app.post('/sign-in', (context) => trySignIn(context, dependencies));
  app.post('/sign-out', async (context) => {
    const session = await findSession(db, getCookie(context, cookieName), now());
    if (session !== undefined) {
      await closeSession(db, session);
      await audit(context, dependencies, session.engineer, 'office-signed-out');
    }
    deleteCookie(context, cookieName, { path: paths.root });
    return context.redirect(paths.signIn, 303);
  });
  return app;
}

async function trySignIn(context: Context<OfficeEnv>, dependencies: RouteDependencies): Promise<Response> {
  const { db, now, addressOf } = dependencies;
  const fields = await readForm(context);
  const next = safeNext(fields.get('next') ?? undefined);
  const waitMs = await waitBeforeSignIn(db, addressOf(context), now());
  if (waitMs > 0) return refuseForNow(context, dependencies, { next, waitMs });
  const token = (fields.get('token') ?? '').trim();
  const refusal = await refusalOf(dependencies, token);
  if (refusal === undefined) return signIn(context, dependencies, { token, next });
  await recordFailure(db, addressOf(context), context.get('requestId'), new Date(now()));
  return answerPage(context, dependencies, <SignInPage next={next} refusal={refusal} />, 401);
}

async function readForm({ req }: Context): Promise<URLSearchParams> {
  const body = await readBytes(req.raw, formLimitBytes);
  return new URLSearchParams(body.ok ? new TextDecoder().decode(body.value) : '');
}

/** Why this token cannot sign in; undefined if it can. */
async function refusalOf({ db, now, words }: RouteDependencies, token: string): Promise<string | undefined> {
  const caller = await findCaller(db, token === '' ? undefined : token, now());
  if (!caller.ok) return words.say('office.tokenUnknown');
  return caller.value.role === 'engineer' ? undefined : words.say('office.tokenOfDevice');
}

function refuseForNow(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  { next, waitMs }: { readonly next: string; readonly waitMs: number },
): Response | Promise<Response> {
  const refusal = dependencies.words.say('office.tooManyAttempts', { minutes: Math.ceil(waitMs / 60_000) });
  context.header('retry-after', String(Math.ceil(waitMs / 1000)));
  return answerPage(context, dependencies, <SignInPage next={next} refusal={refusal} />, 429);
}

async function signIn(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  { token, next }: { readonly token: string; readonly next: string },
): Promise<Response> {
  const { db, now } = dependencies;
  const cookie = await openSession(db, token, now());
  const session = await findSession(db, cookie, now());
  await audit(context, dependencies, session?.engineer ?? '', 'office-signed-in');
  setCookie(context, cookieName, cookie, {
    path: paths.root,
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(context),
    maxAge: sessionMs / 1000,
  });
  return context.redirect(next, 303);
}

function audit(
  context: Context<OfficeEnv>,
  { db, now, addressOf }: RouteDependencies,
  engineer: string,
  action: string,
): Promise<void> {
  const entry = {
    actor: `engineer ${engineer}`,
    action,
    subject: addressOf(context),
    requestId: context.get('requestId'),
  };
  return writeAudit(db, entry, new Date(now()));
}
