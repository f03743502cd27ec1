// Runs one stage as a process group and measures it.
// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @typedef {object} StageResult
 * @property {import('./stages.mjs').Stage} stage
 * @property {boolean} isPassed
 * @property {string} output
 * @property {number} seconds
 * @property {number} computingSeconds User and system time of all its processes. Without Python on Linux, those of Chromium are missing.
 */

const counter = fileURLToPath(new URL('count-computing.py', import.meta.url));
/** Whether `count-computing.py` runs here. */
const hasCounter = spawnSync('python3', [counter, 'true']).status === 0;

/** Process groups of running stages, to end them with this process. @type {Set<number>} */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    for (const group of running) process.kill(-group, 'SIGTERM');
    process.exit(1);
  });
}

/**
 * Resolves when the stage has ended, whether it passed or not.
 * @param {import('./stages.mjs').Stage} stage
 * @returns {Promise<StageResult>}
 */
export function runStage(stage) {
  const startedMs = performance.now();
  const path = [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  // Stages that need a build start after it.
  const built = (stage.needs ?? []).length > 0 ? { FIELDGRADE_BUILT: 'yes' } : {};
  const env = { ...process.env, ...built, PATH: path };
  const [program, ...args] = commandLine(stage.command);
  const child = spawn(program, args, { cwd: root, env, detached: true });
  if (child.pid !== undefined) running.add(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (child.pid !== undefined) running.delete(child.pid);
      const [line = '', user = '0', system = '0'] = /computing ([\d.]+) ([\d.]+)\n?$/.exec(output) ?? [];
      resolve({
        stage,
        isPassed: code === 0,
        output: output.slice(0, output.length - line.length),
        seconds: (performance.now() - startedMs) / 1000,
        computingSeconds: Number(user) + Number(system),
      });
    });
  });
}

/**
 * The program that runs `script` in bash and prints its processor time, which Node cannot tell.
 * @param {string} script
 * @returns {readonly [string, ...string[]]}
 */
function commandLine(script) {
  if (hasCounter) return ['python3', counter, script];
  return ['bash', '-c', `TIMEFORMAT='computing %U %S'; time { ${script}; }`];
}
