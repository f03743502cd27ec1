/**
 * Draws the layer diagram of ARCHITECTURE.md from the imports.
 * `tsx scripts/draw-layers.ts` rewrites it; with `--check` it fails if the diagram is stale. A file that dependency-cruiser has written
 * saves reading the imports again: `tsx scripts/draw-layers.ts --check .vite/imports.json`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

interface CruisedModule {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string }[];
}

const hosts = ['workers', 'node-host', 'cli', 'server'];
const begin = '<!-- layers: drawn by scripts/draw-layers.ts -->';
const end = '<!-- /layers -->';
const file = 'ARCHITECTURE.md';

const text = readFileSync(file, 'utf8');
const drawn = replaceBlock(text, mermaid(layerEdges(cruise())));
if (!process.argv.includes('--check')) writeFileSync(file, drawn);
else if (drawn !== text) {
  console.error('The layer diagram in ARCHITECTURE.md is stale. Run: npm run draw:layers');
  process.exitCode = 1;
}

function cruise(): readonly CruisedModule[] {
  const written = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
  const json = written === undefined ? runCruiser() : readFileSync(written, 'utf8');
  return (JSON.parse(json) as { modules: CruisedModule[] }).modules;
}

function runCruiser(): string {
  return execFileSync('npx', ['depcruise', 'src', ...hosts, '--output-type', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** `src/engine/engine.ts` → `engine`; a file outside the layers → undefined. */
function layerOf(path: string): string | undefined {
  const [top, second] = path.split('/');
  if (top === 'src') return second;
  return top !== undefined && hosts.includes(top) ? top : undefined;
}

function layerEdges(modules: readonly CruisedModule[]): string[] {
  const edges = new Set<string>();
  for (const { source, dependencies } of modules) {
    const from = layerOf(source);
    for (const { resolved } of dependencies) {
      const to = layerOf(resolved);
      if (from !== undefined && to !== undefined && from !== to) edges.add(`  ${from} --> ${to}`);
    }
  }
  return [...edges].sort();
}

function mermaid(edges: readonly string[]): string {
  return ['```mermaid', 'flowchart TD', ...edges, '```'].join('\n');
}

function replaceBlock(whole: string, block: string): string {
  const from = whole.indexOf(begin);
  const to = whole.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`${file} lacks the block ${begin} … ${end}`);
  return `${whole.slice(0, from + begin.length)}\n${block}\n${whole.slice(to)}`;
}
