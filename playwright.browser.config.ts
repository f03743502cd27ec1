import { defineConfig, devices } from '@playwright/test';
import config, { startsWithinMs } from './playwright.config';
import { serverCommand, serverEnv } from './tests/support/server-env';

const appPort = Number(process.env['APP_PORT'] ?? 4175);
const pagePort = appPort + 1;

/** The product's services in a real browser: on the built test page (`baseURL`) and on the built app (`appUrl`). */
export default defineConfig({
  ...config,
  outputDir: 'test-results/browser',
  // Runs beside the end-to-end tests, whose HTML report has the default folder.
  reporter: 'line',
  testDir: 'tests/browser',
  projects: [{ name: 'browser', use: { ...devices['Desktop Chrome'] } }],
  use: { ...config.use, baseURL: `http://localhost:${pagePort}` },
  metadata: { appUrl: `http://localhost:${appPort}/` },
  webServer: [
    {
      command: serverCommand,
      port: appPort,
      env: serverEnv(appPort),
      timeout: startsWithinMs,
    },
    {
      command: 'node --enable-source-maps .vite/test-node/serve-test-page.mjs',
      port: pagePort,
      env: { PORT: String(pagePort) },
      timeout: startsWithinMs,
    },
  ],
});
