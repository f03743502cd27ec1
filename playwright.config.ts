import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from './tests/support/chromium';

const appPort = 4173;
const pagePort = 4174;
const isCi = process.env['CI'] !== undefined;

/** The built app and the built test page, served by the product's own server. One browser at a time: machines are shared. */
export default defineConfig({
  workers: 1,
  forbidOnly: isCi,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: isCi ? [['line'], ['html', { open: 'never' }]] : 'line',
  use: { baseURL: `http://localhost:${appPort}`, launchOptions: chromiumLaunch(), trace: 'retain-on-failure' },
  projects: [
    { name: 'browser', testDir: 'tests/browser', testMatch: '*.test.ts', use: { ...devices['Desktop Chrome'] } },
    { name: 'phone', testDir: 'tests/e2e', use: { ...devices['Pixel 7'], viewport: { width: 360, height: 800 } } },
    {
      name: 'desktop',
      testDir: 'tests/e2e',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
  ],
  webServer: [
    { command: 'tsx server/main.ts', port: appPort, env: { PORT: String(appPort) }, reuseExistingServer: false },
    {
      command: 'tsx tests/support/serve-test-page.ts',
      port: pagePort,
      env: { PORT: String(pagePort) },
      reuseExistingServer: false,
    },
  ],
});
