/** Only one process may open the embedded database: it has no lock itself, and two processes would corrupt it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../src/domain/result';

/** A held lock. */
export interface DataLock {
  release(): Promise<void>;
}

/** Another process holds the data. */
export interface DataLocked {
  readonly kind: 'data-locked';
  readonly pid: number;
}

/** Acquires the lock of `dataDir`. The lock of a dead process does not count. */
export async function lockData(dataDir: string, pid = process.pid): Promise<Result<DataLock, DataLocked>> {
  const path = join(dataDir, 'server.lock');
  await mkdir(dataDir, { recursive: true });
  if (await take(path, await nameOf(pid))) return succeed({ release: () => rm(path, { force: true }) });
  const holder = await readFile(path, 'utf8').catch(() => '');
  const holderPid = Number.parseInt(holder, 10);
  // In a container each start has the same process id; after a reboot another program may have it.
  if (holderPid !== pid && isAlive(holderPid) && (await nameOf(holderPid)) === holder) {
    return fail({ kind: 'data-locked', pid: holderPid });
  }
  await rm(path, { force: true });
  return lockData(dataDir, pid);
}

/** The process id and, where the system provides it, the start time: `4711 8812345`. */
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
    // EPERM: the process exists and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
