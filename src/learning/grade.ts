import type { GradeVerdict } from '../domain/inspection';
import { recordLocale, textIn } from '../domain/localised-text';
import type { Activation, PackGrade, RejectRule } from '../domain/pack';
import { outOfRange } from '../math/out-of-range';

/** `data`: `classes × columns` weights, row after row, then `classes` biases, as in the head's file. */
export interface LinearHead {
  readonly classes: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Logits of an embedding of `columns` numbers. */
export function headLogits({ classes, columns, data }: LinearHead, embedding: Float32Array): readonly number[] {
  return Array.from({ length: classes }, (_, label) => {
    let sum = data[classes * columns + label] ?? outOfRange();
    for (let at = 0; at < columns; at++)
      sum += (data[label * columns + at] ?? outOfRange()) * (embedding[at] ?? outOfRange());
    return sum;
  });
}

/** The number of values of the grade output: one for `sigmoid` and `probability`, otherwise one per label. */
export function gradeOutputs({ activation, labels }: PackGrade): number {
  return activation.kind === 'sigmoid' || activation.kind === 'probability' ? 1 : labels.length;
}

/** Probabilities in the order of the labels from the numbers of the grade output. */
export function probabilitiesOf(values: readonly number[], grade: PackGrade): readonly number[] {
  const { activation } = grade;
  switch (activation.kind) {
    case 'softmax':
      return softmax(values, activation.temperature);
    case 'sigmoid':
      return twoSided(1 / (1 + Math.exp(-(values[0] ?? outOfRange()) / activation.temperature)), activation, grade);
    case 'probabilities':
      return values;
    case 'probability':
      return twoSided(values[0] ?? outOfRange(), activation, grade);
  }
}

/** The grade of a picture: the most probable label, and the reason of the first reject rule that applies. */
export function gradeOf(probabilities: readonly number[], grade: PackGrade): GradeVerdict {
  const best = probabilities.indexOf(Math.max(...probabilities));
  const label = grade.labels[best] ?? outOfRange();
  const confidence = probabilities[best] ?? outOfRange();
  const rule = grade.reject.find((candidate) => applies(candidate, label.name, confidence));
  return {
    label: label.name,
    title: textIn(label.title, recordLocale),
    ...(label.group === undefined ? {} : { group: label.group }),
    confidence,
    probabilities: grade.labels.map(({ name, title }, at) => ({
      label: name,
      title: textIn(title, recordLocale),
      probability: probabilities[at] ?? outOfRange(),
    })),
    ...(rule === undefined ? {} : { refused: textIn(rule.reason, recordLocale) }),
    indicative: grade.indicative,
  };
}

function softmax(logits: readonly number[], temperature: number): readonly number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - top) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
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
