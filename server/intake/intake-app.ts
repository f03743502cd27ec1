/** The intake API as a sub-application, mounted at `intakePath`. */
import { Hono } from 'hono';
import type { ServerDependencies } from '../dependencies';
import { refuse } from '../http/refuse';
import { intakeEndpoints, type IntakeSettings } from './intake-endpoints';
import { describeApi } from './openapi';

/** Mounts every endpoint and the OpenAPI document. */
export function createIntake(dependencies: ServerDependencies, settings: IntakeSettings): Hono {
  const app = new Hono();
  const endpoints = intakeEndpoints(settings);
  for (const { description, handle } of endpoints) {
    const path = description.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.on(description.method.toUpperCase(), path, (context) => handle(context, dependencies));
  }
  const document = describeApi(endpoints.map(({ description }) => description));
  app.get('/openapi.json', (context) => context.json(document));
  app.all('*', () => refuse({ kind: 'not-found' }));
  return app;
}
