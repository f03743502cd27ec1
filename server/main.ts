/** Serves the built app: `npm start`. */
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { createApp } from './app';
import { listSite } from './site-listing';

const siteDir = join(import.meta.dirname, '../dist');
const defaultPort = 8080;

await start();

async function start(): Promise<void> {
  const port = readPort(process.env['PORT']);
  if (port === undefined) {
    stop('PORT must be a whole number from 0 to 65535.');
    return;
  }
  if (!existsSync(join(siteDir, 'index.html'))) {
    stop('dist/ is empty: run `npm run build` first.');
    return;
  }
  const app = createApp(await listSite(siteDir));
  const server = serve({ fetch: app.fetch, port }, ({ port: bound }) => announce(bound));
  server.on('error', (error: NodeJS.ErrnoException) => stop(startFault(error, port)));
  process.once('SIGINT', () => shutDown(server));
  process.once('SIGTERM', () => shutDown(server));
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return defaultPort;
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function startFault({ code, message }: NodeJS.ErrnoException, port: number): string {
  return code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another one.` : message;
}

function stop(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}

function announce(port: number): void {
  console.log(`Fieldgrade runs at http://localhost:${port}`);
  for (const address of lanAddresses()) console.log(`  in this network: http://${address}:${port}`);
  console.log('Other devices need https in front of it: browsers allow offline use on https and localhost only.');
}

function lanAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

/** Lets running answers finish; connections without one are closed at once. */
function shutDown(server: ServerType): void {
  server.close();
  if ('closeIdleConnections' in server) server.closeIdleConnections();
}
