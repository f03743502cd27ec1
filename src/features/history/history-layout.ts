/** The lines of a long list: a heading for each day, and below it lines of pictures. Nothing is created for lines that are not shown. */
import { localDayOf, type InspectionSummary } from '../../domain/inspection-summary';

/** Consecutive pictures of one section, with a heading if they are of one day. */
export interface PictureGroup {
  readonly section: string;
  /** The place of its first picture in the section. */
  readonly from: number;
  readonly count: number;
  readonly day?: string;
}

/** One line. `place` is the place of its first picture in the whole list. */
export type HistoryLine =
  | { readonly kind: 'day'; readonly day: string; readonly count: number }
  | {
      readonly kind: 'pictures';
      readonly section: string;
      readonly from: number;
      readonly count: number;
      readonly place: number;
    };

/** Where a picture is. */
interface PicturePosition {
  readonly section: string;
  readonly index: number;
}

export interface HistoryLayout {
  readonly lineCount: number;
  readonly pictureCount: number;
  readonly lineAt: (line: number) => HistoryLine;
  readonly positionOf: (place: number) => PicturePosition | undefined;
  readonly placeOf: (position: PicturePosition) => number | undefined;
  readonly lineOf: (place: number) => number;
}

interface PlacedGroup extends PictureGroup {
  readonly firstLine: number;
  readonly firstPlace: number;
  readonly headings: 0 | 1;
}

/** Lines of `columns` pictures each. */
export function layOut(groups: readonly PictureGroup[], columns: number): HistoryLayout {
  const placed: PlacedGroup[] = [];
  let [firstLine, firstPlace] = [0, 0];
  for (const group of groups) {
    const headings = group.day === undefined ? 0 : 1;
    placed.push({ ...group, firstLine, firstPlace, headings });
    firstLine += headings + Math.ceil(group.count / columns);
    firstPlace += group.count;
  }
  const groupOfPlace = (place: number) => lastWhere(placed, (group) => group.firstPlace <= place);
  return {
    lineCount: firstLine,
    pictureCount: firstPlace,
    lineAt: (line) =>
      lineOfGroup(
        lastWhere(placed, (group) => group.firstLine <= line),
        line,
        columns,
      ),
    positionOf: (place) => {
      const group = groupOfPlace(place);
      if (group === undefined || place < 0 || place >= firstPlace) return undefined;
      return { section: group.section, index: group.from + place - group.firstPlace };
    },
    placeOf: ({ section, index }) => {
      const group = placed.find(
        (each) => each.section === section && each.from <= index && index < each.from + each.count,
      );
      return group === undefined ? undefined : group.firstPlace + index - group.from;
    },
    lineOf: (place) => {
      const group = groupOfPlace(place);
      if (group === undefined) return 0;
      return group.firstLine + group.headings + Math.floor((place - group.firstPlace) / columns);
    },
  };
}

function lineOfGroup(group: PlacedGroup | undefined, line: number, columns: number): HistoryLine {
  if (group === undefined) throw new Error('the list has no lines');
  const inside = line - group.firstLine - group.headings;
  if (inside < 0 && group.day !== undefined) return { kind: 'day', day: group.day, count: group.count };
  const from = inside * columns;
  return {
    kind: 'pictures',
    section: group.section,
    from: group.from + from,
    count: Math.min(columns, group.count - from),
    place: group.firstPlace + from,
  };
}

/** The last element for which `isBefore` holds; it holds for the first ones only. */
function lastWhere<Value>(values: readonly Value[], isBefore: (value: Value) => boolean): Value | undefined {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle];
    if (value !== undefined && isBefore(value)) low = middle + 1;
    else high = middle;
  }
  return values[low - 1];
}

/** Rows in the order of time, grouped by their local day; further rows that are not read yet belong to the last day. */
export function groupByDay(section: string, rows: readonly InspectionSummary[], more: number): readonly PictureGroup[] {
  const groups: { section: string; from: number; count: number; day: string }[] = [];
  for (const [index, row] of rows.entries()) {
    const day = localDayOf(row);
    const last = groups.at(-1);
    if (last?.day === day) last.count += 1;
    else groups.push({ section, from: index, count: 1, day });
  }
  const last = groups.at(-1);
  if (last !== undefined) last.count += more;
  else if (more > 0) return [{ section, from: 0, count: more }];
  return groups;
}
