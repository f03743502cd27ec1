#!/usr/bin/env node
import { ensureBuilt } from '../../scripts/build/ensure-built.mjs';

await ensureBuilt(['node']);
const { main } = await import('../../build/fieldgrade.mjs');
const exitCode = await main(process.argv.slice(2));
process.exitCode = exitCode;
// After Ctrl-C the running inspection is not awaited.
if (exitCode > 128) process.exit();
