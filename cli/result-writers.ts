/** The forms of the results: a table for people, a JSON array or JSON lines for programs. Each result is a text when it is there. */
import type { Pack } from '../src/domain/pack';
import { textIn } from '../src/domain/localised-text';
import type { Verdict } from '../src/domain/inspection';
import { refusalOf, type Refusal } from '../src/domain/refusal';
import { toPrediction } from '../src/export/prediction';
import { describeRefusal, likeliestText, trainedOnText } from '../src/words/verdict-text';
import type { NodeWords } from '../src/words/words';
import type { Outcome } from './predict';
import { cellsOf, columnWidths, headingOf, padded, toLines } from './table';

/** Texts to print one after another. Together they are complete after `end`, however many results there were. */
export interface ResultWriter {
  readonly begin: () => string;
  readonly result: (outcome: Outcome) => string;
  readonly end: (counts: Counts) => string;
}

/** How many of `count` pictures have a verdict. */
interface Counts {
  readonly done: number;
  readonly count: number;
}

/** One JSON array with an object per picture. */
export function jsonWriter(words: NodeWords): ResultWriter {
  let comma = '';
  return {
    begin: () => '[',
    result: (outcome) => {
      const text = `${comma}\n${indented(JSON.stringify(rowOf(words, outcome), null, 2))}`;
      comma = ',';
      return text;
    },
    end: () => '\n]\n',
  };
}

/** A JSON object per line. */
export function jsonLinesWriter(words: NodeWords): ResultWriter {
  return { begin: () => '', result: (outcome) => `${JSON.stringify(rowOf(words, outcome))}\n`, end: () => '' };
}

/** The prediction, with the text of its refusal, or the failure. */
function rowOf(words: NodeWords, outcome: Outcome): object {
  if (outcome.kind === 'failed') return outcome.failure;
  const prediction = toPrediction(outcome.file, outcome.verdict);
  const refusal = refusalOf(outcome.verdict);
  return refusal === undefined ? prediction : { ...prediction, message: refusalLine(words, refusal, outcome.verdict) };
}

function refusalLine(words: NodeWords, refusal: Refusal, { provenance }: Verdict): string {
  const line = words.say('cli.fault', { ...describeRefusal(words, refusal) });
  const likeliest = likeliestText(words, refusal, provenance.packTrainedOn);
  return likeliest === undefined ? line : words.say('cli.fault', { title: line, advice: likeliest });
}

/** Line ends inside of strings are escaped in JSON, so every line is indentation. */
function indented(json: string): string {
  return json.replace(/^/gm, '  ');
}

/** A row per picture, failures between them, then a summary and the notice of the pack. */
export function tableWriter(words: NodeWords, pack: Pack, files: readonly string[]): ResultWriter {
  const widths = columnWidths(words, pack, files);
  return {
    begin: () => toLines([padded(headingOf(words, pack), widths)]),
    result: (outcome) => {
      if (outcome.kind === 'done') {
        const refusal = refusalOf(outcome.verdict);
        return toLines([
          padded([outcome.file, ...cellsOf(words, outcome.verdict, pack)], widths),
          ...(refusal === undefined ? [] : [`  ${refusalLine(words, refusal, outcome.verdict)}`]),
        ]);
      }
      const { filename, error } = outcome.failure;
      return toLines([words.say('cli.failed', { file: filename }), `  ${error}`]);
    },
    end: (counts) => toLines(['', ...summaryLines(words, pack, counts)]),
  };
}

function summaryLines(words: NodeWords, pack: Pack, counts: Counts): readonly string[] {
  const locale = words.locale.tag;
  return [
    words.say('cli.done', { ...counts, pack: textIn(pack.title, locale), version: pack.version }),
    ...(pack.anomaly === undefined ? [] : [words.say('cli.scoreScale')]),
    ...trainingLines(words, pack),
    ...(pack.notice === undefined ? [] : [words.say('cli.notice', { notice: textIn(pack.notice, locale) })]),
  ];
}

function trainingLines(words: NodeWords, { trainedOn }: Pack): readonly string[] {
  const grade = trainedOnText(words, trainedOn?.grade);
  const anomaly = trainedOnText(words, trainedOn?.anomaly);
  return [
    ...(grade === undefined ? [] : [words.say('cli.gradeTrainedOn', { trainedOn: grade })]),
    ...(anomaly === undefined ? [] : [words.say('cli.scoreTrainedOn', { trainedOn: anomaly })]),
  ];
}
