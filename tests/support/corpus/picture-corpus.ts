/** Picture files of one scene in every form in which people send them. */
import sharp from 'sharp';
import type { CorpusFile } from './corpus-file';
import { cutFiles, junkFiles } from './damaged-files';
import { depthFiles, formatFiles, orientedFiles, profileFiles } from './intact-files';

/** The scene is the app's thermal sample with a hot region, at 320 × 240. The first file is the plain one. */
export async function pictureCorpus(): Promise<readonly CorpusFile[]> {
  const pixels = await sharp('public/samples/thermal-2.jpg').resize(320, 240).removeAlpha().png().toBuffer();
  const groups = [formatFiles, orientedFiles, profileFiles, depthFiles, cutFiles, junkFiles];
  const files = await Promise.all(groups.map((group) => group(() => sharp(pixels))));
  return files.flat();
}
