/** Whether this copy can serve, for load balancers and for the clients of the legacy API. */
import { sql } from 'kysely';
import { Hono } from 'hono';
import type { ServerDependencies } from '../dependencies';

/** Whether pictures can be inspected. */
export type ModelState = 'starting' | 'ready' | 'unusable' | 'off';

/**
 * `GET /health`, with the fields of the legacy contract. 503 while the database is unavailable, so that a load balancer sends no
 * requests. Without models the rest of the server works, so that is reported with 200.
 */
export function createHealth({ db, log }: ServerDependencies, modelState: () => ModelState): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    context.header('cache-control', 'no-store');
    const state = modelState();
    const model_loaded = state === 'ready';
    try {
      await sql`select 1`.execute(db);
      return context.json({ status: model_loaded || state === 'off' ? 'healthy' : 'degraded', model_loaded });
    } catch (error) {
      log.warn({ error: String(error) }, 'health: database away');
      context.header('retry-after', '5');
      return context.json({ status: 'unavailable', model_loaded }, 503);
    }
  });
  return app;
}
