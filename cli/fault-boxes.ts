/** Boxes around faults in the files of a folder: COCO (`*.json`) and tables (`*.csv`). */
import { basename, extname } from 'node:path';
import { boxFractions, readCocoBoxes, type BoxFault, type MarkedBox } from '../src/domain/marked-boxes';
import type { FractionRect } from '../src/domain/pack';
import { fail, succeed, type Result } from '../src/domain/result';
import { headerSize } from '../src/engine/teach/dataset-facts';
import { readBoxCsv } from '../src/export/box-csv';
import type { NodeWords } from '../src/words/words';
import { readOrExplain } from './predict';

/** Boxes, and the files that they were read from. */
interface FaultBoxes {
  readonly files: readonly string[];
  readonly boxes: readonly MarkedBox[];
}

/** Reads the files among `paths` that may have boxes. The fault is the message. */
export async function readFaultBoxes(words: NodeWords, paths: readonly string[]): Promise<Result<FaultBoxes, string>> {
  const files = paths.filter((path) => /^\.(json|csv)$/i.test(extname(path)));
  const boxes: MarkedBox[] = [];
  for (const file of files) {
    const bytes = await readOrExplain(words, file);
    if (typeof bytes === 'string') return fail(bytes);
    const text = new TextDecoder().decode(bytes);
    const read = extname(file).toLowerCase() === '.csv' ? readBoxCsv(text) : readCocoBoxes(text);
    if (!read.ok) return fail(boxFaultText(words, file, read.fault));
    boxes.push(...read.value);
  }
  return succeed({ files, boxes });
}

interface PlacedBoxes {
  readonly placed: ReadonlyMap<string, readonly MarkedBox[]>;
  readonly unplaced: readonly MarkedBox[];
}

/** The boxes of each picture: it has the path that the file states, or is the only one with this file name. `unplaced` belong to none. */
export function placeBoxes(boxes: readonly MarkedBox[], pictures: readonly string[]): PlacedBoxes {
  const placed = new Map<string, readonly MarkedBox[]>();
  const unplaced: MarkedBox[] = [];
  for (const box of boxes) {
    const picture = pictureOf(box.name.replaceAll('\\', '/'), pictures);
    if (picture === undefined) unplaced.push(box);
    else placed.set(picture, [...(placed.get(picture) ?? []), box]);
  }
  return { placed, unplaced };
}

function pictureOf(name: string, pictures: readonly string[]): string | undefined {
  const [byPath, ...others] = pictures.filter((picture) => picture.endsWith(`/${name}`));
  if (byPath !== undefined && others.length === 0) return byPath;
  const [byName, ...more] = pictures.filter((picture) => basename(picture) === basename(name));
  return more.length === 0 ? byName : undefined;
}

/** The areas of the boxes in a picture. The fault is the message. */
export async function areasOf(
  words: NodeWords,
  boxes: readonly MarkedBox[],
  file: string,
): Promise<Result<readonly FractionRect[], string>> {
  if (boxes.length === 0) return succeed([]);
  const bytes = await readOrExplain(words, file);
  const { size } = typeof bytes === 'string' ? {} : headerSize(bytes);
  if (size === undefined) return succeed([]);
  const areas: FractionRect[] = [];
  for (const box of boxes) {
    const area = boxFractions(box, size);
    if (!area.ok) return fail(boxFaultText(words, file, area.fault));
    areas.push(area.value);
  }
  return succeed(areas);
}

function boxFaultText({ say }: NodeWords, file: string, fault: BoxFault): string {
  switch (fault.kind) {
    case 'not-json':
      return say('cliLearn.boxes.not-json', { file, detail: fault.detail });
    case 'not-coco':
      return say('cliLearn.boxes.not-coco', { file, at: fault.at, wanted: fault.wanted });
    case 'no-box-columns':
      return say('cliLearn.boxes.no-box-columns', { file, columns: fault.columns.join(', ') });
    case 'bad-box-line':
      return say('cliLearn.boxes.bad-box-line', { file, line: fault.line });
    case 'box-outside':
      return say('cliLearn.boxes.box-outside', { name: fault.name });
  }
}
