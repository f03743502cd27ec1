/** What the training of a classifier measured. */
import type { ClassTrainReport, LearningPoint, MisclassifiedPicture, TrainPoint } from '../../domain/teach-report';
import {
  accuracyOf,
  calibrationCurve,
  classFigures,
  classPoint,
  confidenceOf,
  confusionOf,
  helpsMost,
  isRight,
  likeliest,
  rejectLimit,
  type ClassPoint,
  type JudgedClass,
} from '../../learning/class-figures';
import {
  headChances,
  takeRows,
  type ClassPool,
  type HeadStep,
  type JudgedHead,
  type TrainedHead,
} from '../../learning/heads/compare-heads';
import { classCounts, valuesOf, type Labelled, type Rows } from '../../learning/heads/labelled';
import { chancesOf, logLoss } from '../../learning/heads/temperature';
import { outOfRange } from '../../math/out-of-range';
import type { HeldOut, TaughtClasses } from './class-pool';

export interface ClassResults {
  readonly classes: TaughtClasses;
  readonly held: HeldOut;
  readonly judged: readonly JudgedHead[];
  readonly best: JudgedHead;
  /** Trained on what chose the head, and on each part of it. */
  readonly tested: TrainedHead;
  readonly ofParts: readonly TrainedHead[];
  readonly curve: readonly TrainPoint[];
  readonly seed: number;
}

interface NamedJudged extends JudgedClass {
  readonly name: string;
}

export function reportClasses({
  classes,
  held,
  judged,
  best,
  tested,
  ofParts,
  curve,
  seed,
}: ClassResults): ClassTrainReport {
  const leftOut = judgedBy(best, classes, held.knownAt);
  const test = testOn(tested, classes, held.testAt);
  const all = [...leftOut, ...test];
  const confusion = confusionOf(all, classes.labels.length);
  const learned = [...partResults({ classes, held, ofParts }), { counts: countsOf(held.known), judged: leftOut }];
  const most = helpsMost(classes.labels.map((_, label) => curveOf(learned, label)));
  const testCounts = classes.labels.map((_, label) => test.filter((each) => each.label === label).length);
  const rejectBelow = rejectLimit(all, classes.labels.length);
  return {
    kind: 'classes',
    seed,
    head: best.kind.name,
    accuracy: accuracyOf(all),
    classes: classes.labels.map((label, at) => ({
      ...{ label, ...classFigures(confusion, at) },
      test: testCounts[at] ?? outOfRange(),
    })),
    confusion,
    calibration: calibrationCurve(all),
    curve,
    heads: judged.map((head) => headResult(head, classes, held.knownAt)),
    ...(test.length > 0 && { test: pointOf(test) }),
    learning: learned.map(learningPoint),
    ...(most !== undefined && { helpsMost: classes.labels[most] ?? outOfRange() }),
    ...(rejectBelow !== undefined && { rejectBelow }),
    misclassified: mistakesOf(all, classes.labels),
  };
}

function judgedBy(
  { judged, chances }: JudgedHead,
  classes: TaughtClasses,
  at: readonly number[],
): readonly NamedJudged[] {
  return judged.map((row, index) => named(classes, at[row] ?? outOfRange(), chances[index] ?? outOfRange()));
}

function testOn(head: TrainedHead, classes: TaughtClasses, at: readonly number[]): readonly NamedJudged[] {
  const chances = headChances(head, takeRows(classes.pool.embeddings, at));
  return at.map((picture, index) => named(classes, picture, chances[index] ?? outOfRange()));
}

function named({ pool, names }: TaughtClasses, at: number, chances: readonly number[]): NamedJudged {
  return { name: names[at] ?? outOfRange(), label: pool.labels[at] ?? outOfRange(), chances };
}

function headResult(head: JudgedHead, classes: TaughtClasses, at: readonly number[]) {
  return { head: head.kind.name, accuracy: accuracyOf(judgedBy(head, classes, at)), logLoss: head.logLoss };
}

function pointOf(judged: readonly JudgedClass[]): LearningPoint {
  return { pictures: judged.length, accuracy: accuracyOf(judged) };
}

/** How many pictures of each class a head learned from, and other pictures that it judged. */
interface LearnedSome {
  readonly counts: readonly number[];
  readonly judged: readonly JudgedClass[];
}

/** Predictions of heads that learned from a part, for the other pictures. */
function partResults({ classes, held, ofParts }: Pick<ClassResults, 'classes' | 'held' | 'ofParts'>) {
  return held.parts.map(({ learned, restAt }, at): LearnedSome => {
    const judged = testOn(ofParts[at] ?? outOfRange(), classes, [...restAt, ...held.testAt]);
    return { counts: countsOf(learned), judged };
  });
}

function countsOf({ labels, classes }: ClassPool): readonly number[] {
  return [...classCounts(labels, classes)];
}

function learningPoint({ counts, judged }: LearnedSome): LearningPoint {
  const confusion = confusionOf(judged, counts.length);
  return {
    pictures: counts.reduce((sum, count) => sum + count, 0),
    accuracy: accuracyOf(judged),
    classes: counts.map((pictures, label) => ({ pictures, recall: classFigures(confusion, label).recall })),
  };
}

function curveOf(learned: readonly LearnedSome[], label: number): readonly ClassPoint[] {
  return learned.map(({ counts, judged }) =>
    classPoint(confusionOf(judged, counts.length), label, counts[label] ?? outOfRange()),
  );
}

/** The most confident first: they may be wrongly labelled. */
function mistakesOf(judged: readonly NamedJudged[], labels: readonly string[]): readonly MisclassifiedPicture[] {
  return judged
    .filter((each) => !isRight(each))
    .map((each) => ({
      name: each.name,
      label: labels[each.label] ?? outOfRange(),
      found: labels[likeliest(each.chances)] ?? outOfRange(),
      confidence: confidenceOf(each),
    }))
    .sort((one, other) => other.confidence - one.confidence);
}

/** Points of a curve: every so many steps. */
const stepsPerPoint = 5;

/** A point of the live curve, from the first fold of a search; undefined for the other steps. */
export function trainPointOf({ fold, search, training, validation }: HeadStep): TrainPoint | undefined {
  if (fold > 0 || search === undefined || training === undefined || validation === undefined) return undefined;
  if (search.step > 1 && search.step % stepsPerPoint !== 0) return undefined;
  const rows = search.rows();
  const [learned, asked] = [figuresOf(rows, training), figuresOf(rows, validation)];
  return {
    step: search.step,
    loss: learned.loss,
    accuracy: learned.accuracy,
    validationLoss: asked.loss,
    validationAccuracy: asked.accuracy,
  };
}

function figuresOf(rows: Rows, known: Labelled): { readonly loss: number; readonly accuracy: number } {
  const form = rows.weights.rows < known.classes ? 'cumulative' : 'softmax';
  const chances = chancesOf(valuesOf(rows, known.x), form, 1);
  const judged = chances.map((each, at) => ({ label: known.labels[at] ?? outOfRange(), chances: each }));
  return { loss: logLoss(chances, known), accuracy: accuracyOf(judged) };
}
