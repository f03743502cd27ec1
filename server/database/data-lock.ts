/** One process at a time may open the embedded database: it has no lock of its own, and two would ruin it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../src/domain/result';

/** A lock that is held. */
export interface DataLock {
  release(): Promise<void>;
}

/** Another process holds the data. */
export interface DataLocked {
  readonly kind: 'data-locked';
  readonly pid: number;
}

/** Takes the lock of `dataDir`. A lock of a process that is gone does not count. */
export async function lockData(dataDir: string, pid = process.pid): Promise<Result<DataLock, DataLocked>> {
  const path = join(dataDir, 'server.lock');
  await mkdir(dataDir, { recursive: true });
  if (await take(path, await nameOf(pid))) return succeed({ release: () => rm(path, { force: true }) });
  const holder = await readFile(path, 'utf8').catch(() => '');
  const holderPid = Number.parseInt(holder, 10);
  // In a container each start has the same number; after a reboot another program may have it.
  if (holderPid !== pid && isAlive(holderPid) && (await nameOf(holderPid)) === holder) {
    return fail({ kind: 'data-locked', pid: holderPid });
  }
  await rm(path, { force: true });
  return lockData(dataDir, pid);
}

/** The process's number and, where the system tells, when it began: `4711 8812345`. */
async function nameOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22 of proc(5), counted from behind the name, which may hold blanks.
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return began === undefined ? String(pid) : `${pid} ${began}`;
}

async function take(path: string, name: string): Promise<boolean> {
  try {
    await writeFile(path, name, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
