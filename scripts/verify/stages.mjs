// The stages of `npm test`. A stage's command is run by bash in the root, with the programs of `node_modules/.bin` in the PATH.
// @ts-check

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} [needs] Stages that must have passed before.
 * @property {number} cores How many cores it keeps busy.
 * @property {boolean} [quick] Part of `npm run test:quick`.
 */

/** Earlier stages start first: the long chains, then short checks that fill the gaps. @type {readonly Stage[]} */
export const stages = [
  { name: 'format', command: 'prettier --check --cache --cache-strategy content .', cores: 1, quick: true },
  {
    name: 'types',
    command: 'for project in pure worker app node office; do tsc -p tsconfig.$project.json || exit 1; done',
    cores: 1,
    quick: true,
  },
  { name: 'spec', command: 'tsx scripts/check-spec.ts', cores: 1, quick: true },
  { name: 'build', command: 'node scripts/build.mjs app node test-page test-node', cores: 1, quick: true },
  { name: 'unit', command: 'vitest run --project unit', needs: ['build'], cores: 2, quick: true },
  { name: 'lint', command: 'eslint . --max-warnings 0', cores: 1, quick: true },
  { name: 'drills', command: 'vitest run --project drills', needs: ['build'], cores: 1 },
  { name: 'e2e', command: 'playwright test', needs: ['build'], cores: 1 },
  {
    name: 'browser',
    command: 'playwright test --config playwright.browser.config.ts',
    needs: ['build'],
    cores: 1,
  },
  { name: 'server', command: 'vitest run --project server', needs: ['build'], cores: 1 },
  { name: 'python', command: 'node scripts/test-python.mjs', cores: 1 },
  { name: 'parity', command: 'vitest run --project parity', cores: 1 },
  { name: 'build checks', command: 'vitest run --project build', needs: ['build'], cores: 1 },
  {
    name: 'fences',
    command: 'depcruise src workers node-host cli server && tsx scripts/draw-layers.ts --check',
    cores: 1,
  },
  { name: 'unused', command: 'knip', cores: 1 },
  { name: 'size', command: 'node scripts/build.mjs --best && size-limit', needs: ['build', 'build checks'], cores: 1 },
];
