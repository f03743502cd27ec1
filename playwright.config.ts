import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from './tests/support/chromium';
import { serverEnv } from './tests/support/server-env';

/** `APP_PORT`: so that two people can test on one machine. */
const appPort = Number(process.env['APP_PORT'] ?? 4173);
const isCi = process.env['CI'] !== undefined;

/** A guard against hanging; a loaded machine is let be slow. */
export const startsWithinMs = 180_000;

/** The built app, served by the product's own server. One browser at a time: machines are shared. */
export default defineConfig({
  workers: 1,
  forbidOnly: isCi,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: isCi ? [['line'], ['html', { open: 'never' }]] : 'line',
  use: { baseURL: `http://localhost:${appPort}`, launchOptions: chromiumLaunch(), trace: 'retain-on-failure' },
  projects: [
    { name: 'phone', testDir: 'tests/e2e', use: { ...devices['Pixel 7'] } },
    { name: 'desktop', testDir: 'tests/e2e', use: { ...devices['Desktop Chrome'] } },
  ],
  webServer: {
    command: 'node --enable-source-maps build/server.mjs',
    port: appPort,
    env: serverEnv(appPort),
    timeout: startsWithinMs,
  },
});
