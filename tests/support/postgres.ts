/** A temporary PostgreSQL cluster for tests, on a free port. */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port';
import { until } from './until';

const run = promisify(execFile);
const debianRoot = '/usr/lib/postgresql';

/** The user of the processes: PostgreSQL refuses root. */
interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** `'asked'` ends sessions in order; `'killed'` is SIGKILL to the postmaster, like a power cut. */
type StopManner = 'asked' | 'killed';

/** A running cluster. */
export interface Postgres {
  /** Connection string of a database in it. */
  readonly urlOf: (database: string) => string;
  readonly stop: (manner: StopManner) => Promise<void>;
  /** Starts again after `stop`, on the same port and data. */
  readonly start: () => Promise<void>;
  /** Stops it and removes its files. */
  readonly remove: () => Promise<void>;
}

/** The folder with `initdb` and `postgres`: in the PATH, else Debian's, newest first. Undefined where there is none. */
export function findPostgres(): string | undefined {
  const inPath = (process.env['PATH'] ?? '').split(delimiter);
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot) : [];
  const debian = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debianRoot, version, 'bin'));
  return [...inPath, ...debian].find((dir) => existsSync(join(dir, 'initdb')) && existsSync(join(dir, 'postgres')));
}

/**
 * Creates and starts a cluster. `settings` go to `postgres -c`. Without `fsync` by default: drills kill processes,
 * not the machine, and what a process has written survives its end.
 */
export async function startPostgres(binDir: string, settings: readonly string[] = ['fsync=off']): Promise<Postgres> {
  const owner = processOwner();
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-postgres-'));
  if (owner) await chown(dataDir, owner.uid, owner.gid);
  const options = ['-D', dataDir, '-U', 'fieldgrade', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await run(join(binDir, 'initdb'), options, { cwd: dataDir, ...owner });
  const port = await freePort();
  const urlOf = (database: string) => `postgres://fieldgrade@127.0.0.1:${port}/${database}`;
  const args = ['-D', dataDir, '-p', String(port), '-h', '127.0.0.1', '-k', dataDir];
  const launch = () =>
    launchPostgres(join(binDir, 'postgres'), [...args, ...settings.flatMap((setting) => ['-c', setting])], owner);
  let postmaster = launch();
  process.once('exit', () => postmaster.kill('SIGKILL'));
  if (!(await becomesReady(urlOf('postgres'), postmaster))) throw new Error(`postgres ended: ${postmaster.exitCode}`);
  const stop = async (manner: StopManner) => end(postmaster, manner === 'asked' ? 'SIGINT' : 'SIGKILL');
  const relaunch = async () => {
    postmaster = launch();
    return becomesReady(urlOf('postgres'), postmaster);
  };
  return {
    urlOf,
    stop,
    // A new postmaster refuses to start while a session of the killed one still uses the shared memory.
    start: async () => {
      await until('PostgreSQL starts again', async () => ((await relaunch()) ? true : undefined));
    },
    remove: async () => {
      await stop('asked');
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function processOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    // No Debian package created the user: `nobody` has no privileges either.
    return { uid: 65_534, gid: 65_534 };
  }
}

function launchPostgres(program: string, args: readonly string[], owner: Owner | undefined): ChildProcess {
  return spawn(program, args, { stdio: 'ignore', cwd: tmpdir(), ...owner });
}

/** False if it ends instead. */
function becomesReady(url: string, postmaster: ChildProcess): Promise<boolean> {
  return until('PostgreSQL answers', async () => {
    if (postmaster.exitCode !== null) return false;
    return (await answers(url)) ? true : undefined;
  });
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
