/** The environment of a test's server: a temporary data folder, no rate limits. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The token of the engineer of an end-to-end test's server. */
export const engineerToken = 'engineer-of-the-end-to-end-tests-0123456789';

/** Settings of a test's server on `port`. */
export function serverEnv(port: number): Record<string, string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fieldgrade-server-'));
  return { PORT: String(port), DATA_DIR: dataDir, RATE_LIMIT: 'off', LOG_LEVEL: 'error' };
}

/** Starts it with a database without rows, which `npm run build:tests` has created. Playwright reads this file in each of its processes. */
export const serverCommand = 'cp -R .vite/test-data/database "$DATA_DIR" && node --enable-source-maps build/server.mjs';
