/** Temporary files that a killed process left. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than any write takes, so that a second copy of the server on the same folder is not disturbed. */
export const leftoverMs = 3_600_000;

/** Removes the files of `dir` that were last written at least `olderThanMs` ago. A folder that does not exist has none. */
export async function removeLeftovers(dir: string, olderThanMs: number): Promise<void> {
  for (const name of await namesIn(dir)) {
    const path = join(dir, name);
    if (Date.now() - (await stat(path)).mtimeMs >= olderThanMs) await rm(path, { force: true });
  }
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
