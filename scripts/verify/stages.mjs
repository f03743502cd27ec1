// The stages of `npm test`. A stage's command is run by bash in the root, with the programs of `node_modules/.bin` in the PATH.
// @ts-check

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} [needs] Stages that must have passed before.
 * @property {boolean} [isQuick] Part of `npm run test:quick`.
 * @property {string} [quickCommand] Instead of `command` in `npm run test:quick`.
 */

/** Stages listed first start first: what others need and what takes long, then checks that fill the gaps. @type {readonly Stage[]} */
export const stages = [
  { name: 'bundles', command: 'node scripts/build.mjs node test-node test-data', isQuick: true },
  { name: 'app', command: 'node scripts/build.mjs app test-page' },
  { name: 'e2e', command: 'playwright test', needs: ['app', 'bundles'] },
  { name: 'drills', command: 'vitest run --project drills', needs: ['app', 'bundles'] },
  { name: 'format', command: 'prettier --check --cache --cache-strategy content .', isQuick: true },
  { name: 'lint', command: 'npm run -s check:lint', isQuick: true },
  {
    name: 'types',
    command: 'npm run -s check:types',
    isQuick: true,
  },
  { name: 'spec', command: 'tsx scripts/check-spec.ts', isQuick: true },
  { name: 'pack-schema', command: 'tsx scripts/generate-pack-schema.ts --check', isQuick: true },
  {
    name: 'unit',
    command: 'vitest run --project unit',
    needs: ['bundles'],
    isQuick: true,
    // Without the tests that start the command line or a server, and without the slowest: they take half of the time.
    quickCommand: 'QUICK_TESTS=1 vitest run --project unit',
  },
  { name: 'server', command: 'vitest run --project server', needs: ['app', 'bundles'] },
  { name: 'browser', command: 'playwright test --config playwright.browser.config.ts', needs: ['app', 'bundles'] },
  { name: 'build', command: 'vitest run --project build', needs: ['app', 'bundles'] },
  { name: 'python', command: 'node scripts/test-python.mjs' },
  { name: 'parity', command: 'vitest run --project parity' },
  { name: 'size', command: 'node scripts/build.mjs --best-of-small && size-limit', needs: ['app'] },
  { name: 'fences', command: 'npm run -s check:fences' },
  { name: 'unused', command: 'knip' },
];
