import type { Context, Hono } from 'hono';
import type { Result } from '../../src/domain/result';
import { refuseLegacy, type LegacyFault } from './legacy-refusal';

/** Answers one method of an address. */
export type LegacyHandler = (context: Context) => Promise<Response> | Response;

/** Lets `app` answer `path`, with and without a slash at its end; other methods are told what is allowed. */
export function endpoint(app: Hono, path: string, methods: Readonly<Record<string, LegacyHandler>>): void {
  const allowed = Object.keys(methods);
  const paths = [path, `${path}/`];
  for (const [method, answer] of Object.entries(methods)) app.on(method, paths, (context) => answer(context));
  app.on('OPTIONS', paths, (context) => context.body(null, 204, { allow: allowed.join(', ') }));
  for (const each of paths) app.all(each, () => refuseLegacy({ kind: 'wrong-method', allowed }));
}

/** A result as JSON, a fault as its refusal. */
export function answerResult(result: Result<object, LegacyFault>, status: 200 | 201 = 200): Response {
  if (!result.ok) return refuseLegacy(result.fault);
  return Response.json(result.value, { status, headers: { 'cache-control': 'no-store' } });
}
