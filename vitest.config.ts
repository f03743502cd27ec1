import { defineConfig } from 'vitest/config';

/** `npm run test:quick` leaves them out: they start the command line or a database, or take ten seconds and more. */
const slowUnits = [
  'tests/unit/{cli,server}/**/*.test.ts',
  ...['picture-corpus', 'learning', 'teach-pictures'].map((name) => `tests/unit/engine/${name}.test.ts`),
];
const leftOut = process.env['QUICK_TESTS'] === undefined ? [] : slowUnits;

/**
 * One process for all files, which load the same modules: half of the processor time. A test restores what it changes in the process.
 * WebAssembly is compiled with the baseline compiler only, as in the servers that tests start.
 */
const oneProcess = { isolate: false, execArgv: ['--liftoff-only'] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/contract/**/*.test.ts'],
          exclude: leftOut,
          ...oneProcess,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'parity', include: ['tests/parity/**/*.test.ts'], ...oneProcess, testTimeout: 120_000 } },
      {
        test: {
          name: 'build',
          include: ['tests/build/**/*.test.ts'],
          globalSetup: ['tests/support/build-setup.ts'],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'server',
          include: ['tests/server/**/*.test.ts'],
          globalSetup: ['tests/support/build-setup.ts', 'tests/support/postgres-setup.ts'],
          ...oneProcess,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'drills',
          include: ['tests/drills/**/*.test.ts'],
          globalSetup: ['tests/support/build-setup.ts', 'tests/support/postgres-setup.ts'],
          ...oneProcess,
          // A drill measures time and starts processes: one file at a time.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
