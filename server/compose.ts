/** The composition root: opens what the settings name and joins the parts of the server. */
import type { Hono } from 'hono';
import { createApp, type Mount } from './app';
import { openBlobs } from './blobs/open-blobs';
import type { ServerConfig } from './config';
import { migrate } from './database/migrate';
import { openDatabase } from './database/open-database';
import { openEarlier, type OpenEarlier } from './earlier/open-earlier';
import { createHealth } from './http/health';
import type { Log } from './http/log';
import type { SiteListing } from './site/site-listing';
import type { ServerWorld } from './world';

/** A server without its socket. */
export interface OpenServer {
  readonly app: Hono;
  readonly world: ServerWorld;
  /** Closes database and workers; to be called when the last answer is out. */
  readonly close: () => Promise<void>;
}

/** Opens the server that `config` describes. */
export async function openServer(config: ServerConfig, site: SiteListing, log: Log): Promise<OpenServer> {
  const { db, close } = await openDatabase(config.database, (error) =>
    log.warn({ error: error.message }, 'idle database connection lost'),
  );
  const steps = await migrate(db);
  if (steps.length > 0) log.info({ steps: steps.join(' ') }, 'database brought up to date');
  const world: ServerWorld = { db, blobs: await openBlobs(config.blobs), log, now: () => Date.now() };
  const earlier = config.earlier === 'off' ? undefined : await openEarlier(config.earlier, world);
  return {
    app: createApp({ site, log, mounts: mountsOf(world, earlier) }),
    world,
    close: async () => {
      await earlier?.close();
      await close();
    },
  };
}

/** Each part of the server is one line here: `{ path, app: createPart(world) }`. */
function mountsOf(world: ServerWorld, earlier: OpenEarlier | undefined): readonly Mount[] {
  return [
    { path: '/health', app: createHealth(world, () => earlier?.inference.state() ?? 'off') },
    ...(earlier === undefined ? [] : [{ path: '/', app: earlier.app }]),
  ];
}
