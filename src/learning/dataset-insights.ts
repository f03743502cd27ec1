/** What is known of labelled pictures before training: nothing is decoded, sizes come from the headers of the files. */
import { outOfRange } from '../math/out-of-range';

/** What was read of one file. */
export interface PictureFacts {
  readonly name: string;
  readonly label: string;
  /** SHA-256 of the bytes; absent where they could not be read. */
  readonly sha256?: string;
  /** Upright; absent where the file is no usable picture. */
  readonly size?: { readonly width: number; readonly height: number };
}

interface SideRange {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
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
  /** Names of files with equal bytes. `isContradictory`: they have different labels. */
  readonly duplicates: readonly { readonly names: readonly string[]; readonly isContradictory: boolean }[];
  readonly unreadable: readonly string[];
  /** The usable pictures of the largest class by those of the smallest. */
  readonly imbalance: number;
}

const samplesPerClass = 5;

/** Classes in the order of their names; samples and groups in the order of the files. */
export function datasetInsights(facts: readonly PictureFacts[]): DatasetInsights {
  const usable = facts.filter(({ size }) => size !== undefined);
  const classes = [...new Set(facts.map(({ label }) => label))].sort().map((label) => {
    const own = usable.filter((each) => each.label === label);
    return { label, pictures: own.length, samples: own.slice(0, samplesPerClass).map(({ name }) => name) };
  });
  const counts = classes.map(({ pictures }) => pictures).filter((count) => count > 0);
  return {
    pictures: usable.length,
    classes,
    ...sidesOf(usable),
    duplicates: duplicatesOf(usable),
    unreadable: facts.filter(({ size }) => size === undefined).map(({ name }) => name),
    imbalance: counts.length === 0 ? 1 : Math.max(...counts) / Math.min(...counts),
  };
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

function duplicatesOf(usable: readonly PictureFacts[]): DatasetInsights['duplicates'] {
  const byHash = new Map<string, PictureFacts[]>();
  for (const each of usable) {
    if (each.sha256 === undefined) continue;
    const known = byHash.get(each.sha256);
    if (known === undefined) byHash.set(each.sha256, [each]);
    else known.push(each);
  }
  return [...byHash.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      names: group.map(({ name }) => name),
      isContradictory: new Set(group.map(({ label }) => label)).size > 1,
    }));
}
