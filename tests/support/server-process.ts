/** The bundled server in a separate process, which a test may kill and restart. `tests/support/build-setup.ts` builds it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { addEmptyDatabase } from './empty-database';
import { freePort } from './free-port';
import { until } from './until';

/** How to start it. */
export interface ServerPlan {
  /** On top of this process's environment; `DATABASE_URL`, `DATA_DIR`, … */
  readonly env: Readonly<Record<string, string>>;
  /** Bundles in `.vite/test-node` that are loaded before the server (`node --import`). */
  readonly preload?: readonly string[];
  /** By default a free one. */
  readonly port?: number;
  /** Whether the server creates its embedded database, instead of finding one without rows. */
  readonly isFirstStart?: boolean;
}

/** How a process ended. */
interface ServerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running server. Its port stays the same over restarts. */
export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  /** Everything it has printed so far, over all starts. */
  readonly log: () => string;
  /** kill -9, and waits for the end. */
  readonly kill: () => Promise<void>;
  /** Sends a signal without waiting. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SIGTERM, and waits for the end. */
  readonly stop: () => Promise<ServerEnd>;
  /** Starts it again after its end. `env` overrides the plan's. */
  readonly restart: (env?: Readonly<Record<string, string>>) => Promise<void>;
  /** Resolves when the process ends, for whatever reason. */
  readonly ended: () => Promise<ServerEnd>;
  readonly isRunning: () => boolean;
}

/** Starts the server and waits until it answers. Throws an error with its log if it ends before that. */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  const port = plan.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const printed: string[] = [];
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl = '' } = plan.env;
  if (dataDir !== undefined && databaseUrl === '' && plan.isFirstStart !== true) addEmptyDatabase(dataDir);
  let running = launchServer(plan, port, printed);
  process.once('exit', () => running.kill('SIGKILL'));
  const log = () => printed.join('');
  const end = async (signal: NodeJS.Signals) => {
    const ended = endOf(running);
    if (isAlive(running)) running.kill(signal);
    return ended;
  };
  await answers(url, () => isAlive(running), log);
  return {
    url,
    port,
    log,
    kill: async () => {
      await end('SIGKILL');
    },
    signal: (signal) => void running.kill(signal),
    stop: () => end('SIGTERM'),
    restart: async (env = {}) => {
      running = launchServer({ ...plan, env: { ...plan.env, ...env } }, port, printed);
      await answers(url, () => isAlive(running), log);
    },
    ended: () => endOf(running),
    isRunning: () => isAlive(running),
  };
}

function launchServer({ env, preload = [] }: ServerPlan, port: number, printed: string[]): ChildProcess {
  const imports = preload.flatMap((name) => ['--import', `./.vite/test-node/${name}.mjs`]);
  // A test's server runs for seconds: optimising the WebAssembly of its database costs more than it saves.
  const child = spawn(process.execPath, ['--enable-source-maps', '--liftoff-only', ...imports, 'build/server.mjs'], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  return child;
}

async function answers(url: string, isRunning: () => boolean, log: () => string): Promise<void> {
  await until(
    'the server answers',
    async () => {
      if (!isRunning()) throw new Error(`the server ended before it answered:\n${log()}`);
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
      await answer?.body?.cancel();
      return answer === undefined ? undefined : true;
    },
    // A second on an idle machine; only a guard against hanging.
    { limitMs: 240_000 },
  );
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function endOf(child: ChildProcess): Promise<ServerEnd> {
  if (!isAlive(child)) return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}
