/**
 * Insights of labelled pictures before training. Sizes come from the headers of the files; near-duplicates and blur, which need pixels, are available
 * only after the pictures were decoded. The same in the app, on the command line and in the server.
 */
import type { FileFault } from '../domain/file-fault';
import type { PictureFault } from '../domain/picture';
import { noClass } from '../domain/teaching';
import { without } from '../domain/without';
import { runAtOnce, runInParts, type InParts } from '../math/in-parts';
import { outOfRange } from '../math/out-of-range';
import { nearDuplicates } from './near-duplicates';
import { suggestGroups, type SuggestedGroups } from './suggest-groups';

/** What was read of one file. */
export interface PictureFacts {
  readonly name: string;
  /** By which pictures of one piece are recognised; `name` by default. */
  readonly fileName?: string;
  /** `noClass` while it has none: it belongs to no class, but is checked too. */
  readonly label: string;
  /** SHA-256 of the bytes; absent where no other file has the same size, or where they could not be read. */
  readonly sha256?: string;
  /** Upright; absent where the file is not usable. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Why the file is not usable. */
  readonly fault?: PictureFault | FileFault;
  /** Of the decoded picture, see `blurEffect`. */
  readonly blur?: number;
  readonly embedding?: Float32Array;
}

interface SideRange {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** Files that show the same. `isContradictory`: they have different labels. */
export interface AlikeFiles {
  readonly names: readonly string[];
  readonly isContradictory: boolean;
}

export interface UnreadableFile {
  readonly name: string;
  readonly fault: PictureFault | FileFault;
}

export interface DatasetInsights {
  readonly pictures: number;
  readonly classes: readonly {
    readonly label: string;
    readonly pictures: number;
    readonly samples: readonly string[];
  }[];
  /** In pixels; absent where no file is usable. */
  readonly width?: SideRange;
  readonly height?: SideRange;
  /** Files with equal bytes. */
  readonly duplicates: readonly AlikeFiles[];
  /** Files that look almost the same; absent where the pictures were not decoded. */
  readonly nearDuplicates?: readonly AlikeFiles[];
  readonly unreadable: readonly UnreadableFile[];
  /** Names of files that are far less sharp than the others; absent where they were not decoded. */
  readonly blurred?: readonly string[];
  /** Pictures that training keeps together. */
  readonly together: Omit<SuggestedGroups, 'groups'>;
  /** The usable pictures of the largest class by those of the smallest. */
  readonly imbalance: number;
}

const samplesPerClass = 5;

/** Classes in the order of their names; samples and groups in the order of the files. */
export function datasetInsights(facts: readonly PictureFacts[]): DatasetInsights {
  return runAtOnce(insightsInParts(facts));
}

/** The same in parts, between which other tasks run: near-duplicates among thousands of pictures take seconds to find. Undefined where `turn` stops it. */
export function insightsInTurns(
  facts: readonly PictureFacts[],
  turn: () => Promise<boolean>,
): Promise<DatasetInsights | undefined> {
  return runInParts(insightsInParts(facts), turn);
}

function* insightsInParts(facts: readonly PictureFacts[]): InParts<DatasetInsights> {
  const usable = facts.filter(({ size }) => size !== undefined);
  const labels = new Set(facts.map(({ label }) => label).filter((label) => label !== noClass));
  const classes = [...labels].sort().map((label) => {
    const own = usable.filter((each) => each.label === label);
    return { label, pictures: own.length, samples: own.slice(0, samplesPerClass).map(({ name }) => name) };
  });
  const counts = classes.map(({ pictures }) => pictures).filter((count) => count > 0);
  const near = yield* nearOf(usable);
  const named = usable.map(({ name, fileName = name, label }) => ({ name: fileName, label }));
  const together = without(suggestGroups(named, near ?? []), 'groups');
  const blurred = blurredOf(usable);
  return {
    pictures: usable.length,
    classes,
    ...sidesOf(usable),
    duplicates: duplicatesOf(usable),
    ...(near && { nearDuplicates: near.map((group) => alikeOf(group.map((at) => usable[at] ?? outOfRange()))) }),
    unreadable: facts.filter(({ size }) => size === undefined).map(unreadableOf),
    ...(blurred && { blurred }),
    together,
    imbalance: counts.length === 0 ? 1 : Math.max(...counts) / Math.min(...counts),
  };
}

function unreadableOf({ name, fault = { kind: 'not-a-picture' } }: PictureFacts): UnreadableFile {
  return { name, fault };
}

function sidesOf(usable: readonly PictureFacts[]): Pick<DatasetInsights, 'width' | 'height'> {
  if (usable.length === 0) return {};
  const sizes = usable.map(({ size }) => size ?? outOfRange());
  return { width: rangeOf(sizes.map(({ width }) => width)), height: rangeOf(sizes.map(({ height }) => height)) };
}

function rangeOf(values: readonly number[]): SideRange {
  const reduced = values.reduce(
    ({ min, sum, max }, value) => ({ min: Math.min(min, value), sum: sum + value, max: Math.max(max, value) }),
    { min: Infinity, sum: 0, max: -Infinity },
  );
  return { min: reduced.min, mean: reduced.sum / values.length, max: reduced.max };
}

function duplicatesOf(usable: readonly PictureFacts[]): readonly AlikeFiles[] {
  const byHash = new Map<string, PictureFacts[]>();
  for (const each of usable) {
    if (each.sha256 === undefined) continue;
    const known = byHash.get(each.sha256);
    if (known === undefined) byHash.set(each.sha256, [each]);
    else known.push(each);
  }
  return [...byHash.values()].filter((group) => group.length > 1).map(alikeOf);
}

function alikeOf(group: readonly PictureFacts[]): AlikeFiles {
  return {
    names: group.map(({ name }) => name),
    isContradictory: new Set(group.map(({ label }) => label).filter((label) => label !== noClass)).size > 1,
  };
}

/** Sets of near-duplicates among the pictures with an embedding; undefined if there is none. */
function* nearOf(usable: readonly PictureFacts[]): InParts<readonly (readonly number[])[] | undefined> {
  const seen = [...usable.keys()].filter((at) => usable[at]?.embedding !== undefined);
  const columns = usable.find(({ embedding }) => embedding !== undefined)?.embedding?.length;
  if (columns === undefined) return undefined;
  const data = new Float32Array(seen.length * columns);
  seen.forEach((at, row) => data.set(usable[at]?.embedding ?? outOfRange(), row * columns));
  const sets = yield* nearDuplicates({ rows: seen.length, columns, data });
  return sets.map((set) => set.map((row) => seen[row] ?? outOfRange()));
}

/** As in the viewfinder: `docs/calibration.md`. */
const blurredFrom = 0.62;
/** Pictures are compared with each other, so that soft ones, such as thermal pictures, do not all count as blurred. */
const aboveMedian = 0.1;

function blurredOf(usable: readonly PictureFacts[]): readonly string[] | undefined {
  const seen = usable.flatMap(({ name, blur }) => (blur === undefined ? [] : [{ name, blur }]));
  if (seen.length === 0) return undefined;
  const rising = seen.map(({ blur }) => blur).sort((one, other) => one - other);
  const limit = Math.max(blurredFrom, aboveMedian + (rising[Math.floor(rising.length / 2)] ?? outOfRange()));
  return seen.filter(({ blur }) => blur >= limit).map(({ name }) => name);
}
