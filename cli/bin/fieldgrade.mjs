#!/usr/bin/env node
import { ensureBuilt } from '../../scripts/build/ensure-built.mjs';

await ensureBuilt(['node']);
const { main } = await import('../../build/fieldgrade.mjs');
process.exitCode = await main(process.argv.slice(2));
