/** Judges heads on pictures that they were not trained on, and keeps the best. */
import type { Weighting } from '../../domain/class-teaching';
import type { InParts } from '../../math/in-parts';
import { matrixOf, rowOf, type Matrix } from '../../math/matrix';
import { outOfRange } from '../../math/out-of-range';
import type { Vectors } from '../memory-bank';
import { assignParts } from '../split';
import { likeliest } from '../class-figures';
import type { HeadKind } from './head-kinds';
import { labelled, valuesOf, weightsOf, type FitPart, type FitStep, type Labelled, type Rows } from './labelled';
import { fitScaling, scaled, type Scaling } from './scaling';
import { chancesOf, fitTemperature, logLoss } from './temperature';

/** Labelled embeddings to learn from. */
export interface ClassPool {
  readonly embeddings: Vectors;
  readonly labels: Int32Array;
  readonly classes: number;
  /** A number per picture; those with one number stay together. Absent: each picture stands alone. */
  readonly groups?: readonly number[];
}

export interface HeadPlan {
  readonly seed: number;
  readonly isOrdered: boolean;
  readonly weighting: Weighting;
}

/** A kind of head on pictures that it was not trained on. */
export interface JudgedHead {
  readonly kind: HeadKind;
  readonly temperature: number;
  /** The judged pictures. */
  readonly judged: readonly number[];
  /** Their probabilities. */
  readonly chances: readonly (readonly number[])[];
  /** 1 for each wrong picture; for ordered classes by how many classes it is wrong. */
  readonly errors: readonly number[];
  readonly weights: Float64Array;
  readonly logLoss: number;
}

/** What is being computed: the head, and of a search its step. */
export interface HeadStep {
  readonly head: string;
  readonly fold: number;
  readonly folds: number;
  /** Products that were added since the step before. */
  readonly work: number;
  /** Absent where the head has a closed form. */
  readonly search?: FitStep;
  /** The pictures that the fold trains on, and those that it is judged on. */
  readonly training?: Labelled;
  readonly validation?: Labelled;
}

const foldCount = 5;
/** Above, and where pictures belong together, folds take the place of leave-one-out. */
const leaveOneOutLimit = 1500;
/** Above, only one of the folds is judged: the others would take minutes. */
const allFoldsLimit = 3000;

/** Judges one kind of head. */
export function* judgeHead(kind: HeadKind, pool: ClassPool, plan: HeadPlan): Generator<HeadStep, JudgedHead> {
  const leftOut = isLeftOut(pool) ? kind.leftOut : undefined;
  const { values, judged } =
    leftOut === undefined ? yield* judgeFolds(kind, pool, plan) : yield* leaveOneOut(kind, leftOut, pool, plan);
  const labels = Int32Array.from(judged, (at) => pool.labels[at] ?? outOfRange());
  const all = weightsOf(pool.labels, pool.classes, plan.weighting);
  const weights = Float64Array.from(judged, (at) => all[at] ?? outOfRange());
  const temperature = fitTemperature({ values, labels, weights }, kind.form);
  const chances = chancesOf(values, kind.form, temperature);
  const errors = chances.map((row, at) => errorOf(row, labels[at] ?? outOfRange(), plan.isOrdered));
  return { kind, temperature, judged, chances, errors, weights, logLoss: logLoss(chances, { labels, weights }) };
}

/** Whether every picture is judged by a head that learned from all others, where that has a closed form. */
function isLeftOut({ groups, labels }: ClassPool): boolean {
  return groups === undefined && labels.length <= leaveOneOutLimit;
}

/** How many heads of this kind judging it takes. */
export function foldsOf({ leftOut }: HeadKind, pool: ClassPool): number {
  const isOne = (leftOut !== undefined && isLeftOut(pool)) || pool.labels.length > allFoldsLimit;
  return isOne ? 1 : foldCount;
}

/** The first whose mean error is at most two standard errors (of the paired differences) above the least. */
export function chooseHead(heads: readonly JudgedHead[]): JudgedHead {
  const means = heads.map(({ errors, weights }) => weightedMean(errors, weights));
  const least = heads[means.indexOf(Math.min(...means))] ?? outOfRange();
  return heads.find((head) => isAsGood(head, least)) ?? least;
}

/** A head that is trained: acts on raw embeddings. */
export interface TrainedHead {
  readonly kind: HeadKind;
  readonly scaling: Scaling;
  readonly rows: Rows;
  readonly temperature: number;
}

/** Trains the chosen kind on all pictures. */
export function* trainHead(
  { kind, temperature }: Pick<JudgedHead, 'kind' | 'temperature'>,
  pool: ClassPool,
  plan: HeadPlan,
): Generator<HeadStep, TrainedHead> {
  const scaling = fitScaling(pool.embeddings);
  const known = labelled(scaled(pool.embeddings, scaling), pool.labels, pool.classes, plan.weighting);
  const rows = yield* stepsOf(kind.fit(known), {
    ...{ head: kind.name, fold: 0, folds: 1 },
    work: searchWork(known),
  });
  return { kind, scaling, rows, temperature };
}

/** Probabilities of raw embeddings. */
export function headChances(
  { kind, scaling, rows, temperature }: TrainedHead,
  embeddings: Vectors,
): readonly (readonly number[])[] {
  return chancesOf(valuesOf(rows, scaled(embeddings, scaling)), kind.form, temperature);
}

/** The rows with these numbers. */
export function takeRows({ columns, data }: Vectors, at: readonly number[]): Vectors {
  const taken = new Float32Array(at.length * columns);
  at.forEach((row, index) => taken.set(data.subarray(row * columns, (row + 1) * columns), index * columns));
  return { rows: at.length, columns, data: taken };
}

interface LeftOutValues {
  readonly values: Matrix;
  readonly judged: readonly number[];
}

function* leaveOneOut(
  { name }: HeadKind,
  leftOut: (known: Labelled) => InParts<Matrix>,
  { embeddings, labels, classes }: ClassPool,
  { weighting }: HeadPlan,
): Generator<HeadStep, LeftOutValues> {
  const step: HeadStep = { head: name, fold: 0, folds: 1, work: 0 };
  yield step;
  const known = labelled(scaled(embeddings, fitScaling(embeddings)), labels, classes, weighting);
  const values = yield* stepsOf(leftOut(known), step);
  return { values, judged: [...labels.keys()] };
}

function* judgeFolds(kind: HeadKind, pool: ClassPool, plan: HeadPlan): Generator<HeadStep, LeftOutValues> {
  const groups = pool.groups ?? [...pool.labels.keys()];
  const parts = assignParts(pool.labels, groups, {
    shares: new Array<number>(foldCount).fill(1 / foldCount),
    seed: plan.seed,
  });
  const folds = pool.labels.length > allFoldsLimit ? 1 : foldCount;
  const judged = [...parts.keys()].filter((at) => (parts[at] ?? outOfRange()) < folds);
  const place = new Map(judged.map((at, index) => [at, index]));
  const outputs = kind.form === 'cumulative' ? pool.classes - 1 : pool.classes;
  const values: Matrix = matrixOf(judged.length, outputs, () => 0);
  for (let fold = 0; fold < folds; fold++) {
    const found = yield* judgeFold(kind, pool, plan, { parts, fold, folds });
    found.outside.forEach((at, index) => {
      rowOf(values, place.get(at) ?? outOfRange()).set(rowOf(found.values, index));
    });
  }
  return { values, judged };
}

interface Fold {
  readonly parts: readonly number[];
  readonly fold: number;
  readonly folds: number;
}

function* judgeFold(
  kind: HeadKind,
  { embeddings, labels, classes }: ClassPool,
  { weighting }: HeadPlan,
  { parts, fold, folds }: Fold,
): Generator<HeadStep, { readonly outside: readonly number[]; readonly values: Matrix }> {
  const all = [...parts.keys()];
  const [inside, outside] = [all.filter((at) => parts[at] !== fold), all.filter((at) => parts[at] === fold)];
  const learned = takeRows(embeddings, inside);
  const scaling = fitScaling(learned);
  const labelsAt = (at: readonly number[]) => Int32Array.from(at, (each) => labels[each] ?? outOfRange());
  const training = labelled(scaled(learned, scaling), labelsAt(inside), classes, weighting);
  const asked = scaled(takeRows(embeddings, outside), scaling);
  const validation = labelled(asked, labelsAt(outside), classes, weighting);
  const step: HeadStep = { head: kind.name, fold, folds, work: searchWork(training), training, validation };
  yield step;
  const rows = yield* stepsOf(kind.fit(training), step);
  return { outside, values: valuesOf(rows, asked) };
}

/** `step` states the work of a step of a search. */
function* stepsOf<Value>(fit: Generator<FitPart, Value>, step: HeadStep): Generator<HeadStep, Value> {
  for (let next = fit.next(); ; next = fit.next()) {
    if (next.done === true) return next.value;
    yield typeof next.value === 'number' ? { ...step, work: next.value } : { ...step, search: next.value };
  }
}

/** What a step of a search costs besides, as products. */
const stepOverhead = 30_000;

/** A step of a search computes the outputs of all pictures and the slope, mostly once. */
function searchWork({ x, classes }: Labelled): number {
  return 2 * x.data.length * classes + 50 * x.columns * classes + stepOverhead;
}

function errorOf(chances: readonly number[], label: number, isOrdered: boolean): number {
  const wrong = Math.abs(likeliest(chances) - label);
  return isOrdered ? wrong : Math.min(wrong, 1);
}

function weightedMean(values: readonly number[], weights: Float64Array): number {
  let [sum, total] = [0, 0];
  values.forEach((value, at) => {
    const weight = weights[at] ?? outOfRange();
    sum += weight * value;
    total += weight;
  });
  return sum / total;
}

function isAsGood({ errors, weights }: JudgedHead, least: JudgedHead): boolean {
  const differences = errors.map((error, at) => error - (least.errors[at] ?? outOfRange()));
  const mean = weightedMean(differences, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = differences.map((each, at) => ((weights[at] ?? outOfRange()) * (each - mean)) ** 2);
  return mean <= (2 * Math.sqrt(squares.reduce((sum, each) => sum + each, 0))) / total;
}
