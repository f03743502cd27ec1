/** Builds what the tests of a vitest project run, if it is not current. */
import { execFileSync } from 'node:child_process';

/** Vitest calls it before the first test of the project. */
export function setup(): void {
  // `scripts/verify.mjs` has built before, and a second build beside running tests would disturb them.
  if (process.env['FIELDGRADE_BUILT'] !== undefined) return;
  execFileSync(process.execPath, ['scripts/build.mjs', 'app', 'node', 'test-node', 'test-data'], { stdio: 'inherit' });
}
