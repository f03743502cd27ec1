/** The composition root: opens what the settings name and joins the parts of the server. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Hono, MiddlewareHandler } from 'hono';
import { intakePath } from '../src/protocol/intake';
import { createApp, type Mount } from './app';
import { openBlobs } from './blobs/open-blobs';
import type { ServerConfig } from './config';
import { migrateWhenReady } from './database/migrate-when-ready';
import { openDatabase, type OpenDatabase } from './database/open-database';
import { ensureEngineer } from './devices/engineers';
import { openEarlier, type OpenEarlier } from './earlier/open-earlier';
import { allowOrigins } from './http/allow-origins';
import { createHealth } from './http/health';
import { addDatabaseMetrics, createMetrics, createMetricsApp } from './http/metrics';
import { observe } from './http/observe';
import { limitRate } from './http/rate-limit';
import { createIntake } from './intake/intake-app';
import { addInferenceMetrics } from './inference/inference-metrics';
import { startSweeping } from './intake/sweep';
import { openOffice } from './office/open-office';
import type { Log } from './http/log';
import type { SiteListing } from './site/site-listing';
import type { ServerWorld } from './world';

/** A server without its socket. */
export interface OpenServer {
  readonly app: Hono;
  readonly world: ServerWorld;
  /** Made where there was no engineer yet; to be shown to the operator once. */
  readonly firstEngineerToken: string | undefined;
  /** Ends answers that would never end by themselves; to be called when no new requests are taken. */
  readonly end: () => void;
  /** Closes database and workers; to be called when the last answer is out. */
  readonly close: () => Promise<void>;
}

/** Opens the server that `config` describes. */
export async function openServer(config: ServerConfig, site: SiteListing, log: Log): Promise<OpenServer> {
  const database = await openDatabase(config.database, (error) =>
    log.warn({ error: error.message }, 'idle database connection lost'),
  );
  const world = await prepareWorld(config, database, log);
  const earlier = config.earlier === 'off' ? undefined : await openEarlier(config.earlier, world);
  const ending = new AbortController();
  const office = await openOffice(config, world, ending.signal);
  const metrics = createMetrics();
  addDatabaseMetrics(metrics, world);
  if (earlier !== undefined) addInferenceMetrics(metrics, earlier.inference);
  const mounts = [
    { path: '/metrics', app: createMetricsApp(metrics, world, config.metrics) },
    { path: '/office', app: office },
    ...mountsOf(config, world, earlier),
  ];
  const around = [observe(metrics, log), ...guardsOf(config, database)];
  const sweeping = startSweeping(world);
  return {
    app: createApp({ site, log, around, mounts }),
    world,
    firstEngineerToken: await ensureEngineer(world.db, config.engineerToken, new Date(world.now())),
    end: () => ending.abort(),
    close: async () => {
      sweeping.stop();
      await earlier?.close();
      await database.close();
    },
  };
}

async function prepareWorld(config: ServerConfig, { db }: OpenDatabase, log: Log): Promise<ServerWorld> {
  const steps = await migrateWhenReady(db, log, { tries: 30, pause: () => pause(2000) });
  if (steps.length > 0) log.info({ steps: steps.join(' ') }, 'database brought up to date');
  return { db, blobs: await openBlobs(config.blobs), log, now: () => Date.now() };
}

function guardsOf(config: ServerConfig, { pool }: OpenDatabase): readonly MiddlewareHandler[] {
  const { corsOrigins, rateLimits: limits, trustedProxies } = config;
  return [
    ...(corsOrigins.length === 0 ? [] : [allowOrigins(corsOrigins)]),
    ...(limits === 'off' ? [] : [limitRate({ limits, pool, trustedProxies })]),
  ];
}

/** Each part of the server is one line here: `{ path, app: createPart(world) }`. */
function mountsOf(
  { registrationCode, dataDir }: ServerConfig,
  world: ServerWorld,
  earlier: OpenEarlier | undefined,
): readonly Mount[] {
  return [
    { path: intakePath, app: createIntake(world, { registrationCode, spoolDir: join(dataDir, 'incoming') }) },
    { path: '/health', app: createHealth(world, () => earlier?.inference.state() ?? 'off') },
    ...(earlier === undefined ? [] : [{ path: '/', app: earlier.app }]),
  ];
}
