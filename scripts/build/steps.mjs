// The build steps: what each one reads, where it writes, and the module that does it.
// @ts-check

/**
 * @typedef {object} BuildStep
 * @property {string} module Exports `build()`, and is imported only if the step runs.
 * @property {string} outDir
 * @property {readonly string[]} inputs Files and folders; a change in any of them makes the outputs stale.
 * @property {boolean} [namesCommit] The output contains the commit.
 */

/** Inputs of every step. npm rewrites the hidden lock file whenever it changes `node_modules`. */
const common = ['scripts/build', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'];
const compilerSettings = ['tsconfig.base.json', 'tsconfig.json', 'tsconfig.node.json', 'tsconfig.app.json'];

/** @type {Readonly<Record<'app' | 'node' | 'test-page' | 'test-node' | 'test-data', BuildStep>>} */
export const steps = {
  app: {
    module: './build-app.mjs',
    outDir: 'dist',
    inputs: [
      ...common,
      ...compilerSettings,
      'index.html',
      'vite.config.ts',
      'scripts/vite',
      'public',
      'models',
      'src',
      'workers',
      'server/office',
    ],
    namesCommit: true,
  },
  node: {
    module: './build-node.mjs',
    outDir: 'build',
    inputs: [...common, ...compilerSettings, 'src', 'node-host', 'server', 'cli'],
  },
  'test-page': {
    module: './build-test-page.mjs',
    outDir: '.vite/test-page',
    inputs: [
      ...common,
      ...compilerSettings,
      'vite.test-page.config.ts',
      'scripts/vite',
      'models',
      'src',
      'workers',
      'tests/browser/page',
      'tests/contract',
    ],
  },
  'test-node': {
    module: './build-test-node.mjs',
    outDir: '.vite/test-node',
    inputs: [...common, ...compilerSettings, 'src', 'node-host', 'server', 'tests/support', 'tests/drills/support'],
  },
  'test-data': {
    module: './build-test-data.mjs',
    outDir: '.vite/test-data',
    inputs: [...common, ...compilerSettings, 'server/database', 'tests/support/make-database.ts'],
  },
};
