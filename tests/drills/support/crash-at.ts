/**
 * Loaded before the server (`node --import`): counts every call to the database and to the disk, and
 * kills the process with SIGKILL before the one that `CRASH_AT` names. The state after step N is the state
 * before step N + 1. The product has no code for it.
 *
 * Counting begins at SIGUSR2, so that the start is not counted; each step is printed, so that a drill can see how many
 * there are. With `FULL_AT`, the disk call of that number and all after it fail as on a full disk, until the next SIGUSR2.
 */
import fsCallbacks from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

const crashAt = Number(process.env['CRASH_AT'] ?? Infinity);
const fullAt = Number(process.env['FULL_AT'] ?? Infinity);
let state: 'waiting' | 'counting' | 'over' = 'waiting';
let steps = 0;
let diskSteps = 0;

process.on('SIGUSR2', () => {
  state = state === 'waiting' ? 'counting' : 'over';
  process.stdout.write(`crash-at: ${state}\n`);
});

wrap(pg.Client.prototype, 'query', (statement) => step(`postgres ${firstWords(statement)}`));
wrap(PGlite.prototype, 'query', (statement) => step(`pglite ${firstWords(statement)}`));
wrap(PGlite.prototype, 'exec', (statement) => step(`pglite ${firstWords(statement)}`));
for (const name of ['rename', 'writeFile', 'open', 'mkdir', 'unlink', 'rm', 'link', 'copyFile'] as const) {
  wrap(fs, name, () => diskStep(name));
  wrap(fsCallbacks, name, () => diskStep(name));
}
wrap(fs, 'open', undefined, wrapHandle);
syncBuiltinESMExports();

/** Writes and flushes through a file handle. */
function wrapHandle(handle: FileHandle): void {
  for (const name of ['write', 'writeFile', 'sync', 'datasync'] as const) wrap(handle, name, () => diskStep(name));
}

function diskStep(name: string): void {
  if (state !== 'counting') return;
  diskSteps += 1;
  step(`disk ${name}`);
  const isWrite = !['rm', 'unlink'].includes(name);
  if (isWrite && diskSteps >= fullAt)
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

function step(what: string): void {
  if (state !== 'counting') return;
  steps += 1;
  // Synchronous: the process may be killed in the next line.
  fsCallbacks.writeSync(1, `crash-at: step ${steps} ${what}\n`);
  if (steps === crashAt) process.kill(process.pid, 'SIGKILL');
}

function firstWords(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : String(Reflect.get(Object(statement), 'text'));
  return text.replaceAll(/\s+/g, ' ').slice(0, 60);
}

/** Calls `before` ahead of a method. If `before` throws, the call fails the way the method reports errors. */
function wrap(
  target: object,
  name: string,
  before: ((firstArgument: unknown) => void) | undefined,
  after?: (result: FileHandle) => void,
): void {
  const plain: unknown = Reflect.get(target, name);
  if (typeof plain !== 'function') throw new Error(`nothing to wrap: ${name}`);
  Reflect.set(target, name, function (this: unknown, ...args: unknown[]): unknown {
    try {
      before?.(args[0]);
    } catch (error) {
      return failLate(error, args.at(-1));
    }
    const result: unknown = Reflect.apply(plain, this, args);
    if (after && result instanceof Promise) return result.then((value: FileHandle) => (after(value), value));
    return result;
  });
}

/** Reports an error through the callback, asynchronously, or as a rejected promise. */
function failLate(error: unknown, callback: unknown): Promise<never> | undefined {
  if (typeof callback !== 'function') return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  process.nextTick(() => Reflect.apply(callback, undefined, [error]) as undefined);
  return undefined;
}
