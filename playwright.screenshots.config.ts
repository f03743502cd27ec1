import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** The pictures of the README, taken from the built app that `playwright.config.ts` starts. */
export default defineConfig({
  ...config,
  outputDir: 'test-results/screenshots',
  testDir: 'tests/screenshots',
  projects: [{ name: 'screenshots' }],
});
