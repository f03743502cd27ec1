import type { GradeVerdict } from '../domain/inspection';
import { recordLocale, textIn } from '../domain/localised-text';
import type { Activation, PackGrade, RejectRule } from '../domain/pack';
import type { LikelyClass, Refusal } from '../domain/refusal';
import { outOfRange } from '../math/out-of-range';
import { scaled, type Scaling } from './heads/scaling';
import { softmax, stepProbabilities } from './probabilities';

/** `data`: `outputs × columns` weights, row after row, then `outputs` biases, as in the head's file. */
export interface LinearHead {
  readonly outputs: number;
  readonly columns: number;
  readonly data: Float32Array;
  /** How embeddings are scaled before; absent: not at all. */
  readonly scaling?: Scaling;
}

/** The outputs for an embedding of `columns` numbers. */
export function headLogits(
  { outputs, columns, data, scaling }: LinearHead,
  embedding: Float32Array,
): readonly number[] {
  const raw = { rows: 1, columns, data: embedding };
  const values = scaling === undefined ? embedding : scaled(raw, scaling).data;
  return Array.from({ length: outputs }, (_, output) => {
    let sum = data[outputs * columns + output] ?? outOfRange();
    for (let at = 0; at < columns; at++)
      sum += (data[output * columns + at] ?? outOfRange()) * (values[at] ?? outOfRange());
    return sum;
  });
}

/** Probabilities in the order of the labels from the numbers of the grade output. */
export function probabilitiesOf(values: readonly number[], grade: PackGrade): readonly number[] {
  const { activation } = grade;
  switch (activation.kind) {
    case 'softmax':
      return softmax(values, activation.temperature);
    case 'cumulative':
      return stepProbabilities(values, activation.temperature);
    case 'sigmoid':
      return twoSided(1 / (1 + Math.exp(-(values[0] ?? outOfRange()) / activation.temperature)), activation, grade);
    case 'probabilities':
      return values;
    case 'probability':
      return twoSided(values[0] ?? outOfRange(), activation, grade);
  }
}

type NearestGrade = Pick<GradeVerdict, 'label' | 'title' | 'group' | 'confidence'>;

/** The most probable label. */
function nearestGrade(probabilities: readonly number[], { labels }: PackGrade): NearestGrade {
  const best = probabilities.indexOf(Math.max(...probabilities));
  const { name, title, group } = labels[best] ?? outOfRange();
  return {
    label: name,
    title: textIn(title, recordLocale),
    ...(group === undefined ? {} : { group }),
    confidence: probabilities[best] ?? outOfRange(),
  };
}

/** The refusal by the first reject rule that applies to the most probable label. */
export function gradeRefusal(probabilities: readonly number[], grade: PackGrade): Refusal | undefined {
  const nearest = nearestGrade(probabilities, grade);
  const rule = grade.reject.find((candidate) => applies(candidate, nearest.label, nearest.confidence));
  if (rule === undefined) return undefined;
  const refusal = { code: textIn(rule.reason, recordLocale), nearest };
  const evidence = { measure: 'confidence', value: nearest.confidence };
  if (rule.kind === 'label') return { ...refusal, evidence };
  const likeliest = likeliestOf(probabilities, grade);
  return { ...refusal, evidence: { ...evidence, atLeast: rule.value }, likeliest };
}

/** As many classes as a refusal names. */
const namedClasses = 3;

function likeliestOf(probabilities: readonly number[], { labels }: PackGrade): readonly LikelyClass[] {
  return labels
    .map(({ name, title }, at) => ({
      label: name,
      title: textIn(title, recordLocale),
      share: probabilities[at] ?? outOfRange(),
    }))
    .sort((left, right) => right.share - left.share)
    .slice(0, namedClasses);
}

/** The grade of a picture: the most probable label. */
export function gradeOf(probabilities: readonly number[], grade: PackGrade): GradeVerdict {
  return {
    ...nearestGrade(probabilities, grade),
    probabilities: grade.labels.map(({ name, title }, at) => ({
      label: name,
      title: textIn(title, recordLocale),
      probability: probabilities[at] ?? outOfRange(),
    })),
    indicative: grade.indicative,
  };
}

/** Two probabilities from the one of the label `positive`. */
function twoSided(
  probability: number,
  { positive }: Extract<Activation, { positive: string }>,
  { labels }: PackGrade,
): readonly number[] {
  return labels.map(({ name }) => (name === positive ? probability : 1 - probability));
}

function applies(rule: RejectRule, label: string, confidence: number): boolean {
  switch (rule.kind) {
    case 'label':
      return rule.label === label;
    case 'confidence-below':
      return confidence < rule.value;
  }
}
