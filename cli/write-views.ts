import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { drawView, viewNames } from '../node-host/draw-views';
import type { VerdictWithRasters } from '../src/domain/inspection';
import type { Picture } from '../src/domain/picture';

/** Writes the four pictures of a result. Rejects with the error of the file system. */
export type ViewWriter = (file: string, picture: Picture, inspected: VerdictWithRasters) => Promise<void>;

/**
 * A writer into `folder`, which is created if absent. Pictures of equal names get the suffixes `-2`, `-3` …; none of `inputs` is
 * overwritten. Rejects where there can be no such folder.
 */
export async function openViewFolder(folder: string, inputs: readonly string[]): Promise<ViewWriter> {
  await mkdir(folder, { recursive: true });
  const taken = new Set(inputs.map((path) => resolve(path).toLowerCase()));
  return async (file, picture, inspected) => {
    const paths = freePaths(folder, basename(file, extname(file)), taken);
    for (const [view, path] of paths) await writeWhole(path, await drawView(view, picture, inspected));
  };
}

type ViewPath = readonly [view: (typeof viewNames)[number], path: string];

/** Paths are compared without case, because some file systems do so. */
function freePaths(folder: string, wanted: string, taken: Set<string>): readonly ViewPath[] {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    const paths = viewNames.map((view): ViewPath => [view, resolve(join(folder, `${name}_${view}.png`))]);
    if (paths.some(([, path]) => taken.has(path.toLowerCase()))) continue;
    for (const [, path] of paths) taken.add(path.toLowerCase());
    return paths;
  }
}

/** Leaves no half of a file where the disk is full. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}
