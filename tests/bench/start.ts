/**
 * `npm run bench:start [runs]`: seconds from `npm start` to the printed address, with nothing built and with everything built, and the
 * time of the command line. Computing time includes child processes; it depends less on what else the machine does.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port';

const root = join(import.meta.dirname, '../..');
const runs = Number(process.argv[2] ?? 3);

/** One run. */
interface Timing {
  readonly seconds: number;
  readonly computingSeconds: number;
}

const [cpu] = cpus();
console.log(`${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}`);
const dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-start-'));
report('cold start (limit 20 s)', [await coldStart()]);
report('warm start (limit 3 s)', await repeat(startOnce));
await rm(dataDir, { recursive: true, force: true, maxRetries: 20 });
const fieldgrade = (...args: readonly string[]) => repeat(() => timed('npx', ['fieldgrade', ...args]));
report('npx fieldgrade --help (limit 0.5 s)', await fieldgrade('--help'));
const predict = ['predict', 'public/samples/rubber-1.jpg', '--pack', 'rubber-sheet'];
report('npx fieldgrade predict, one picture (limit 1.5 s)', await fieldgrade(...predict));

async function repeat(once: () => Promise<Timing>): Promise<readonly Timing[]> {
  const timings: Timing[] = [];
  for (let run = 0; run < runs; run += 1) timings.push(await once());
  return timings;
}

function report(what: string, timings: readonly Timing[]): void {
  const list = (valueOf: (timing: Timing) => number) => timings.map((timing) => valueOf(timing).toFixed(2)).join(', ');
  console.log(`${what}: ${list(({ seconds }) => seconds)} s; computing ${list((timing) => timing.computingSeconds)} s`);
}

/** As after `npm ci`: no build, no compressed files. */
async function coldStart(): Promise<Timing> {
  const built = ['dist', 'build', '.vite', 'node_modules/.cache', 'node_modules/.vite'];
  await Promise.all(built.map((folder) => rm(join(root, folder), { recursive: true, force: true })));
  return startOnce();
}

async function startOnce(): Promise<Timing> {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(await freePort()) };
  return timed('npm', ['start'], env, 'Fieldgrade runs at');
}

/** Until the program ends, or prints `awaited`; then it is stopped. */
function timed(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  awaited?: string,
): Promise<Timing> {
  const startedMs = performance.now();
  // `time` of bash counts the computing of children that have ended; the trap keeps bash itself alive when they are stopped.
  const command = `trap : INT; TIMEFORMAT='computing %U %S'; time ${program} ${args.join(' ')}`;
  const child = spawn('bash', ['-c', command], { cwd: root, env, detached: true });
  let printed = '';
  let seconds = 0;
  const note = (chunk: Buffer) => {
    printed += chunk.toString();
    if (awaited === undefined || seconds > 0 || !printed.includes(awaited)) return;
    seconds = (performance.now() - startedMs) / 1000;
    stopServer(child.pid);
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      const [, user, system] = /computing ([\d.]+) ([\d.]+)/.exec(printed) ?? [];
      const isDone = awaited === undefined ? code === 0 : seconds > 0;
      if (seconds === 0) seconds = (performance.now() - startedMs) / 1000;
      if (isDone) resolve({ seconds, computingSeconds: Number(user) + Number(system) });
      else reject(new Error(printed));
    });
  });
}

/** As Ctrl+C in a terminal does. Bash reports the time after the server has ended. */
function stopServer(group: number | undefined): void {
  if (group !== undefined) process.kill(-group, 'SIGINT');
}
