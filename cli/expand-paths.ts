import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { listFolder, type ListedFiles } from './list-folder';

/**
 * The files that the arguments name, in their order, each once however its path is spelled: a file, the pictures in and below a
 * folder, the matches of a pattern. A path that does not exist is kept, so that it is reported as a failure.
 */
export async function expandPaths(typed: readonly string[]): Promise<ListedFiles> {
  const expanded = await Promise.all(typed.map(expandPath));
  const files = await eachOnce(expanded.flatMap((paths) => paths.files));
  const inspected = new Set(files.keys());
  const skipped = await eachOnce(expanded.flatMap((paths) => paths.skipped));
  return {
    files: [...files.values()],
    skipped: [...skipped].filter(([file]) => !inspected.has(file)).map(([, path]) => path),
  };
}

async function expandPath(typed: string): Promise<ListedFiles> {
  const kind = await kindOf(typed);
  if (kind === 'folder') return listFolder(typed);
  if (kind === 'file' || !/[*?{[]/.test(typed)) return { files: [typed], skipped: [] };
  const matches = (await glob(typed, { caseSensitiveMatch: false })).sort();
  return { files: matches.length > 0 ? matches : [typed], skipped: [] };
}

/** The first spelling of each file, by the file that it leads to. */
async function eachOnce(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const spellings = new Map<string, string>();
  for (const path of paths) {
    const file = await realPathOf(path);
    if (!spellings.has(file)) spellings.set(file, path);
  }
  return spellings;
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // It does not exist, or is no file of the file system, such as a pipe.
    return resolve(path);
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    // It does not exist: it may be a pattern.
    return 'nothing';
  }
}
