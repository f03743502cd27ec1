/** Whether this copy can serve: what a balancer asks, and what the earlier systems' clients ask. */
import { sql } from 'kysely';
import { Hono } from 'hono';
import type { ServerWorld } from '../world';

/**
 * `GET /health`: the earlier systems' contract, with `database` besides. 503 while the database is away, so that a balancer sends
 * nobody here; the models are packs of the server's own disk and always there.
 */
export function createHealth({ db, log }: ServerWorld): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    context.header('cache-control', 'no-store');
    try {
      await sql`select 1`.execute(db);
      return context.json({ status: 'healthy', model_loaded: true, database: 'reachable' });
    } catch (error) {
      log.warn({ error: String(error) }, 'health: database away');
      context.header('retry-after', '5');
      return context.json({ status: 'unavailable', model_loaded: true, database: 'away' }, 503);
    }
  });
  return app;
}
