// Creates the embedded databases of tests. Creating one takes a server seconds, most of its start.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundle } from './bundle.mjs';

export async function build() {
  await bundle({ 'make-database': 'tests/support/make-database.ts' }, '.vite/make-database');
  rmSync('.vite/test-data', { recursive: true, force: true });
  execFileSync(process.execPath, ['.vite/make-database/make-database.mjs', '.vite/test-data']);
}
