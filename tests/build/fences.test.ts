import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const planted: string[] = [];

interface Outcome {
  readonly code: number;
  readonly output: string;
}

async function plant(file: string, source: string): Promise<void> {
  planted.push(file);
  await writeFile(file, source);
}

async function outcomeOf(command: string, ...args: string[]): Promise<Outcome> {
  try {
    const { stdout } = await run('npx', [command, ...args], { maxBuffer: 1 << 26 });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

afterEach(async () => {
  await Promise.all(planted.splice(0).map((file) => rm(file, { force: true })));
});

const importViolations = [
  { rule: 'vision-looks-downward', file: 'src/vision/planted.ts', imports: '../storage/schema' },
  { rule: 'features-are-strangers', file: 'src/features/history/planted.ts', imports: '../inspect/words' },
  { rule: 'features-looks-downward', file: 'src/features/history/planted.ts', imports: '../../storage/schema' },
  { rule: 'features-looks-downward', file: 'src/features/sync/planted.ts', imports: '../../sync/drain' },
  { rule: 'features-looks-downward', file: 'src/features/inspect/planted.ts', imports: '../../inspector/contract' },
  { rule: 'features-looks-downward', file: 'src/features/settings/planted.ts', imports: '../../platform/clock' },
  { rule: 'services-looks-downward', file: 'src/services/planted.ts', imports: '../features/use-services' },
  { rule: 'services-looks-downward', file: 'src/services/planted.ts', imports: '../engine/engine' },
  { rule: 'react-has-one-owner', file: 'src/services/planted.ts', imports: 'react' },
  { rule: 'app-looks-downward', file: 'src/app/planted.ts', imports: '../engine/engine' },
  { rule: 'workers-are-thin-hosts', file: 'workers/planted.ts', imports: '../src/services/services' },
  { rule: 'hosts-share-node-host', file: 'cli/planted.ts', imports: '../server/config' },
  { rule: 'service-worker-sends', file: 'workers/background-sync-planted.ts', imports: '../src/engine/engine' },
  { rule: 'idb-has-one-owner', file: 'src/features/history/planted.ts', imports: 'idb' },
  { rule: 'onnxruntime-web-has-one-owner', file: 'src/engine/planted.ts', imports: 'onnxruntime-web/wasm' },
];

describe('the import fences', () => {
  test.each(importViolations)('ARCH-1 $rule bites in $file', async ({ rule, file, imports }) => {
    await plant(file, `import * as planted from '${imports}';\nexport const kept = planted;\n`);
    const { code, output } = await outcomeOf('depcruise', 'src', 'workers', 'cli');
    expect(output).toContain(rule);
    expect(code).toBeGreaterThan(0);
  });
});

const worldViolations = [
  { what: 'the clock', source: 'export const planted = Date.now();\n' },
  { what: 'dice', source: 'export const planted = Math.random();\n' },
  { what: 'today', source: 'export const planted = new Date();\n' },
];

describe('the lint fences', () => {
  test.each(worldViolations)('ARCH-2 a pure layer may not read $what', async ({ source }) => {
    await plant('src/learning/planted.ts', source);
    const { code, output } = await outcomeOf('eslint', 'src/learning/planted.ts');
    expect(output).toMatch(/no-restricted-(properties|syntax)/);
    expect(code).toBe(1);
  });
});

const silentDefaults = ['?? 0', '?? -1', "?? ''"];

describe('the lint rule against silent defaults', () => {
  test.each(silentDefaults)('ARCH-4 numeric code may not use %s as a default', async (fallback) => {
    const source = `export const planted = (values: readonly (number | string)[]) => values[9] ${fallback};\n`;
    await plant('src/vision/planted.ts', source);
    const { code, output } = await outcomeOf('eslint', 'src/vision/planted.ts');
    expect(output).toContain('outOfRange()');
    expect(code).toBe(1);
  });
});

describe('the TypeScript projects', () => {
  test('ARCH-3 a pure layer sees no DOM and no Node', async () => {
    await plant('src/math/planted.ts', 'export const planted = [document.title, process.pid];\n');
    const { output } = await outcomeOf('tsc', '-p', 'tsconfig.pure.json');
    expect(output).toMatch(/planted\.ts.*'document'/);
    expect(output).toMatch(/planted\.ts.*'process'/);
  });
});
