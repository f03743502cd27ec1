/** The office's style sheets and script: read once, served by name, nothing else. Colours, type and reset are the app's. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { installationDir } from '../../node-host/installation';
import { contentTypeOf } from '../site/content-types';

const ownFolder = join(installationDir, 'server/office/assets');
const appFolder = join(installationDir, 'src/ui');
const folderByName = {
  'tokens.css': appFolder,
  'tokens-dark.css': appFolder,
  'base.css': appFolder,
  'office.css': ownFolder,
  'office.js': ownFolder,
};

/** The files and a tag that changes with any of them. */
export interface Assets {
  readonly tag: string;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Reads the files. */
export async function readAssets(): Promise<Assets> {
  const hash = createHash('sha256');
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [name, folder] of Object.entries(folderByName)) {
    const bytes = new Uint8Array(await readFile(join(folder, name)));
    hash.update(bytes);
    files.set(name, bytes);
  }
  return { tag: hash.digest('hex').slice(0, 16), files };
}

/** Serves them. An address with the right tag never changes its content. */
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
