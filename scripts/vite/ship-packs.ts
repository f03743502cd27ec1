/** Vite plugin: serves `models/` in development and copies what ships into the build. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { shippedPackFiles } from './shipped-packs';

/** Serves and copies `modelsDir` under `/models/`. */
export function shipPacks(modelsDir: string): Plugin {
  let outDir = '';
  return {
    name: 'fieldgrade:ship-packs',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    configureServer(server) {
      server.middlewares.use('/models', (request, response) => {
        void answer(modelsDir, request.url ?? '/').then(({ status, type, body }) => {
          response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
        });
      });
    },
    async writeBundle() {
      for (const path of await shippedPackFiles(modelsDir)) {
        if (existsSync(join(modelsDir, path))) await copyFile(modelsDir, join(outDir, 'models'), path);
        else this.warn(`models/${path} is named by a pack but missing`);
      }
    },
  };
}

async function copyFile(fromDir: string, toDir: string, path: string): Promise<void> {
  await mkdir(dirname(join(toDir, path)), { recursive: true });
  await cp(join(fromDir, path), join(toDir, path));
}

/** Serves only what ships, so that a file missing in the build is missing in development too. */
async function answer(modelsDir: string, url: string) {
  const path = url.replace(/^\//, '').replace(/\?.*$/, '');
  if (!(await shippedPackFiles(modelsDir)).includes(path)) {
    return { status: 404, type: 'text/plain', body: `no such file: models/${path}` };
  }
  const type = path.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  return { status: 200, type, body: await readFile(join(modelsDir, path)) };
}
