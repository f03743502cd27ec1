/** Opens the server's data for one command, and closes it in any case. */
import { openBlobs } from '../blobs/open-blobs';
import { readConfig, type ServerConfig } from '../config';
import { lockData } from '../database/data-lock';
import { migrate } from '../database/migrate';
import { openDatabase } from '../database/open-database';
import { silentLog } from '../http/log';
import type { ServerDependencies } from '../dependencies';
import { words } from '../words';

/** How a command ended. The command has printed the reason. */
export type CommandEnd = 'done' | 'failed';

/** Runs `command` on the data that the environment names. The process's exit code is 1 where it failed. */
export async function withDependencies(
  command: (dependencies: ServerDependencies) => Promise<CommandEnd>,
): Promise<void> {
  const config = readConfig(process.env);
  const end = config.ok ? await withLock(config.value, command) : refuse(config.fault.join('\n'));
  if (end === 'failed') process.exitCode = 1;
}

async function withLock(
  config: ServerConfig,
  command: (dependencies: ServerDependencies) => Promise<CommandEnd>,
): Promise<CommandEnd> {
  if (config.database.kind !== 'embedded') return withDatabase(config, command);
  const lock = await lockData(config.dataDir);
  if (!lock.ok) {
    const { pid } = lock.fault;
    return refuse(words.say('operator.stop-server-first', { pid: String(pid), folder: config.dataDir }));
  }
  try {
    return await withDatabase(config, command);
  } finally {
    await lock.value.release();
  }
}

async function withDatabase(
  config: ServerConfig,
  command: (dependencies: ServerDependencies) => Promise<CommandEnd>,
): Promise<CommandEnd> {
  const { db, close } = await openDatabase(config.database, () => undefined);
  try {
    await migrate(db);
    return await command({ db, blobs: await openBlobs(config.blobs), log: silentLog, now: () => Date.now() });
  } finally {
    await close();
  }
}

function refuse(reason: string): 'failed' {
  console.error(reason);
  return 'failed';
}
