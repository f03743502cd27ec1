/** What a run of `fieldgrade learn` learns from: folders of pictures. */
import { dirname, join, parse } from 'node:path';
import { decodePicture } from '../node-host/decode-picture';
import { readMaskAreas } from '../node-host/mask-areas';
import { sha256Hex } from '../node-host/sha256';
import { usualLimit } from '../src/domain/agreed-verdict';
import type { AreaExample, Example, SaidOfPicture } from '../src/domain/example';
import type { FractionRect, Pack } from '../src/domain/pack';
import { fail, succeed, type Result } from '../src/domain/result';
import type { BaselinePhoto, ExamplePhoto } from '../src/engine/learn/learn-pictures';
import { describePictureFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { expandPaths } from './expand-paths';
import { areasOf, placeBoxes, readFaultBoxes } from './fault-boxes';
import type { ListedFiles } from './list-folder';
import { readOrExplain } from './predict';
import { warn } from './standard-streams';
import { nameOf } from './teach-pictures';

/** Examples and the pictures on which the versions are compared. */
export interface LearnInput {
  readonly examples: readonly Example[];
  readonly photos: readonly ExamplePhoto[];
  /** Of records that were judged with them. */
  readonly baselines?: readonly BaselinePhoto[];
  /** Faulty pictures without a mask or a box. */
  readonly unmarked: readonly string[];
}

/** Pictures that are normal as a whole. The fault is the message. */
export async function normalInput(words: NodeWords, folder: string, pack: Pack): Promise<Result<LearnInput, string>> {
  const level = pack.anomaly?.severity[0]?.name ?? '';
  const whole = [[{ x: 0, y: 0, width: 1, height: 1 }]];
  return folderInput(words, folder, await expandPaths([folder]), (file) =>
    Promise.resolve(isMask(file) ? undefined : { kind: 'normal', faults: whole, said: { isAnomalous: false, level } }),
  );
}

/** Faulty pictures, with boxes in files of the folder, or a mask beside each, that say where. The fault is the message. */
export async function faultInput(words: NodeWords, folder: string, pack: Pack): Promise<Result<LearnInput, string>> {
  const level = pack.anomaly?.severity.find(({ upTo }) => upTo > usualLimit)?.name ?? '';
  const listed = await expandPaths([folder]);
  const read = await readFaultBoxes(words, listed.skipped);
  if (!read.ok) return read;
  const pictures = listed.files.filter((file) => !isMask(file));
  const { placed, unplaced } = placeBoxes(read.value.boxes, pictures);
  const [lost] = unplaced;
  if (lost !== undefined) warn(words.say('cliLearn.unplaced', { count: unplaced.length, file: lost.name, folder }));
  const drawn = new Map<string, readonly FractionRect[]>();
  for (const [file, boxes] of placed) {
    const areas = await areasOf(words, boxes, file);
    if (!areas.ok) return areas;
    drawn.set(file, areas.value);
  }
  const known = { ...listed, skipped: listed.skipped.filter((file) => !read.value.files.includes(file)) };
  return folderInput(words, folder, known, async (file) => {
    if (isMask(file)) return undefined;
    const faults = [...(await areasBeside(words, file)), ...(drawn.get(file) ?? [])].map((area) => [area]);
    return { kind: 'fault', faults, said: { isAnomalous: true, level, ...(faults.length > 0 && { faults }) } };
  });
}

/** The facts of one picture; undefined for a file that is not a picture to learn from. */
type SaidOfFile = Pick<AreaExample, 'kind'> & {
  readonly said: SaidOfPicture;
  readonly faults: readonly (readonly FractionRect[])[];
};

async function folderInput(
  words: NodeWords,
  folder: string,
  { files, skipped }: ListedFiles,
  saidOf: (file: string) => Promise<SaidOfFile | undefined>,
): Promise<Result<LearnInput, string>> {
  for (const file of skipped) warn(words.say('cli.skipped', { file }));
  const examples: Example[] = [];
  const photos: ExamplePhoto[] = [];
  const unmarked: string[] = [];
  for (const file of files) {
    const own = await saidOf(file);
    if (own === undefined) continue;
    const name = nameOf(file, folder);
    const bytes = await readOrExplain(words, file);
    const pictureSha256 = typeof bytes === 'string' ? '' : sha256Hex(bytes);
    const recordId = `${own.kind}-${pictureSha256}`;
    if (photos.some((photo) => photo.recordId === recordId)) continue;
    photos.push({ recordId, name, said: own.said, open: opener(words, file) });
    examples.push(...own.faults.map((areas, at) => exampleOf(own.kind, areas, { recordId, pictureSha256, at })));
    if (own.faults.length === 0) unmarked.push(name);
  }
  if (photos.length === 0) return fail(words.say('cli.noPictures', { paths: folder }));
  return succeed({ examples, photos, unmarked });
}

function exampleOf(
  kind: AreaExample['kind'],
  areas: readonly FractionRect[],
  { recordId, pictureSha256, at }: { readonly recordId: string; readonly pictureSha256: string; readonly at: number },
): AreaExample {
  const id = `${recordId}-${at}`;
  return { id, at: anyTime, recordId, correctionId: id, pictureSha256, kind, areas };
}

/** Files have no time at which they were corrected: their examples are learned in the order of their ids. */
const anyTime = '1970-01-01T00:00:00.000Z';

function isMask(file: string): boolean {
  return /_mask\.[a-z]+$/i.test(file);
}

/** The areas in `x_mask.png` beside `x.jpg`. A mask that cannot be read is named, and the picture counts as one without. */
async function areasBeside(words: NodeWords, file: string): Promise<readonly FractionRect[]> {
  const path = join(dirname(file), `${parse(file).name}_mask.png`);
  const bytes = await readOrExplain(words, path);
  if (typeof bytes === 'string') return [];
  const areas = await readMaskAreas(bytes);
  if (areas.ok) return areas.value;
  warn(`${path}: ${words.say('cli.fault', { ...describePictureFault(words, areas.fault) })}`);
  return [];
}

function opener(words: NodeWords, file: string): ExamplePhoto['open'] {
  return async (needed) => {
    const bytes = await readOrExplain(words, file);
    return typeof bytes === 'string' ? fail({ kind: 'empty-file' }) : decodePicture(bytes, needed);
  };
}
