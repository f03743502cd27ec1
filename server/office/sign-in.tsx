/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { writeAudit } from '../devices/audit';
import { findCaller } from '../devices/caller';
import { readBytes } from '../http/read-body';
import { cookieName, isSecure, safeNext } from './guard';
import type { OfficeEnv, OfficeParts, OfficeWorld } from './office-world';
import { SignInPage } from './pages/sign-in-page';
import { paths } from './paths';
import { closeSession, findSession, openSession, sessionMs } from './session';
import { noteFailure, waitBeforeSignIn } from './sign-in-limit';

/** A token and a path. */
const formLimitBytes = 4096;

/** Signing in and out. */
export function createSignIn({ world, assetTag }: OfficeParts): Hono<OfficeEnv> {
  const app = new Hono<OfficeEnv>();
  app.get('/sign-in', (context) => {
    const next = safeNext(context.req.query('next'));
    return context.html(<SignInPage assetTag={assetTag} next={next} />);
  });
  app.post('/sign-in', async (context) => {
    const fields = await readForm(context);
    const next = safeNext(fields.get('next') ?? undefined);
    const waitMs = await waitBeforeSignIn(world.db, world.addressOf(context), world.now());
    if (waitMs > 0) return tooMany(context, { assetTag, next, waitMs });
    const token = (fields.get('token') ?? '').trim();
    const refusal = await refusalOf(world, token);
    if (refusal === undefined) return signIn(context, world, { token, next });
    await noteFailure(world.db, world.addressOf(context), context.get('requestId'), new Date(world.now()));
    return context.html(<SignInPage assetTag={assetTag} next={next} refusal={refusal} />, 401);
  });
  app.post('/sign-out', async (context) => {
    const session = await findSession(world.db, getCookie(context, cookieName), world.now());
    if (session !== undefined) {
      await closeSession(world.db, session);
      await audit(context, world, session.engineer, 'office-signed-out');
    }
    deleteCookie(context, cookieName, { path: paths.root });
    return context.redirect(paths.signIn, 303);
  });
  return app;
}

async function readForm({ req }: Context): Promise<URLSearchParams> {
  const body = await readBytes(req.raw, formLimitBytes);
  return new URLSearchParams(body.ok ? new TextDecoder().decode(body.value) : '');
}

/** Why this token opens nothing here; undefined where it does. */
async function refusalOf({ db, now }: OfficeWorld, token: string): Promise<string | undefined> {
  const caller = await findCaller(db, token === '' ? undefined : token, now());
  if (!caller.ok) return 'This token is not known here, or has been revoked.';
  return caller.value.role === 'engineer'
    ? undefined
    : 'This is the token of a device. The office needs the token of an engineer.';
}

function tooMany(
  context: Context,
  { assetTag, next, waitMs }: { readonly assetTag: string; readonly next: string; readonly waitMs: number },
) {
  const minutes = Math.ceil(waitMs / 60_000);
  const refusal = `Too many failed attempts from this address. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  context.header('retry-after', String(Math.ceil(waitMs / 1000)));
  return context.html(<SignInPage assetTag={assetTag} next={next} refusal={refusal} />, 429);
}

async function signIn(
  context: Context<OfficeEnv>,
  world: OfficeWorld,
  { token, next }: { readonly token: string; readonly next: string },
): Promise<Response> {
  const cookie = await openSession(world.db, token, world.now());
  const session = await findSession(world.db, cookie, world.now());
  await audit(context, world, session?.engineer ?? '', 'office-signed-in');
  setCookie(context, cookieName, cookie, {
    path: paths.root,
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(context),
    maxAge: sessionMs / 1000,
  });
  return context.redirect(next, 303);
}

function audit(context: Context<OfficeEnv>, world: OfficeWorld, engineer: string, action: string): Promise<void> {
  const entry = {
    actor: `engineer ${engineer}`,
    action,
    subject: world.addressOf(context),
    requestId: context.get('requestId'),
  };
  return writeAudit(world.db, entry, new Date(world.now()));
}
