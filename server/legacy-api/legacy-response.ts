/** Routes and responses of the legacy API. A refusal is a status and `{"error": text}`. */
import type { Context, Hono } from 'hono';
import type { Result } from '../../src/domain/result';
import type { LegacyFault } from './legacy-fault';
import { legacyText } from './legacy-text';

/** Handles one method of a path. */
export type LegacyHandler = (context: Context) => Promise<Response> | Response;

/** Lets `app` answer `path`, with and without a slash at its end. Other methods get 405 and the allowed ones. */
export function addRoute(app: Hono, path: string, methods: Readonly<Record<string, LegacyHandler>>): void {
  const allowed = Object.keys(methods);
  const paths = [path, `${path}/`];
  for (const [method, handle] of Object.entries(methods)) app.on(method, paths, (context) => handle(context));
  app.on('OPTIONS', paths, (context) => context.body(null, 204, { allow: allowed.join(', ') }));
  for (const each of paths) app.all(each, () => refuseLegacy({ kind: 'wrong-method', allowed }));
}

/** A result as JSON, a fault as its refusal. */
export function legacyResponse(result: Result<object, LegacyFault>, status: 200 | 201 | 202 | 422 = 200): Response {
  if (!result.ok) return refuseLegacy(result.fault);
  return Response.json(result.value, { status, headers: { 'cache-control': 'no-store' } });
}

/** How long a client waits where nothing better is known, in seconds. */
const pauseS = 2;

/** The response to a request that is refused. */
export function refuseLegacy(fault: LegacyFault): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  const status = statusOf(fault);
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  if (status === 503) headers.set('retry-after', String('retryAfterS' in fault ? fault.retryAfterS : pauseS));
  if (fault.kind === 'wrong-method') headers.set('allow', fault.allowed.join(', '));
  return new Response(JSON.stringify({ error: legacyText(fault) }), { status, headers });
}

function statusOf(fault: LegacyFault): number {
  if (fault.kind === 'no-engineer') return fault.reason === 'no-token' ? 401 : 403;
  return statuses[fault.kind] ?? 400;
}

/** Every other fault is the client's to correct: 400, as in the earlier systems. */
const statuses: Partial<Readonly<Record<LegacyFault['kind'], number>>> = {
  'too-large': 413,
  'archive-too-large': 413,
  'no-such-picture': 404,
  'no-such-job': 404,
  'no-insights': 404,
  'no-training': 404,
  'no-classifier': 409,
  'training-busy': 503,
  'wrong-method': 405,
  'not-sure': 422,
  'no-verdict': 422,
  'network-failed': 500,
  'no-room': 503,
  busy: 503,
  'worker-lost': 503,
  'out-of-time': 503,
  'pack-fault': 503,
  'pack-not-loaded': 503,
  'pack-not-taught': 503,
  cancelled: 503,
};
