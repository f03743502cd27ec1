/** The socket: opens it, tells where, and closes it so that no answer is cut off. */
import { networkInterfaces } from 'node:os';
import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Log } from './log';

/** How to listen, and what to do after the last answer. */
export interface ListenOptions {
  readonly port: number;
  readonly close: () => Promise<void>;
  readonly log: Log;
}

/**
 * Against clients that send a byte now and then: headers must be there in 15 s, a whole request in 5 minutes (a part of a
 * blob on a 2G line takes one).
 */
const patience = { headersTimeout: 15_000, requestTimeout: 300_000, keepAliveTimeout: 65_000 };

/** Answers that still run at the end get this long, in milliseconds. */
const lastAnswersMs = 20_000;

/** Serves `app` until SIGINT or SIGTERM. */
export function listen(app: Hono, { port, close, log }: ListenOptions): void {
  const server = serve({ fetch: app.fetch, port, serverOptions: patience }, ({ port: bound }) => announce(bound));
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(startFault(error, port));
    process.exitCode = 1;
    void close();
  });
  const end = once(() => shutDown(server, close, log));
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function once(run: () => void): () => void {
  let hasRun = false;
  return () => {
    if (!hasRun) run();
    hasRun = true;
  };
}

function startFault({ code, message }: NodeJS.ErrnoException, port: number): string {
  return code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another one.` : message;
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

/** No new connections; running answers finish; then the database is closed. What hangs is cut off after a while. */
function shutDown(server: ServerType, close: () => Promise<void>, log: Log): void {
  log.info({}, 'shutting down');
  const cutOff = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), lastAnswersMs);
  server.close(() => {
    clearTimeout(cutOff);
    close().catch((error: unknown) => {
      log.error({ error: String(error) }, 'closing failed');
      process.exitCode = 1;
    });
  });
  if ('closeIdleConnections' in server) server.closeIdleConnections();
}
