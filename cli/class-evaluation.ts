/** The figures of `fieldgrade evaluate` for a pack that grades. */
import { textIn } from '../src/domain/localised-text';
import type { Pack } from '../src/domain/pack';
import { judgedClasses, type JudgedClasses } from '../src/engine/teach/judged-classes';
import type { PredictionError } from '../src/export/prediction';
import type { NodeWords } from '../src/words/words';
import type { JudgedPicture } from './evaluation';
import { classTable, mistakeLines } from './train-text';

/** What `--json` prints. Pictures without a verdict count in no figure. */
interface ClassEvaluation extends JudgedClasses {
  readonly kind: 'classes';
  readonly pack: string;
  readonly title: string;
  readonly version: string;
  /** Those with a verdict. */
  readonly pictures: number;
  readonly without_verdict: readonly string[];
  readonly failed: readonly PredictionError[];
}

/** The figures of pictures whose label is the name of a class. */
export function classEvaluationOf(
  { id, title, version, grade }: Pack,
  judged: readonly JudgedPicture<string>[],
  failed: readonly PredictionError[],
): ClassEvaluation {
  if (grade === undefined) throw new Error(`${id} has no classes`);
  const names = grade.labels.map(({ name }) => name);
  const answered = judged.flatMap(({ name, label, verdict }) =>
    verdict.grade === undefined
      ? []
      : [{ name, label, found: verdict.grade.label, confidence: verdict.grade.confidence }],
  );
  return {
    ...{ kind: 'classes', pack: id, title: textIn(title, 'en'), version, pictures: answered.length },
    ...judgedClasses(names, answered),
    without_verdict: judged.filter(({ verdict }) => verdict.grade === undefined).map(({ name }) => name),
    failed,
  };
}

/** The figures in plain words. */
export function classEvaluationText(words: NodeWords, evaluation: ClassEvaluation): string {
  const { title: pack, version, pictures, accuracy, classes, misclassified, without_verdict: without } = evaluation;
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
