import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { drawView, viewNames } from '../node-host/draw-views';
import type { VerdictWithRasters } from '../src/domain/inspection';
import type { Picture } from '../src/domain/picture';

/** Writes the four pictures of a result. */
export type ViewWriter = (file: string, picture: Picture, inspected: VerdictWithRasters) => Promise<void>;

/** A writer into `folder`, which is created if absent. Pictures of equal names get the suffixes `-2`, `-3` … */
export function createViewWriter(folder: string): ViewWriter {
  const taken = new Set<string>();
  return async (file, picture, inspected) => {
    await mkdir(folder, { recursive: true });
    const name = freeName(basename(file, extname(file)), taken);
    for (const view of viewNames) {
      await writeFile(join(folder, `${name}_${view}.png`), await drawView(view, picture, inspected));
    }
  };
}

/** Names are compared without case, because some file systems do so. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}-${number}`;
  taken.add(name.toLowerCase());
  return name;
}
