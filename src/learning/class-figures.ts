/** Figures of a classifier from pictures that it did not learn from. */
import { outOfRange } from '../math/out-of-range';

/** A judged picture: what it is, and the probability of each class. */
export interface JudgedClass {
  readonly label: number;
  readonly chances: readonly number[];
}

/** The number of the largest probability. */
export function likeliest(chances: readonly number[]): number {
  return chances.indexOf(Math.max(...chances));
}

export function confidenceOf({ chances }: JudgedClass): number {
  return Math.max(...chances);
}

export function isRight({ label, chances }: JudgedClass): boolean {
  return likeliest(chances) === label;
}

/** Share of the pictures whose class was found. */
export function accuracyOf(judged: readonly JudgedClass[]): number {
  return judged.filter(isRight).length / judged.length;
}

/** `[i][j]`: pictures of class i that were classified as class j. */
export function confusionOf(judged: readonly JudgedClass[], classes: number): readonly (readonly number[])[] {
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const { label, chances } of judged) {
    const row = counts[label] ?? outOfRange();
    const found = likeliest(chances);
    row[found] = (row[found] ?? outOfRange()) + 1;
  }
  return counts;
}

export interface ClassFigures {
  readonly pictures: number;
  /** Share of the pictures classified as the class that belong to it; 0 without any. */
  readonly precision: number;
  /** Share of the class that was found. */
  readonly recall: number;
  /** Harmonic mean of both. */
  readonly f1: number;
}

export function classFigures(confusion: readonly (readonly number[])[], label: number): ClassFigures {
  const row = confusion[label] ?? outOfRange();
  const right = row[label] ?? outOfRange();
  const pictures = row.reduce((sum, count) => sum + count, 0);
  const taken = confusion.reduce((sum, each) => sum + (each[label] ?? outOfRange()), 0);
  return {
    pictures,
    precision: share(right, taken),
    recall: share(right, pictures),
    f1: share(2 * right, pictures + taken),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

const binCount = 10;

/** Pictures of similar confidence: its mean, and how often they were right. */
export interface CalibrationBin {
  readonly confidence: number;
  readonly accuracy: number;
  readonly count: number;
}

/** A calibration curve: the pictures in ten bins of confidence, without those that are empty. */
export function calibrationCurve(judged: readonly JudgedClass[]): readonly CalibrationBin[] {
  const bins = Array.from({ length: binCount }, (_, bin) =>
    judged.filter((each) => Math.min(binCount - 1, Math.floor(confidenceOf(each) * binCount)) === bin),
  );
  return bins
    .filter((bin) => bin.length > 0)
    .map((bin) => ({
      confidence: bin.reduce((sum, each) => sum + confidenceOf(each), 0) / bin.length,
      accuracy: accuracyOf(bin),
      count: bin.length,
    }));
}

/** The expected calibration error of a calibration curve (Guo et al. 2017): the mean distance from the diagonal, by the number of pictures. */
export function calibrationError(curve: readonly CalibrationBin[]): number {
  const pictures = curve.reduce((sum, { count }) => sum + count, 0);
  return (
    curve.reduce((sum, { confidence, accuracy, count }) => sum + Math.abs(confidence - accuracy) * count, 0) / pictures
  );
}

/** Of the pictures whose class was found, this share may be refused. */
const mostRefused = 0.05;

/**
 * The confidence under which a picture gets no class: the highest one under which at least half of the pictures are mistakes and that
 * refuses at most 5 % of those that are right. It is above the chance of a guess, which the largest probability never falls below.
 * Undefined where no limit is needed.
 */
export function rejectLimit(judged: readonly JudgedClass[], classes: number): number | undefined {
  const rising = [...judged].sort((one, other) => confidenceOf(one) - confidenceOf(other));
  const allowed = mostRefused * judged.filter(isRight).length;
  let [right, wrong] = [0, 0];
  let limit: number | undefined;
  rising.forEach((each, at) => {
    if (isRight(each)) right++;
    else wrong++;
    const next = rising[at + 1];
    if (wrong < right || right > allowed || next === undefined) return;
    const between = (confidenceOf(each) + confidenceOf(next)) / 2;
    if (between > 1 / classes) limit = between;
  });
  return limit;
}

/** A point of the learning curve of a class: heads that learned from `learned` pictures of it, on others. */
export interface ClassPoint {
  readonly learned: number;
  /** Judged pictures of the class. */
  readonly pictures: number;
  /** Half of the missed pictures and half of those wrongly classified as the class. */
  readonly mistakes: number;
}

/** The mistakes of a class after its head learned from `learned` pictures of it. */
export function classPoint(confusion: readonly (readonly number[])[], label: number, learned: number): ClassPoint {
  const right = confusion[label]?.[label] ?? outOfRange();
  const { pictures } = classFigures(confusion, label);
  const taken = confusion.reduce((sum, each) => sum + (each[label] ?? outOfRange()), 0);
  return { learned, pictures, mistakes: (pictures - right + taken - right) / 2 };
}

/** Number of additional pictures that are considered. */
const morePictures = 10;

/**
 * The class of which ten more pictures should avoid most mistakes, relative to its size, if its learning curve continues: mistakes
 * that fall with a power of the number of its pictures. Undefined without a mistake. A curve for each class; the last point has all pictures.
 */
export function helpsMost(curves: readonly (readonly ClassPoint[])[]): number | undefined {
  const gains = curves.map((curve) => {
    const { learned, pictures, mistakes } = curve.at(-1) ?? outOfRange();
    const left = (learned / (learned + morePictures)) ** fallOf(curve);
    return (mistakes / Math.max(1, pictures)) * (1 - left);
  });
  const most = Math.max(...gains);
  return most > 0 ? gains.indexOf(most) : undefined;
}

/** Without a curve, mistakes fall with the root of the number of pictures. */
const usualFall = 0.5;
/** How much the usual fall counts, in mistakes: its standard deviation is taken as 0.25. */
const usualWeight = 16;
const leastFall = 0.05;

/** The exponent with which mistakes fall: weighted least squares of logarithms, drawn towards the usual one where there are few mistakes. */
function fallOf(curve: readonly ClassPoint[]): number {
  const points = curve.map(({ learned, pictures, mistakes }) => ({
    x: Math.log(learned),
    y: Math.log((mistakes + 0.5) / (pictures + 1)),
    weight: mistakes + 0.5,
  }));
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const middle = points.reduce((sum, { x, weight }) => sum + (weight * x) / total, 0);
  const height = points.reduce((sum, { y, weight }) => sum + (weight * y) / total, 0);
  const spread = points.reduce((sum, { x, weight }) => sum + weight * (x - middle) ** 2, 0);
  const together = points.reduce((sum, { x, y, weight }) => sum + weight * (x - middle) * (y - height), 0);
  const fall = (usualWeight * usualFall - together) / (usualWeight + spread);
  return Math.min(1, Math.max(leastFall, fall));
}
