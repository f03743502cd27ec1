/** The result of a training, as text. */
import type { TaughtIdentity } from '../src/domain/anomaly-teaching';
import type { ClassTrainReport, MisclassifiedPicture } from '../src/domain/teach-report';
import type { NodeWords } from '../src/words/words';
import { padded } from './table';
import type { WrittenPack } from './taught-file';

/** Mistakes that are named; the report as JSON has all. */
const namedMistakes = 10;

/** The file, the accuracy, each class, the mistakes, and the next step. */
export function trainingText(
  words: NodeWords,
  report: ClassTrainReport,
  { identity, file, bytes, hasReplaced }: WrittenPack & { readonly identity: TaughtIdentity },
): string {
  const { say } = words;
  const { title, version } = identity;
  const pictures = report.classes.reduce((sum, each) => sum + each.pictures, 0);
  const { test, together, helpsMost, misclassified } = report;
  const lines = [
    say(hasReplaced ? 'cliTeach.replaced' : 'cliTeach.written', { title, version, file, size: words.bytes(bytes) }),
    say('cliTrain.learned', { pictures, classes: report.classes.length, head: report.head }),
    say('cliTrain.accuracy', { percent: words.percent(report.accuracy) }),
    ...(test === undefined
      ? []
      : [say('cliTrain.test', { pictures: test.pictures, percent: words.percent(test.accuracy) })]),
    ...(together === undefined || together.groups === 0 ? [] : [say('cliTrain.together', together)]),
    ...classTable(words, report.classes),
    ...mistakeLines(words, misclassified),
    ...(helpsMost === undefined ? [] : [say('cliTrain.helps', { label: helpsMost })]),
    say('cliTeach.next', { file }),
  ];
  return `${lines.join('\n')}\n`;
}

/** The first mistakes by name, and how many more there are. */
export function mistakeLines(words: NodeWords, mistakes: readonly MisclassifiedPicture[]): readonly string[] {
  const named = mistakes
    .slice(0, namedMistakes)
    .map(({ name, label, found, confidence }) =>
      words.say('cliTrain.mistake', { file: name, label, found, percent: words.percent(confidence) }),
    );
  const more = mistakes.length - named.length;
  return more === 0 ? named : [...named, words.say('cliTrain.moreMistakes', { count: more })];
}

/** A row for each class: its pictures, precision and recall. */
export function classTable(words: NodeWords, classes: ClassTrainReport['classes']): readonly string[] {
  const heading = (['class', 'pictures', 'precision', 'recall'] as const).map((name) =>
    words.say(`cliTrain.column.${name}`),
  );
  const rows = classes.map(({ label, pictures, precision, recall }) => [
    label,
    words.number(pictures),
    words.percent(precision),
    words.percent(recall),
  ]);
  const widths = heading.map((_, column) => Math.max(...[heading, ...rows].map((row) => (row[column] ?? '').length)));
  return [heading, ...rows].map((row) => padded(row, widths));
}
