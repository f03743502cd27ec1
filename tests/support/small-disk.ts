/** A small real file system, where mounting is allowed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Its folder, and the function that removes it. */
export interface SmallDisk {
  readonly dir: string;
  readonly remove: () => void;
}

/** A file system of the given size in megabytes; undefined where mounting is not allowed (in most containers, and for anyone but root). */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'fieldgrade-small-disk-'));
  const drop = () => rmSync(dir, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    drop();
    return undefined;
  }
  return {
    dir,
    remove: () => {
      // Lazily: a browser that has just ended may have processes that are still closing its files.
      execFileSync('umount', ['--lazy', dir]);
      drop();
    },
  };
}
