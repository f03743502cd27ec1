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
  if (await take(path, pid)) return succeed({ release: () => rm(path, { force: true }) });
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  // In a container each start has the same number.
  if (holder !== pid && isAlive(holder)) return fail({ kind: 'data-locked', pid: holder });
  await rm(path, { force: true });
  return lockData(dataDir, pid);
}

async function take(path: string, pid: number): Promise<boolean> {
  try {
    await writeFile(path, String(pid), { flag: 'wx' });
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
