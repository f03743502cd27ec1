/** The figures of `fieldgrade evaluate` for a pack that grades. */
import type { Pack } from '../src/domain/pack';
import type { ClassResult, MisclassifiedPicture } from '../src/domain/teach-report';
import type { PredictionError } from '../src/export/prediction';
import { classFigures } from '../src/learning/class-figures';
import { outOfRange } from '../src/math/out-of-range';
import type { NodeWords } from '../src/words/words';
import type { JudgedPicture } from './evaluation';
import { classTable, mistakeLines } from './train-text';

/** What `--json` prints. Pictures without a verdict count in no figure. */
interface ClassEvaluation {
  readonly kind: 'classes';
  readonly pack: string;
  readonly version: string;
  /** Those with a verdict. */
  readonly pictures: number;
  /** Share of them whose class was found; null without any. */
  readonly accuracy: number | null;
  readonly classes: readonly ClassResult[];
  /** `confusion[i][j]`: pictures of class i that were taken for class j, in the order of `classes`. */
  readonly confusion: readonly (readonly number[])[];
  readonly misclassified: readonly MisclassifiedPicture[];
  readonly without_verdict: readonly string[];
  readonly failed: readonly PredictionError[];
}

/** The figures of pictures whose label is the name of a class. */
export function classEvaluationOf(
  { id, version, grade }: Pack,
  judged: readonly JudgedPicture<string>[],
  failed: readonly PredictionError[],
): ClassEvaluation {
  const names = (grade?.labels ?? outOfRange()).map(({ name }) => name);
  const answered = judged.flatMap(({ name, label, verdict }) =>
    verdict.grade === undefined
      ? []
      : [{ name, label, found: verdict.grade.label, confidence: verdict.grade.confidence }],
  );
  const confusion = names.map((label) =>
    names.map((found) => answered.filter((each) => each.label === label && each.found === found).length),
  );
  const misclassified = answered.filter(({ label, found }) => label !== found);
  return {
    ...{ kind: 'classes', pack: id, version, pictures: answered.length },
    accuracy: answered.length === 0 ? null : 1 - misclassified.length / answered.length,
    classes: names.map((label, at) => ({ label, ...classFigures(confusion, at) })),
    confusion,
    misclassified: misclassified.sort((a, b) => b.confidence - a.confidence),
    without_verdict: judged.filter(({ verdict }) => verdict.grade === undefined).map(({ name }) => name),
    failed,
  };
}

/** The figures in plain words. */
export function classEvaluationText(words: NodeWords, evaluation: ClassEvaluation): string {
  const { pack, version, pictures, accuracy, classes, misclassified, without_verdict: without } = evaluation;
  const shown = classes.filter((each) => each.pictures > 0);
  const lines = [
    words.say('cliTeach.evaluate.classes', { pictures, pack, version }),
    ...(accuracy === null ? [] : [words.say('cliTeach.evaluate.accuracy', { percent: words.percent(accuracy) })]),
    ...classTable(words, shown),
    ...mistakeLines(words, misclassified),
    ...(without.length > 0 ? [words.say('cliTeach.evaluate.withoutVerdict', { files: words.list(without) })] : []),
  ];
  return `${lines.join('\n')}\n`;
}
