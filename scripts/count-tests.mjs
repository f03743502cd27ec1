// Adds up the results that the test runners of one `npm test` printed and prints `N passed, N failed`.
// Usage: node scripts/count-tests.mjs <log> <exit code of npm test>
import { readFileSync } from 'node:fs';

const [, , logFile, exitCode] = process.argv;
const escape = String.fromCharCode(27);
const log = readFileSync(logFile, 'utf8').replaceAll(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), '');

// Vitest: `Tests  3 failed | 12 passed | 1 skipped (16)`; Playwright: `  12 passed (1.2m)`, `  1 failed`; pytest: `12 passed, 1 skipped in 3.4s`.
const closing = log
  .split('\n')
  .filter((line) =>
    /^\s*Tests\s+\d|^\s+\d+ (passed|failed|skipped|flaky)\b|\d+ (passed|failed)[^|]* in [\d.]+s/.test(line),
  );
const total = (word) =>
  closing
    .flatMap((line) => [...line.matchAll(new RegExp(`(\\d+) ${word}`, 'g'))])
    .reduce((sum, [, count]) => sum + Number(count), 0);

// A failed check without tests (lint, types, fences) counts as one failure.
const failed = total('failed') || (exitCode === '0' ? 0 : 1);
console.log(`${total('passed')} passed, ${failed} failed, ${total('skipped')} skipped`);
