/** Labelled pictures as numbers, and which of them are held out. */
import { inClassOrder } from '../../domain/class-teaching';
import type { ClassPool } from '../../learning/heads/compare-heads';
import { takeRows } from '../../learning/heads/compare-heads';
import { assignParts, usableGroups } from '../../learning/split';
import { outOfRange } from '../../math/out-of-range';
import type { ClassPicture } from './class-teaching';

/** The pool, with the names that its numbers stand for. */
export interface TaughtClasses {
  readonly pool: ClassPool;
  readonly labels: readonly string[];
  readonly names: readonly string[];
}

/** Classes in the given order, then in the order of their names. */
export function poolOf(pictures: readonly ClassPicture[], classOrder: readonly string[]): TaughtClasses {
  const found = new Set(pictures.map(({ label }) => label));
  const labels = [...classOrder.filter((label) => found.delete(label)), ...inClassOrder(found)];
  const columns = pictures[0]?.embedding.length ?? outOfRange();
  const data = new Float32Array(pictures.length * columns);
  pictures.forEach(({ embedding }, at) => data.set(embedding, at * columns));
  const numbers = Int32Array.from(pictures, ({ label }) => labels.indexOf(label));
  const groups = groupsOf(pictures, numbers);
  const pool = { embeddings: { rows: pictures.length, columns, data }, labels: numbers, classes: labels.length };
  return { pool: { ...pool, ...(groups && { groups }) }, labels, names: pictures.map(({ name }) => name) };
}

/** Undefined if no pictures belong together. */
function groupsOf(pictures: readonly ClassPicture[], labels: Int32Array): readonly number[] | undefined {
  const keys = pictures.map(({ group }, at) => (group === undefined ? `picture ${at}` : `group ${group}`));
  const distinct = [...new Set(keys)];
  if (distinct.length === pictures.length) return undefined;
  const numberOf = new Map(distinct.map((key, number) => [key, number]));
  return usableGroups(
    labels,
    keys.map((key) => numberOf.get(key) ?? outOfRange()),
  );
}

/** A share of the pictures that choose the head, to learn from; `restAt` are the others of them. */
interface LearningPart {
  readonly learned: ClassPool;
  readonly restAt: readonly number[];
}

/** `known` chooses the head; `test` has no part in it and is empty with few pictures. */
export interface HeldOut {
  readonly known: ClassPool;
  readonly knownAt: readonly number[];
  /** A quarter of `known`, where it has two pictures of each class, and half of it. */
  readonly parts: readonly LearningPart[];
  readonly testAt: readonly number[];
}

/** Below so many pictures of a class, all are needed to learn from. */
const fewestForTest = 20;
const testShare = 0.2;

export function holdOut({ pool }: TaughtClasses, seed: number): HeldOut {
  const every = [...pool.labels.keys()];
  const groups = pool.groups ?? every;
  const parts = hasOfEach(pool, fewestForTest)
    ? assignParts(pool.labels, groups, { shares: [1 - testShare, testShare], seed: seed + 1 })
    : every.map(() => 0);
  const knownAt = every.filter((at) => parts[at] === 0);
  const known = takePool(pool, knownAt);
  return { known, knownAt, parts: partsOf(known, knownAt, seed + 2), testAt: every.filter((at) => parts[at] === 1) };
}

const shares = [0.25, 0.25, 0.5];

function partsOf(known: ClassPool, knownAt: readonly number[], seed: number): readonly LearningPart[] {
  const assigned = assignParts(known.labels, known.groups ?? [...knownAt.keys()], { shares, seed });
  const within = (isLearned: (part: number) => boolean): LearningPart => {
    const isIn = (at: number): boolean => isLearned(assigned[at] ?? outOfRange());
    const every = [...assigned.keys()];
    const rest = every.filter((at) => !isIn(at));
    return {
      learned: takePool(known, every.filter(isIn)),
      restAt: rest.map((at) => knownAt[at] ?? outOfRange()),
    };
  };
  const quarter = within((part) => part === 0);
  const half = within((part) => part < 2);
  return hasOfEach(quarter.learned, fewestOfPart) ? [quarter, half] : [half];
}

/** With fewer learned pictures of a class its learning curve is not extrapolated. */
const fewestOfPart = 2;

/** Whether there are so many pictures of each class. */
function hasOfEach({ labels, classes }: ClassPool, fewest: number): boolean {
  return Array.from({ length: classes }, (_, label) => labels.filter((each) => each === label).length).every(
    (count) => count >= fewest,
  );
}

function takePool({ embeddings, labels, classes, groups }: ClassPool, at: readonly number[]): ClassPool {
  const taken = Int32Array.from(at, (each) => labels[each] ?? outOfRange());
  const kept = groups && at.map((each) => groups[each] ?? outOfRange());
  return { embeddings: takeRows(embeddings, at), labels: taken, classes, ...(kept && { groups: kept }) };
}
