/** The pictures of a teaching, decoded when their turn comes. */
import { realpath } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { decodePicture } from '../node-host/decode-picture';
import type { TaughtRole } from '../src/domain/anomaly-teaching';
import { fail, succeed, type Result } from '../src/domain/result';
import type { PictureSource } from '../src/engine/teach/read-pictures';
import { describePictureFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { expandPaths } from './expand-paths';
import { readOrExplain } from './predict';
import { warn } from './standard-streams';
import type { TeachOptions } from './teach-options';

/** Why a picture was left out. */
interface UnreadFile {
  readonly file: string;
  readonly reason: string;
}

export interface TeachPictures {
  readonly pictures: readonly PictureSource[];
  /** Grows while the pictures are opened. */
  readonly unread: readonly UnreadFile[];
}

/** Lists the pictures of both folders. The fault is the message. */
export async function openTeachPictures(
  words: NodeWords,
  { good, bad }: Pick<TeachOptions, 'good' | 'bad'>,
): Promise<Result<TeachPictures, string>> {
  const goodFiles = await filesOf(words, good);
  const badFiles = bad === undefined ? [] : await filesOf(words, bad);
  if (goodFiles.length === 0) return fail(words.say('cli.noPictures', { paths: good }));
  if (bad !== undefined && badFiles.length === 0) return fail(words.say('cli.noPictures', { paths: bad }));
  const inBoth = await filesInBoth(goodFiles, badFiles);
  if (inBoth[0] !== undefined) return fail(words.say('cliTeach.inBoth', { count: inBoth.length, file: inBoth[0] }));
  const unread: UnreadFile[] = [];
  const pictureOf = (file: string, folder: string, role: TaughtRole): PictureSource => ({
    name: nameOf(file, folder),
    role,
    open: openerOf(words, file, unread),
  });
  const pictures = [
    ...goodFiles.map((file) => pictureOf(file, good, 'normal')),
    ...badFiles.map((file) => pictureOf(file, bad ?? '', 'faulty')),
  ];
  return succeed({ pictures, unread });
}

async function filesOf(words: NodeWords, typed: string): Promise<readonly string[]> {
  const { files, skipped } = await expandPaths([typed]);
  for (const file of skipped) warn(words.say('cli.skipped', { file }));
  return files;
}

/** A faulty picture among the good ones would teach that its fault is normal. */
async function filesInBoth(good: readonly string[], bad: readonly string[]): Promise<readonly string[]> {
  const real = (file: string) => realpath(file).catch(() => resolve(file));
  const known = new Set(await Promise.all(good.map(real)));
  const paths = await Promise.all(bad.map(async (file) => ({ file, path: await real(file) })));
  return paths.filter(({ path }) => known.has(path)).map(({ file }) => file);
}

/** The last folder and the path below it: the pack keeps this name. The rest of the path may be private. */
export function nameOf(file: string, folder: string): string {
  const below = relative(folder, file).replaceAll('\\', '/');
  return below === '' || below.startsWith('..') ? basename(file) : `${basename(resolve(folder))}/${below}`;
}

function openerOf(words: NodeWords, file: string, unread: UnreadFile[]): PictureSource['open'] {
  return async (needed) => {
    const bytes = await readOrExplain(words, file);
    if (typeof bytes === 'string') {
      unread.push({ file, reason: bytes });
      return fail({ kind: 'empty-file' });
    }
    const picture = await decodePicture(bytes, needed);
    if (!picture.ok) {
      unread.push({ file, reason: words.say('cli.fault', { ...describePictureFault(words, picture.fault) }) });
    }
    return picture;
  };
}
