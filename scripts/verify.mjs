// `npm test`: runs the stages, one more at once than there are cores. Arguments select stages by name; `--quick` selects those for daily
// work; `--keep-going` starts further stages after a failure. Each stage's output is printed when it has ended.
// @ts-check
import { availableParallelism } from 'node:os';
import { runStage } from './verify/run-stage.mjs';
import { stages } from './verify/stages.mjs';

/** @typedef {import('./verify/stages.mjs').Stage} Stage */
/** @typedef {import('./verify/run-stage.mjs').StageResult} StageResult */

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** One more than there are cores: drills and tests in the browser wait for time to pass as long as they compute. */
const atOnce = Math.max(2, availableParallelism()) + 1;
const startedMs = performance.now();

process.exitCode = (await runAll(select())) ? 0 : 1;

/** Selected stages with everything they need. @returns {readonly Stage[]} */
function select() {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Error(`There is no stage ${unknown.join(', ')}.`);
  if (names.length === 0) return flags.includes('--quick') ? quickStages() : stages;
  const wanted = withNeeded(names);
  return stages.filter(({ name }) => wanted.has(name));
}

/** @returns {readonly Stage[]} */
function quickStages() {
  const quick = stages.filter(({ isQuick }) => isQuick);
  return quick.map((stage) => ({ ...stage, command: stage.quickCommand ?? stage.command }));
}

/**
 * The stages and everything that they need, directly or not.
 * @param {readonly string[]} wanted
 * @returns {ReadonlySet<string>}
 */
function withNeeded(wanted) {
  const needed = stages.filter(({ name }) => wanted.includes(name)).flatMap(({ needs }) => needs ?? []);
  const all = new Set([...wanted, ...needed]);
  return all.size === wanted.length ? all : withNeeded([...all]);
}

/**
 * @param {readonly Stage[]} selected
 * @returns {Promise<boolean>} Whether all passed.
 */
async function runAll(selected) {
  const waiting = [...selected];
  /** @type {Map<string, Promise<StageResult>>} */
  const running = new Map();
  /** @type {StageResult[]} */
  const done = [];
  for (;;) {
    while (startNext(waiting, running, done));
    if (running.size === 0) break;
    const result = await Promise.race(running.values());
    running.delete(result.stage.name);
    done.push(result);
    report(result, [...running.keys()]);
  }
  return summarise(done, waiting);
}

/**
 * Starts the first stage that may run. False if none may.
 * @param {Stage[]} waiting
 * @param {Map<string, Promise<StageResult>>} running
 * @param {readonly StageResult[]} done
 */
function startNext(waiting, running, done) {
  if (!flags.includes('--keep-going') && done.some(({ isPassed }) => !isPassed)) return false;
  if (running.size >= atOnce) return false;
  const passed = new Set(done.filter(({ isPassed }) => isPassed).map(({ stage }) => stage.name));
  const index = waiting.findIndex(({ needs = [] }) => needs.every((name) => passed.has(name)));
  const [stage] = index < 0 ? [] : waiting.splice(index, 1);
  if (stage === undefined) return false;
  running.set(stage.name, runStage(stage));
  return true;
}

/**
 * @param {StageResult} result
 * @param {readonly string[]} running
 */
function report(result, running) {
  const elsewhere = running.length === 0 ? '' : `; running: ${running.join(', ')}`;
  console.log(`\n━━ ${line(result)}${elsewhere}`);
  if (result.output.trim() !== '') console.log(result.output.trimEnd());
}

/** @param {StageResult} result */
function line({ stage, isPassed, seconds, computingSeconds }) {
  const times = `${seconds.toFixed(1)} s (computing ${computingSeconds.toFixed(1)} s)`;
  return `${stage.name}: ${isPassed ? 'ok' : 'FAILED'} after ${times}`;
}

/**
 * @param {readonly StageResult[]} done
 * @param {readonly Stage[]} waiting
 */
function summarise(done, waiting) {
  const computing = done.reduce((sum, { computingSeconds }) => sum + computingSeconds, 0);
  console.log(
    `\n━━ all stages: ${((performance.now() - startedMs) / 1000).toFixed(1)} s (computing ${computing.toFixed(1)} s)`,
  );
  for (const result of done) console.log(`   ${line(result)}`);
  for (const { name } of waiting) console.log(`   ${name}: not run`);
  const failed = done.find(({ isPassed }) => !isPassed);
  if (failed !== undefined)
    console.log(`First failure: ${failed.stage.name}. Run it alone: node scripts/verify.mjs "${failed.stage.name}"`);
  return failed === undefined && waiting.length === 0;
}
