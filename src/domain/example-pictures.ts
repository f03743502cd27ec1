/** The pictures on which a new version is compared, with their names: the same in the app and on the command line. */
import type { SaidOfPicture } from './example';

/** Pictures that no person has checked, which show what else would change. */
export const othersCompared = 30;
/** The pictures of examples, then confirmed faults, then others that people have checked. */
const mostCompared = 150;

interface SaidPicture {
  readonly record: { readonly id: string };
  readonly said: SaidOfPicture;
}

/** Those of the examples first, and all of them; then confirmed faults, then the others while there is room. */
export function comparedFirst<Each extends SaidPicture>(
  pictures: readonly Each[],
  learned: ReadonlySet<string>,
): readonly Each[] {
  const rankOf = ({ record, said }: Each): number => (learned.has(record.id) ? 0 : said.isAnomalous ? 1 : 2);
  return pictures.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, Math.max(mostCompared, learned.size));
}

/** Names are unique in a job; files of different folders may share one. */
export function withUniqueNames<Each extends { readonly name: string }>(pictures: readonly Each[]): readonly Each[] {
  const seen = new Map<string, number>();
  return pictures.map((picture) => {
    const times = (seen.get(picture.name) ?? 0) + 1;
    seen.set(picture.name, times);
    return times === 1 ? picture : { ...picture, name: `${picture.name} (${times})` };
  });
}
