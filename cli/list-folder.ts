import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname } from 'node:path';

/** Picture files. `skipped` are files of folders whose names are not those of pictures. */
export interface ListedFiles {
  readonly files: readonly string[];
  readonly skipped: readonly string[];
}

/** Every extension that a picture may have, also in formats that are then refused with a reason. */
const pictureExtensions: ReadonlySet<string> = new Set(
  [
    'jpg jpeg jpe jfif jfi jif pjpeg pjp mpo',
    'png apng webp gif bmp dib tif tiff btf tf8',
    'heic heics heif heifs hif avif avifs jxl jp2 j2k jpf jpx',
  ].flatMap((line) => line.split(' ')),
);

/** The files in and below a folder, by their paths. Hidden files are never pictures: other systems put their own data there. */
export async function listFolder(folder: string): Promise<ListedFiles> {
  const files = await filesBelow(folder.replace(/(?<=.)[/\\]+$/, ''), new Set());
  files.sort();
  return { files: files.filter(isPicture), skipped: files.filter((path) => !isPicture(path)) };
}

function isPicture(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.startsWith('.') && pictureExtensions.has(extname(name).slice(1).toLowerCase());
}

/** `visited` are the folders that are done: links may form a cycle. A folder that cannot be read is skipped by its name. */
async function filesBelow(folder: string, visited: Set<string>): Promise<string[]> {
  const entries = await entriesOf(folder, visited);
  if (entries === undefined) return [folder];
  const files: string[] = [];
  for (const entry of entries) {
    const path = `${folder === '/' ? '' : folder}/${entry.name}`;
    if (await isFolder(entry, path)) files.push(...(await filesBelow(path, visited)));
    else files.push(path);
  }
  return files;
}

async function entriesOf(folder: string, visited: Set<string>): Promise<readonly Dirent[] | undefined> {
  try {
    const real = await realpath(folder);
    if (visited.has(real)) return [];
    visited.add(real);
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Without the permission to read it.
    return undefined;
  }
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // The target of the link is missing: it is reported as a missing file.
    return false;
  }
}
