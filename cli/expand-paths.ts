import { stat } from 'node:fs/promises';
import { glob } from 'tinyglobby';

const pictureFiles = '**/*.{jpg,jpeg,png,webp,gif,bmp,tif,tiff,heic,heif,avif}';

/**
 * The files that the arguments name, in their order, each once: a file, the pictures in and below a folder, the matches of a
 * pattern. A path that does not exist is kept, so that it is reported as a failure.
 */
export async function expandPaths(typed: readonly string[]): Promise<readonly string[]> {
  const expanded = await Promise.all(typed.map(expandPath));
  return [...new Set(expanded.flat())];
}

async function expandPath(typed: string): Promise<readonly string[]> {
  const kind = await kindOf(typed);
  if (kind === 'folder') return sortedGlob(pictureFiles, typed);
  if (kind === 'file' || !/[*?{[]/.test(typed)) return [typed];
  const matches = await sortedGlob(typed);
  return matches.length > 0 ? matches : [typed];
}

async function sortedGlob(pattern: string, folder?: string): Promise<readonly string[]> {
  const found = await glob(pattern, { caseSensitiveMatch: false, ...(folder === undefined ? {} : { cwd: folder }) });
  const prefix = folder === undefined ? '' : `${folder.replace(/\/+$/, '')}/`;
  return found.map((path) => prefix + path).sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    // It does not exist: it may be a pattern.
    return 'nothing';
  }
}
