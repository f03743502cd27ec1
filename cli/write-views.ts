import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import sharp from 'sharp';
import type { Verdict } from '../src/domain/inspection';
import type { Picture } from '../src/domain/picture';
import { renderBounded, renderFiltered, renderMask, renderOverlay } from '../src/vision/views';

/** Writes the four pictures of a result. */
export type ViewWriter = (file: string, picture: Picture, verdict: Verdict) => Promise<void>;

const views = {
  mask: renderMask,
  overlay: renderOverlay,
  filtered: renderFiltered,
  bounded: renderBounded,
};

/** A writer into `folder`, made if absent. Two pictures of the same name get `-2`, `-3` … */
export function createViewWriter(folder: string): ViewWriter {
  const taken = new Set<string>();
  return async (file, picture, verdict) => {
    await mkdir(folder, { recursive: true });
    const name = freeName(basename(file, extname(file)), taken);
    for (const [view, render] of Object.entries(views)) {
      await writePng(join(folder, `${name}_${view}.png`), render(picture, verdict));
    }
  };
}

/** Compared without case, as some file systems do. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}-${number}`;
  taken.add(name.toLowerCase());
  return name;
}

async function writePng(path: string, { width, height, data }: Picture): Promise<void> {
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  await sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png()
    .toFile(path);
}
