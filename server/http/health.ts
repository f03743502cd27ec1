/** Whether this copy can serve: what a balancer asks, and what the earlier systems' clients ask. */
import { sql } from 'kysely';
import { Hono } from 'hono';
import type { ServerDependencies } from '../dependencies';

/** Whether pictures can be inspected here. */
export type ModelState = 'starting' | 'ready' | 'unusable' | 'off';

/**
 * `GET /health`, with the fields of the earlier systems' contract. 503 while the database is away, so that a balancer sends nobody
 * here. Without models the rest of the server works: that is told, and no reason to stay away.
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
