/** Which pictures show one piece, by their file names and by near-duplicates: they must not be in two parts of a split. */
import { createUnionFind, setsOf } from '../math/union-find';

/** Groups of pictures that belong together. */
export interface SuggestedGroups {
  /** Pictures of the same number belong together. */
  readonly groups: readonly number[];
  /** Groups of at least two pictures. */
  readonly count: number;
  /** Pictures in them. */
  readonly pictures: number;
  /** How many groups the names alone suggest, with the part that the pictures of the first one share. */
  readonly byName: { readonly count: number; readonly example?: string };
  /** How many groups the near-duplicates alone suggest. */
  readonly byLook: number;
}

/** The file name without folder and ending. */
interface NamedPicture {
  readonly name: string;
  readonly label: string;
}

/** `sheet12_a`, `sheet12b`, `T7 (2)`, `T7-1`: a number, then one letter or one digit. */
const viewOfPiece = /^(.*\d)(?:[ _-]*[a-z]|[ _-]+\d| ?\(\d+\))$/i;

/** A piece has hardly more photos; a part that more files have in common is a date or the name of a series. */
const mostOfPiece = 8;

/** `near`: sets of the numbers of pictures. Names are compared within one label. */
export function suggestGroups(
  pictures: readonly NamedPicture[],
  near: readonly (readonly number[])[] = [],
): SuggestedGroups {
  const pieces = piecesOf(pictures);
  const sets = createUnionFind(pictures.length);
  for (const group of [...pieces.values(), ...near]) {
    for (const each of group) sets.join(group[0] ?? each, each);
  }
  const joined = setsOf(pictures.length, sets);
  const [example] = pieces.keys();
  return {
    groups: pictures.map((_, at) => sets.find(at)),
    count: joined.length,
    pictures: joined.reduce((sum, { length }) => sum + length, 0),
    byName: { count: pieces.size, ...(example !== undefined && { example: example.slice(example.indexOf('/') + 1) }) },
    byLook: near.length,
  };
}

/** The pictures of each piece by label and the common part of the names, where there is more than one. */
function piecesOf(pictures: readonly NamedPicture[]): ReadonlyMap<string, readonly number[]> {
  const pieces = new Map<string, number[]>();
  pictures.forEach(({ name, label }, at) => {
    const piece = pieceOf(name);
    if (piece === undefined) return;
    const key = `${label.replaceAll('/', ' ')}/${piece}`;
    const known = pieces.get(key);
    if (known === undefined) pieces.set(key, [at]);
    else known.push(at);
  });
  return new Map([...pieces].filter(([, { length }]) => length > 1 && length <= mostOfPiece));
}

/** What the names of the photos of one piece share: `sheet12` of `sheet12_a.jpg`; `sheet12.jpg` belongs to it too. */
function pieceOf(name: string): string | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const piece = viewOfPiece.exec(base)?.[1];
  return piece?.toLowerCase() ?? (/\d$/.test(base) ? base.toLowerCase() : undefined);
}
