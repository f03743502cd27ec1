// Builds what is not current. A build is current if no input and no output has changed since it ended.
// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { steps } from './steps.mjs';

/** @typedef {keyof typeof steps} StepName */
/** @typedef {readonly [modifiedMs: number, bytes: number, hash: string]} InputState */
/** @typedef {{ facts: string, inputs: Record<string, InputState>, outputs: Record<string, number> }} BuildState */

const root = fileURLToPath(new URL('../../', import.meta.url));
const stateDir = join(root, 'build/.state');
const builder = join(root, 'scripts/build.mjs');

/**
 * Builds the steps that are not current, in a separate process. Without build tools (`npm ci --omit=dev`), existing outputs are
 * used as they are. Throws if a build fails.
 * @param {readonly StepName[]} names
 */
export function ensureBuilt(names) {
  const stale = names.filter((name) => !isCurrent(name));
  if (stale.length === 0) return;
  const isWithoutTools = !existsSync(join(root, 'node_modules/rolldown'));
  if (isWithoutTools && stale.every((name) => existsSync(join(root, steps[name].outDir)))) return;
  // Standard output belongs to the caller: the command line prints JSON there.
  const { status } = spawnSync(process.execPath, [builder, ...stale], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`The build failed: ${stale.join(', ')}.`);
}

/**
 * Runs one step and records the state of its inputs before and of its outputs after it.
 * @param {StepName} name
 */
export async function runStep(name) {
  // What ships is a production build, also if a test starts it: Vitest sets NODE_ENV to "test", which would put React's development build into it.
  process.env['NODE_ENV'] = 'production';
  const inputs = readInputs(name, undefined);
  const facts = factsOf(name);
  const { build } = await import(steps[name].module);
  await build();
  mkdirSync(stateDir, { recursive: true });
  /** @type {BuildState} */
  const state = { facts, inputs, outputs: readOutputs(name) };
  writeFileSync(stateFile(name), JSON.stringify(state));
}

/** @param {StepName} name */
export function isCurrent(name) {
  const state = readState(name);
  if (state === undefined || state.facts !== factsOf(name)) return false;
  return isEqual(hashes(state.inputs), hashes(readInputs(name, state))) && isEqual(state.outputs, readOutputs(name));
}

/** @param {StepName} name */
function stateFile(name) {
  return join(stateDir, `${name}.json`);
}

/**
 * @param {StepName} name
 * @returns {BuildState | undefined}
 */
function readState(name) {
  try {
    return JSON.parse(readFileSync(stateFile(name), 'utf8'));
  } catch {
    // Never built, or the file was cut off: build again.
    return undefined;
  }
}

/**
 * What a build depends on besides files.
 * @param {StepName} name
 */
function factsOf(name) {
  return [process.version, process.platform, process.arch, steps[name].namesCommit ? commit() : ''].join(' ');
}

/** The commit id; empty outside a checkout. */
function commit() {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return (stdout ?? '').trim();
}

/**
 * A file whose time and size are unchanged keeps its recorded hash.
 * @param {StepName} name
 * @param {BuildState | undefined} known
 * @returns {Record<string, InputState>}
 */
function readInputs(name, known) {
  const files = steps[name].inputs.flatMap((input) => filesUnder(input));
  return Object.fromEntries(
    files.map((file) => {
      const { mtimeMs, size } = statSync(join(root, file));
      const before = known?.inputs[file];
      const isSame = before !== undefined && before[0] === mtimeMs && before[1] === size;
      return [file, [mtimeMs, size, isSame ? before[2] : hashOf(file)]];
    }),
  );
}

/**
 * Sizes of the outputs; compressed forms are replaced by better ones later.
 * @param {StepName} name
 * @returns {Record<string, number>}
 */
function readOutputs(name) {
  const files = filesUnder(steps[name].outDir).filter((file) => !/(\.br|\.gz|\.tmp)$|\/\.state\//.test(file));
  return Object.fromEntries(files.map((file) => [file, statSync(join(root, file)).size]));
}

/**
 * Paths of files, relative to the root; none if `path` does not exist.
 * @param {string} path
 * @returns {readonly string[]}
 */
function filesUnder(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`]))
    .sort();
}

/** @param {string} file */
function hashOf(file) {
  return createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex');
}

/** @param {Readonly<Record<string, InputState>>} inputs */
function hashes(inputs) {
  return Object.fromEntries(Object.entries(inputs).map(([file, [, , hash]]) => [file, hash]));
}

/**
 * @param {Readonly<Record<string, unknown>>} one
 * @param {Readonly<Record<string, unknown>>} other
 */
function isEqual(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
