/** A real file system that fills up soon, where we may mount one. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Its folder, and the way to be rid of it. */
export interface SmallDisk {
  readonly dir: string;
  readonly remove: () => void;
}

/** A file system of so many megabytes; undefined where mounting is not allowed (in most containers, and for anyone but root). */
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
      // Lazily: a browser that has just ended may have processes that still let go of its files.
      execFileSync('umount', ['--lazy', dir]);
      drop();
    },
  };
}
