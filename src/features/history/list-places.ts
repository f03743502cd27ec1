/** Places of the list: the picture at a place, and the place that a key moves to. */
import type { KeyCommand } from './history-keys';
import type { HistoryLayout } from './history-layout';
import type { HistoryData } from './use-history-data';

/** Where the list lies: its layout, and the columns of the grid. */
export interface Laid {
  readonly layout: HistoryLayout;
  readonly columns: number;
}

/** The id at a place; none while its row is not read. */
export function idsAt(data: HistoryData | undefined, laid: Laid | undefined, place: number): readonly string[] {
  const position = laid?.layout.positionOf(place);
  if (position === undefined) return [];
  const row = data?.loader.section(position.section).rows[position.index];
  return row === undefined ? [] : [row.id];
}

/** The ids between two places, both included; reads the rows that are missing. */
export async function idsBetween(
  data: HistoryData | undefined,
  laid: Laid | undefined,
  one: number,
  other: number,
): Promise<readonly string[]> {
  if (data === undefined || laid === undefined) return [];
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  const places = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
  const needed = new Map<string, number>();
  for (const place of places) {
    const position = laid.layout.positionOf(place);
    if (position !== undefined) needed.set(position.section, position.index + 1);
  }
  await Promise.all([...needed].map(([section, count]) => data.loader.ensure(section, count)));
  return places.flatMap((place) => idsAt(data, laid, place));
}

export function lastPlace(laid: Laid | undefined): number {
  return laid === undefined ? 0 : Math.max(0, laid.layout.pictureCount - 1);
}

export function placeAfter(
  laid: Laid | undefined,
  current: number,
  { by, step }: Extract<KeyCommand, { readonly kind: 'move' }>,
): number {
  if (laid === undefined) return current;
  const { layout, columns } = laid;
  if (by === 'picture') return Math.min(lastPlace(laid), Math.max(0, current + step));
  const line = layout.lineOf(current);
  const column = columnOf(layout, line, current);
  for (let next = line + step; next >= 0 && next < layout.lineCount; next += step) {
    const found = layout.lineAt(next);
    if (found.kind === 'pictures') return found.place + Math.min(column, found.count - 1, columns - 1);
  }
  return current;
}

function columnOf(layout: HistoryLayout, line: number, place: number): number {
  const found = layout.lineCount === 0 ? undefined : layout.lineAt(line);
  return found?.kind === 'pictures' ? place - found.place : 0;
}
