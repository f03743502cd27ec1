// The project's own rules, and those of plugins that only ESLint runs. `.oxlintrc.json` has the others: it costs a sixth (docs/adr/0024).
import css from '@eslint/css';
import pluginQuery from '@tanstack/eslint-plugin-query';
import { defineConfig } from 'eslint/config';
import { parser } from 'typescript-eslint';

/** Files without clock, randomness, network and browser: these are passed in as arguments. */
const pureFiles = [
  'src/{math,domain,words,onnx,vision,learning,export,archive,protocol,engine}/**/*.ts',
  'src/inspector/contract.ts',
];

const environmentGlobals = [
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

const clockAndRandom = [
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

/** Texts come from the catalogue of src/words, so that they can be translated. */
const textMessage = 'User-visible text belongs in src/words/en: use words.say(…).';
const textAttributes =
  '/^(aria-label|aria-description|aria-valuetext|alt|title|placeholder|label|lead|support|note|hint|question|yes|no|description|words|text|summary)$/';
const noLiteralText = [
  { selector: 'JSXText[value=/\\p{L}/u]', message: textMessage },
  { selector: `JSXAttribute[name.name=${textAttributes}] > Literal[value=/\\p{L}/u]`, message: textMessage },
  {
    selector: `JSXAttribute[name.name=${textAttributes}] TemplateElement[value.raw=/\\p{L}/u]:not(CallExpression TemplateElement)`,
    message: textMessage,
  },
  {
    selector:
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > :matches(Literal[value=/\\p{L}/u], TemplateLiteral)',
    message: textMessage,
  },
  {
    selector:
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > ConditionalExpression > :matches(Literal[value=/\\p{L}/u], TemplateLiteral)',
    message: textMessage,
  },
];

export default defineConfig(
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
  { files: ['{src,workers,node-host}/**/*.{ts,tsx}', 'server/office/**/*.tsx'], languageOptions: { parser } },
  {
    files: pureFiles,
    rules: {
      'no-restricted-globals': ['error', ...environmentGlobals],
      'no-restricted-properties': ['error', ...clockAndRandom],
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
    extends: [pluginQuery.configs['flat/recommended']],
  },
  {
    files: ['src/{features,ui}/**/*.tsx'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Components do not access the network: use a service.' },
        { name: 'indexedDB', message: 'Only src/storage opens the database.' },
        { name: 'Worker', message: 'Only src/inspector starts the worker.' },
      ],
    },
  },
  {
    files: ['{src/{features,ui,app},server/office}/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...noLiteralText] },
  },
  {
    files: ['**/*.css'],
    plugins: { css },
    language: 'css/css',
    rules: {
      'css/prefer-logical-properties': [
        'error',
        // overflow-inline and overflow-block are not yet supported by all browsers; viewport units stay physical.
        { allowProperties: ['overflow-x', 'overflow-y'], allowUnits: ['vw', 'vh', 'dvh', 'svh'] },
      ],
    },
  },
  // oxlint would report a directive in the file as unused.
  {
    files: ['src/features/result/use-inspection.ts', 'src/features/result/nearest-panel.tsx'],
    rules: { '@tanstack/query/exhaustive-deps': 'off' },
  },
);
