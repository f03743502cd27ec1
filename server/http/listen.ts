/** Opens the socket, prints its addresses, and closes it without cutting off a response. */
import { networkInterfaces } from 'node:os';
import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { words } from '../words';
import type { Log } from './log';

const { say } = words;

/** How to listen, and what to do after the last response. */
export interface ListenOptions {
  readonly port: number;
  /** Called first: ends responses that would otherwise never end. */
  readonly end: () => void;
  readonly close: () => Promise<void>;
  readonly log: Log;
}

/**
 * Against clients that send a byte now and then: headers must be there in 15 s, a whole request in 5 minutes (a part of a
 * blob on a 2G line takes one).
 */
const timeouts = { headersTimeout: 15_000, requestTimeout: 300_000, keepAliveTimeout: 65_000 };

/** Time for responses in progress at the end, in milliseconds. */
const lastAnswersMs = 20_000;

/** Interval of closing idle connections while stopping, in milliseconds: clients keep them open for the next request. */
const closeIdleEveryMs = 50;

/** Serves `app` until SIGINT or SIGTERM. */
export function listen(app: Hono, { port, end, close, log }: ListenOptions): void {
  const server = serve({ fetch: app.fetch, port, serverOptions: timeouts }, ({ port: bound }) => announce(bound));
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(startFault(error, port));
    process.exitCode = 1;
    void close();
  });
  const stop = once(() => {
    shutDown(server, close, log);
    end();
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function once(run: () => void): () => void {
  let hasRun = false;
  return () => {
    if (!hasRun) run();
    hasRun = true;
  };
}

function startFault({ code, message }: NodeJS.ErrnoException, port: number): string {
  return code === 'EADDRINUSE' ? say('operator.port-taken', { port: String(port) }) : message;
}

function announce(port: number): void {
  console.log(say('operator.runs-at', { url: `http://localhost:${port}` }));
  for (const address of lanAddresses()) {
    console.log(say('operator.in-network', { url: `http://${address}:${port}` }));
  }
  console.log(say('operator.https-needed'));
}

function lanAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

/** Refuses new connections, lets responses in progress finish, then closes the database. Connections that hang are closed after `lastAnswersMs`. */
function shutDown(server: ServerType, close: () => Promise<void>, log: Log): void {
  log.info({}, 'shutting down');
  const cutOff = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), lastAnswersMs);
  const closing = setInterval(() => closeIdle(server), closeIdleEveryMs);
  server.close(() => {
    clearTimeout(cutOff);
    clearInterval(closing);
    close().catch((error: unknown) => {
      log.error({ error: String(error) }, 'closing failed');
      process.exitCode = 1;
    });
  });
  closeIdle(server);
}

function closeIdle(server: ServerType): void {
  if ('closeIdleConnections' in server) server.closeIdleConnections();
}
