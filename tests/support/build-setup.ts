/** Builds what the tests of a vitest project run, if it is not current. */
import { execFileSync } from 'node:child_process';

/** Vitest calls it before the first test of the project. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', 'app', 'node', 'test-node'], { stdio: 'inherit' });
}
