/** Measurements for Prometheus (text format 0.0.4). */
import { Hono } from 'hono';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { bearerOf, findCaller } from '../devices/caller';
import type { ServerDependencies } from '../dependencies';
import { refuse } from './refuse';
import type { Inference } from '../inference/inference';

/** What is measured. */
export interface Metrics {
  readonly registry: Registry;
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
}

/** An empty set of measurements, with those of the process itself. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requestSeconds = new Histogram({
    name: 'fieldgrade_http_request_seconds',
    help: 'Time until the answer began, by route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { registry, requestSeconds };
}

/** Counts in the database, queried when the metrics are collected: every copy of the server reports the same. */
const counts = {
  fieldgrade_sequence: { help: 'Sequence number of the last change.', from: 'select sequence from intake_counter' },
  fieldgrade_devices: { help: 'Registered devices.', from: 'select count(*) from devices where revoked_at is null' },
  fieldgrade_records: {
    help: 'Records that are not deleted.',
    from: 'select count(*) from records where not is_deleted',
  },
  fieldgrade_unfinished_blob_bytes: {
    help: 'Bytes of blobs that are not whole yet.',
    from: 'select coalesce(sum(length(content)), 0) from blob_parts',
  },
};

/** Adds the numbers of the database. */
export function addDatabaseMetrics({ registry }: Metrics, { db }: ServerDependencies): void {
  for (const [name, { help, from }] of Object.entries(counts)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const { rows } = await sql.raw<{ value: string | number }>(`select (${from}) as value`).execute(db);
        this.set(Number(rows[0]?.value ?? 0));
      },
    });
  }
}

/** `GET /metrics`: for engineers, or for anyone if the operator opens it. */
export function createMetricsApp(
  { registry }: Metrics,
  dependencies: ServerDependencies,
  openTo: 'engineer' | 'open',
): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    if (openTo === 'engineer') {
      const caller = await findCaller(
        dependencies.db,
        bearerOf(context.req.header('authorization')),
        dependencies.now(),
      );
      if (!caller.ok) return refuse(caller.fault);
      if (caller.value.role !== 'engineer') return refuse({ kind: 'not-allowed' });
    }
    return context.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return app;
}

/** Adds the number of admitted requests, including those that wait. */
export function addInferenceMetrics({ registry }: Metrics, inference: Inference): void {
  new Gauge({
    name: 'fieldgrade_inspecting_requests',
    help: 'Requests with pictures that are inspected or wait for it.',
    registers: [registry],
    collect() {
      this.set(inference.inside());
    },
  });
}
