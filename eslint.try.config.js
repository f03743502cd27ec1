import js from '@eslint/js';
import pluginQuery from '@tanstack/eslint-plugin-query';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Files that see neither clock, dice, network nor browser: the world comes in as an argument. */
const pureFiles = [
  'src/{math,domain,words,vision,learning,export,archive,protocol,engine}/**/*.ts',
  'src/inspector/contract.ts',
];

const worldGlobals = [
  {
    name: 'fetch',
    message: 'Pure layers see no network: take bytes as an argument; src/platform and src/features/packs fetch.',
  },
  { name: 'setTimeout', message: 'Pure layers see no timers: take a scheduler as an argument.' },
  { name: 'setInterval', message: 'Pure layers see no timers: take a scheduler as an argument.' },
  { name: 'performance', message: 'Pure layers see no clock: take `now` from EngineHost.' },
  { name: 'crypto', message: 'Pure layers see no crypto: take `sha256` from EngineHost.' },
  { name: 'navigator', message: 'Pure layers see no device: src/platform tells.' },
  { name: 'indexedDB', message: 'Only src/storage opens the database.' },
];

const clockAndDice = [
  { object: 'Date', property: 'now', message: 'Pure layers see no clock: take `now` as an argument.' },
  {
    object: 'Math',
    property: 'random',
    message: 'Pure layers see no dice: take `random` from src/math as an argument.',
  },
];

const noArglessDate = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Pure layers see no clock: take the time as an argument.',
};

const silentDefaultMessage =
  'A literal default hides a wrong index or a missing field: write `values[index] ?? outOfRange()`. Docs: docs/adr/0012.';

/** `x ?? 0`, `x ?? -1`, `x ?? ''` in numeric code. */
const noSilentDefaults = [
  { selector: "LogicalExpression[operator='??'][right.type='Literal']", message: silentDefaultMessage },
  { selector: "LogicalExpression[operator='??'][right.type='UnaryExpression']", message: silentDefaultMessage },
];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'build/**',
      'node_modules/**',
      'training/**',
      '.venv/**',
      'playwright-report/**',
      'test-results/**',
      'tests/**/fixtures/**',
      '.vite/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers and booleans in messages are what messages are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      complexity: ['error', 12],
      'max-lines': ['error', { max: 300 }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  {
    files: pureFiles,
    rules: {
      'no-restricted-globals': ['error', ...worldGlobals],
      'no-restricted-properties': ['error', ...clockAndDice],
      'no-restricted-syntax': ['error', noArglessDate],
    },
  },
  {
    files: ['src/{math,vision,learning,engine}/**/*.ts', 'src/domain/raster-bytes.ts'],
    rules: { 'no-restricted-syntax': ['error', noArglessDate, ...noSilentDefaults] },
  },
  {
    files: ['{workers,node-host}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noSilentDefaults] },
  },
  {
    files: ['src/{features,ui,app}/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended, pluginQuery.configs['flat/recommended']],
  },
  {
    files: ['src/{features,ui}/**/*.tsx'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Components draw, hooks decide, layers do: ask a service.' },
        { name: 'indexedDB', message: 'Only src/storage opens the database.' },
        { name: 'Worker', message: 'Only src/inspector starts the worker.' },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  { files: ['server/office/assets/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-exports': 'off' } },
);
