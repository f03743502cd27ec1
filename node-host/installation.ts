/** The installation's folders. Found from this module, which runs from the sources and from the bundles in `build/`. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that contains `models/`, `dist/` (the built app) and `build/` (the bundles of server and command line). */
export const installationDir = folderWith(import.meta.dirname, 'models/index.json');

/** The packs. */
export const modelsDir = join(installationDir, 'models');

function folderWith(start: string, path: string): string {
  if (existsSync(join(start, path))) return start;
  const parent = dirname(start);
  if (parent === start) throw new Error(`No folder above ${import.meta.dirname} contains ${path}.`);
  return folderWith(parent, path);
}
