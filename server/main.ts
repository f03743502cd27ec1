/** The server: `npm start`. Settings are read from the environment; `docs/deploy.md` lists them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installationDir } from '../node-host/installation';
import { openServer, type OpenServer } from './compose';
import { readConfig, type ServerConfig } from './config';
import { lockData } from './database/data-lock';
import { failureKindOf } from './database/failure-kind';
import { listen } from './http/listen';
import { createLog, type Log } from './http/log';
import { listSite } from './site/site-listing';
import { words } from './words';

const { say } = words;

const siteDir = join(installationDir, 'dist');

await start();

async function start(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.ok) stop(config.fault.join('\n'));
  else if (!existsSync(join(siteDir, 'index.html'))) stop(say('operator.not-built'));
  else await startWith(config.value);
}

async function startWith(config: ServerConfig): Promise<void> {
  const lock = config.database.kind === 'embedded' ? await lockData(config.dataDir) : undefined;
  if (lock?.ok === false) {
    stop(say('operator.in-use', { pid: String(lock.fault.pid), folder: config.dataDir }));
    return;
  }
  const log = createLog(config.logLevel);
  const server = await tryOpen(config, log);
  if (server === undefined) {
    await lock?.value.release();
    return;
  }
  if (server.firstEngineerToken !== undefined) {
    console.log(say('operator.first-token', { token: server.firstEngineerToken }));
  }
  const close = async () => {
    await server.close();
    await lock?.value.release();
  };
  listen(server.app, { port: config.port, end: server.end, close, log });
}

/** An unavailable database is reported to the operator; other errors are bugs and thrown. */
async function tryOpen(config: ServerConfig, log: Log): Promise<OpenServer | undefined> {
  try {
    return await openServer(config, await listSite(siteDir), log);
  } catch (error) {
    if (failureKindOf(error) !== 'unavailable') throw error;
    stop(say('operator.no-database'));
    return undefined;
  }
}

function stop(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}
