import { defineConfig, devices } from '@playwright/test';
import { baselineWebAssembly, chromiumLaunch, oneProcessPerSite } from './tests/support/chromium';
import { engineerToken, serverCommand, serverEnv } from './tests/support/server-env';

/** `APP_PORT` lets two people test on one machine. */
const appPort = Number(process.env['APP_PORT'] ?? 4173);
const isCi = process.env['CI'] !== undefined;

/** Only a guard against hanging: a loaded machine may be slow. */
export const startsWithinMs = 180_000;

/**
 * What happens behind the screens is the same at every size: these files, and tests with the tag `anySize` of `field-page.ts`, run on the phone
 * only. On the desktop run those about layout, pointer, keyboard and dropped files.
 */
const onPhoneOnly = [
  ...['capture', 'capture-gate', 'codes', 'first-visit', 'import-model', 'imported-packs', 'inspect-again', 'lasting'],
  ...['office-packs', 'other-language', 'pack-library', 'save-threshold', 'sync', 'trim-guide'],
].map((name) => `**/${name}.test.ts`);

/** The built app, served by the bundled server. One browser at a time: tests wait for real time. */
export default defineConfig({
  outputDir: 'test-results/e2e',
  workers: 1,
  forbidOnly: isCi,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: isCi ? [['line'], ['html', { open: 'never' }]] : 'line',
  use: {
    baseURL: `http://localhost:${appPort}`,
    launchOptions: chromiumLaunch([...baselineWebAssembly, oneProcessPerSite]),
    // Every test is recorded until it has passed, without a film and snapshots of its pages, which cost a sixth of the test: `--trace on` adds them.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'phone', testDir: 'tests/e2e', use: { ...devices['Pixel 7'] } },
    {
      name: 'desktop',
      testDir: 'tests/e2e',
      testIgnore: onPhoneOnly,
      grepInvert: /@any-size/,
      use: { ...devices['Desktop Chrome'] },
    },
  ],
  webServer: {
    command: serverCommand,
    port: appPort,
    env: { ...serverEnv(appPort), ENGINEER_TOKEN: engineerToken },
    timeout: startsWithinMs,
  },
});
