/** The composition root: opens what the settings name and joins the parts of the server. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Hono, MiddlewareHandler } from 'hono';
import { intakePath } from '../src/protocol/intake';
import { createApp, type Mount } from './app';
import { openBlobs } from './blobs/open-blobs';
import type { ServerConfig } from './config';
import { migrateWhenReady } from './database/migrate-when-ready';
import { openDatabase, type OpenDatabase } from './database/open-database';
import { ensureEngineer } from './devices/engineers';
import { openLegacyApi, type OpenLegacyApi } from './legacy-api/open-legacy-api';
import { leftoverMs, removeLeftovers } from './files/remove-leftovers';
import { spoolDirOf } from './files/spool';
import { allowOrigins } from './http/response-headers';
import { createHealth } from './http/health';
import { addDatabaseMetrics, addInferenceMetrics, createMetrics, createMetricsApp } from './http/prometheus';
import { recordRequests } from './http/record-requests';
import { limitRate } from './http/rate-limit';
import { createIntake } from './intake/intake-app';
import { startCleanup } from './intake/blob-parts';
import { openOffice } from './office/open-office';
import type { Log } from './http/log';
import type { SiteListing } from './site/site-listing';
import type { ServerDependencies } from './dependencies';

/** A server without its socket. */
export interface OpenServer {
  readonly app: Hono;
  readonly dependencies: ServerDependencies;
  /** Created if there was no engineer; shown to the operator once. */
  readonly firstEngineerToken: string | undefined;
  /** Ends responses that would otherwise never end. Call it when no new requests are accepted. */
  readonly end: () => void;
  /** Closes database and workers. Call it after the last response. */
  readonly close: () => Promise<void>;
}

/** Opens the server that `config` describes. */
export async function openServer(config: ServerConfig, site: SiteListing, log: Log): Promise<OpenServer> {
  const database = await openDatabase(config.database, (error) =>
    log.warn({ error: error.message }, 'idle database connection lost'),
  );
  await removeSpooled(config);
  const dependencies = await prepareDependencies(config, database, log);
  const legacyApi =
    config.legacyApi === 'off'
      ? undefined
      : await openLegacyApi(config.legacyApi, dependencies, config.database.kind !== 'postgres');
  const ending = new AbortController();
  const office = await openOffice(config, dependencies, ending.signal);
  const metrics = createMetrics();
  addDatabaseMetrics(metrics, dependencies);
  if (legacyApi !== undefined) addInferenceMetrics(metrics, legacyApi.inference);
  const mounts = [
    { path: '/metrics', app: createMetricsApp(metrics, dependencies, config.metrics) },
    { path: '/office', app: office },
    ...mountsOf(config, dependencies, legacyApi),
  ];
  const middleware = [recordRequests(metrics, log), ...guardsOf(config, database)];
  const sweeping = startCleanup(dependencies);
  return {
    app: createApp({ site, log, middleware, mounts }),
    dependencies,
    firstEngineerToken: await ensureEngineer(dependencies.db, config.engineerToken, new Date(dependencies.now())),
    end: () => ending.abort(),
    close: async () => {
      sweeping.stop();
      await legacyApi?.close();
      await database.close();
    },
  };
}

/** An embedded database is locked: no other server writes into this folder, so every temporary file in it is left over. */
function removeSpooled({ dataDir, database }: ServerConfig): Promise<void> {
  return removeLeftovers(spoolDirOf(dataDir), database.kind === 'embedded' ? 0 : leftoverMs);
}

async function prepareDependencies(config: ServerConfig, { db }: OpenDatabase, log: Log): Promise<ServerDependencies> {
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

/** The sub-applications, one line each. */
function mountsOf(
  { registrationCode, dataDir }: ServerConfig,
  dependencies: ServerDependencies,
  legacyApi: OpenLegacyApi | undefined,
): readonly Mount[] {
  return [
    { path: intakePath, app: createIntake(dependencies, { registrationCode, spoolDir: spoolDirOf(dataDir) }) },
    { path: '/health', app: createHealth(dependencies, () => legacyApi?.inference.state() ?? 'off') },
    ...(legacyApi === undefined ? [] : [{ path: '/', app: legacyApi.app }]),
  ];
}
