import css from '@eslint/css';
import js from '@eslint/js';
import pluginQuery from '@tanstack/eslint-plugin-query';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Files without clock, randomness, network and browser: these are passed in as arguments. */
const pureFiles = [
  'src/{math,domain,words,onnx,vision,learning,export,archive,protocol,engine}/**/*.ts',
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
  { files: ['**/*.{js,mjs,cjs,ts,tsx}'], extends: [js.configs.recommended] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.lint.json', './tsconfig.worker.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers and booleans may be part of a message.
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
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  { files: ['server/office/assets/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-exports': 'off' } },
);
