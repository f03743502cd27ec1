/** Plants violations into a copy of the sources and checks that the tools refuse them. Other stages read the originals meanwhile. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const copied = [
  'src',
  'workers',
  'node-host',
  'cli',
  'server',
  'package.json',
  'eslint.config.js',
  '.dependency-cruiser.cjs',
];
const projects = ['tsconfig.json', ...['base', 'pure', 'worker', 'app', 'node'].map((name) => `tsconfig.${name}.json`)];

/** Three tools read the whole copy: half a minute on an idle machine. */
const planting = 600_000;

let copy: string;
/** What each tool printed about the copy. */
let printed: { readonly depcruise: string; readonly eslint: string; readonly tsc: string };

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'fieldgrade-fences-'));
  for (const path of [...copied, ...projects]) await cp(join(root, path), join(copy, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const { file, source } of planted()) await writeFile(join(copy, file), source);
  printed = {
    depcruise: await failureOf('depcruise', 'src', 'workers', 'cli'),
    eslint: await failureOf(
      'eslint',
      ...[...environmentViolations, ...silentDefaults, ...uiViolations].map(({ file }) => file),
    ),
    tsc: await failureOf('node', 'node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.pure.json'),
  };
}, planting);

afterAll(() => rm(copy, { recursive: true, force: true }));

/** What a tool prints that must fail. */
async function failureOf(command: string, ...args: string[]): Promise<string> {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  try {
    await run(command, args, { cwd: copy, env: { ...process.env, PATH: path }, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return stdout + stderr;
  }
  throw new Error(`${command} found nothing wrong`);
}

interface Planted {
  readonly file: string;
  readonly source: string;
}

function planted(): readonly Planted[] {
  return [
    ...importViolations.map(({ file, imports }) => ({
      file,
      source: `import * as planted from '${imports}';\nexport const kept = planted;\n`,
    })),
    ...environmentViolations,
    ...uiViolations,
    ...silentDefaults.map(({ file, fallback }) => ({
      file,
      source: `export const planted = (values: readonly (number | string)[]) => values[9] ${fallback};\n`,
    })),
    { file: 'src/math/planted.ts', source: 'export const planted = [document.title, process.pid];\n' },
  ];
}

const importViolations = [
  { rule: 'vision-looks-downward', file: 'src/vision/planted-1.ts', imports: '../storage/schema' },
  {
    rule: 'features-do-not-import-features',
    file: 'src/features/history/planted-2.ts',
    imports: '../result/draw-view',
  },
  { rule: 'features-looks-downward', file: 'src/features/history/planted-3.ts', imports: '../../storage/schema' },
  { rule: 'features-looks-downward', file: 'src/features/sync/planted-4.ts', imports: '../../sync/drain' },
  { rule: 'features-looks-downward', file: 'src/features/inspect/planted-5.ts', imports: '../../inspector/contract' },
  { rule: 'features-looks-downward', file: 'src/features/settings/planted-6.ts', imports: '../../platform/clock' },
  { rule: 'services-looks-downward', file: 'src/services/planted-7.ts', imports: '../features/use-services' },
  { rule: 'services-looks-downward', file: 'src/services/planted-8.ts', imports: '../engine/engine' },
  { rule: 'react-has-one-owner', file: 'src/services/planted-9.ts', imports: 'react' },
  { rule: 'app-looks-downward', file: 'src/app/planted-10.ts', imports: '../engine/engine' },
  { rule: 'workers-are-thin-hosts', file: 'workers/planted-11.ts', imports: '../src/services/services' },
  { rule: 'hosts-share-node-host', file: 'cli/planted-12.ts', imports: '../server/config' },
  { rule: 'service-worker-sends', file: 'workers/background-sync-planted-13.ts', imports: '../src/engine/engine' },
  {
    rule: 'service-worker-sends',
    file: 'workers/background-sync-planted-16.ts',
    imports: '../src/services/inspect-queue',
  },
  { rule: 'idb-has-one-owner', file: 'src/features/history/planted-14.ts', imports: 'idb' },
  { rule: 'onnxruntime-web-has-one-owner', file: 'src/engine/planted-15.ts', imports: 'onnxruntime-web/wasm' },
];

describe('the import fences', () => {
  test.each(importViolations)('ARCH-1 $rule is violated in $file and reported', ({ rule, file }) => {
    expect(printed.depcruise).toContain(` ${rule}: ${file} `);
  });
});

const uiViolations = [
  {
    what: 'a literal text',
    file: 'src/ui/planted-text.tsx',
    source: 'export function Planted() {\n  return <p>Hello</p>;\n}\n',
    message: 'User-visible text belongs in src/words/en',
  },
  {
    what: 'a literal label',
    file: 'src/features/planted-label.tsx',
    source: 'export function Planted() {\n  return <button aria-label="Close" />;\n}\n',
    message: 'User-visible text belongs in src/words/en',
  },
  {
    what: 'a physical CSS property',
    file: 'src/ui/planted.css',
    source: '.planted {\n  margin-left: 1px;\n}\n',
    message: "Expected logical property 'margin-inline-start'",
  },
];

describe('the rules of the screens', () => {
  test.each(uiViolations)('SCR-40 $what is refused', ({ file, message }) => {
    const report = printed.eslint.slice(printed.eslint.indexOf(file));
    expect(report).toContain(message);
  });
});

const environmentViolations = [
  { what: 'the clock', file: 'src/learning/planted-1.ts', source: 'export const planted = Date.now();\n' },
  { what: 'randomness', file: 'src/learning/planted-2.ts', source: 'export const planted = Math.random();\n' },
  { what: 'today', file: 'src/learning/planted-3.ts', source: 'export const planted = new Date();\n' },
];

describe('the lint fences', () => {
  test.each(environmentViolations)('ARCH-2 a pure layer may not read $what', ({ file }) => {
    expect(lintOf(file)).toMatch(/no-restricted-(properties|syntax)/);
  });
});

const silentDefaults = [
  { fallback: '?? 0', file: 'src/vision/planted-4.ts' },
  { fallback: '?? -1', file: 'src/vision/planted-5.ts' },
  { fallback: "?? ''", file: 'src/vision/planted-6.ts' },
];

describe('the lint rule against silent defaults', () => {
  test.each(silentDefaults)('ARCH-4 numeric code may not use $fallback as a default', ({ file }) => {
    expect(lintOf(file)).toContain('outOfRange()');
  });
});

/** ESLint's paragraph about a file. */
function lintOf(file: string): string {
  const [, paragraph = ''] = printed.eslint.split(`${file}\n`);
  return paragraph.split('\n\n')[0] ?? '';
}

describe('the TypeScript projects', () => {
  test('ARCH-3 a pure layer sees no DOM and no Node', () => {
    expect(printed.tsc).toMatch(/planted\.ts.*'document'/);
    expect(printed.tsc).toMatch(/planted\.ts.*'process'/);
  });
});
