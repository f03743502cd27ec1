import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** The pictures of the README, taken from the built app that `playwright.config.ts` starts. */
export default defineConfig({
  ...config,
  testDir: 'tests/screenshots',
  projects: [{ name: 'screenshots' }],
});
