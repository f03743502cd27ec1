/** The style sheets and the script of the office's pages: read once, served by name. Most styles are the app's. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { installationDir } from '../../node-host/installation';
import { sha256Hex } from '../../node-host/sha256';
import { printRules } from '../../src/export/report/report-html';
import { contentTypeOf } from '../site/content-types';
import { officeWords } from './office-words';

const ownFolder = join(installationDir, 'server/office/assets');
const appFolder = join(installationDir, 'src/ui');

/** Each file with those it is joined from. */
const sources: Readonly<Record<string, readonly string[]>> = {
  'tokens.css': [join(appFolder, 'tokens.css')],
  'tokens-dark.css': [join(appFolder, 'tokens-dark.css')],
  'components.css': [join(appFolder, 'components.css'), join(appFolder, 'chart/chart.css')],
  'office.css': [join(ownFolder, 'office.css')],
  'report.css': [join(appFolder, 'report/report.css')],
  'office.js': [join(ownFolder, 'office.js')],
};

/** Rules that name a text of the catalogue. */
const addedRules: Readonly<Record<string, string>> = {
  'report.css': printRules(officeWords('UTC').say('report.indicative')),
};

/** The files and a tag that changes with any of them. */
export interface Assets {
  readonly tag: string;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Reads the files. */
export async function readAssets(): Promise<Assets> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [name, paths] of Object.entries(sources)) {
    const texts = await Promise.all(paths.map(readJoined));
    files.set(name, new TextEncoder().encode([...texts, addedRules[name] ?? ''].join('\n')));
  }
  return { tag: sha256Hex(Buffer.concat([...files.values()])).slice(0, 16), files };
}

/** A style sheet with the sheets of its `@import './name.css';` lines in their places: one request instead of many. */
async function readJoined(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const parts = text.split(/^@import '\.\/([a-z-]+\.css)';$/m);
  const joined = parts.map((part, index) =>
    index % 2 === 0 ? Promise.resolve(part) : readJoined(join(path, '..', part)),
  );
  return (await Promise.all(joined)).join('');
}

/** Serves them. The content of an address with the current tag never changes. */
export function createAssets({ tag, files }: Assets): Hono {
  const app = new Hono();
  app.get('/:name', (context) => {
    const name = context.req.param('name');
    const file = files.get(name);
    if (file === undefined) return context.text('Not found\n', 404);
    const isTagged = context.req.query(tag) !== undefined;
    context.header('content-type', contentTypeOf(name));
    context.header('cache-control', isTagged ? 'public, max-age=31536000, immutable' : 'no-cache');
    return context.body(file);
  });
  return app;
}
