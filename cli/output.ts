/** What the command line prints: tables for people, JSON for programs, and the progress line. */
import type { FoundPack, BrokenPack } from '../node-host/pack-folder';
import type { Verdict } from '../src/domain/inspection';
import { textIn, type LocalisedText } from '../src/domain/localised-text';
import type { Pack } from '../src/domain/pack';
import { toPrediction } from '../src/export/prediction';
import { describePackFault } from '../src/words/fault-text';
import { actionText, describeRefusal } from '../src/words/verdict-text';
import type { NodeWords } from '../src/words/words';
import type { Outcome } from './predict';

/** One JSON array with an object per picture. */
export function renderJson(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) =>
    outcome.kind === 'done' ? toPrediction(outcome.file, outcome.verdict) : outcome.failure,
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** A row per picture, the failures, a summary, and the notice of the pack. */
export function renderTable(words: NodeWords, outcomes: readonly Outcome[], pack: Pack): string {
  const locale = words.locale.tag;
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  const rows = done.map(({ file, verdict }) => [file, ...cellsOf(words, verdict, pack)]);
  const failures = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.failure] : []));
  const counts = { done: done.length, count: outcomes.length, pack: textIn(pack.title, locale), version: pack.version };
  return toLines([
    ...(rows.length > 0 ? [align([headingOf(words, pack), ...rows]), ''] : []),
    ...failures.flatMap(({ filename, error }) => [words.say('cli.failed', { file: filename }), `  ${error}`]),
    ...(failures.length > 0 ? [''] : []),
    words.say('cli.done', counts),
    ...(pack.anomaly === undefined ? [] : [words.say('cli.scoreScale')]),
    ...(pack.notice === undefined ? [] : [words.say('cli.notice', { notice: textIn(pack.notice, locale) })]),
  ]);
}

/** A row per pack; for one that cannot be used, the reason instead of its summary. */
export function renderPacks(words: NodeWords, packs: readonly (FoundPack | BrokenPack)[]): string {
  const heading = (['pack', 'version', 'title', 'summary'] as const).map((name) => words.say(`cli.column.${name}`));
  const inLocale = (text: LocalisedText) => textIn(text, words.locale.tag);
  const rows = packs.map((entry) =>
    'pack' in entry
      ? [entry.pack.id, entry.pack.version, inLocale(entry.pack.title), inLocale(entry.pack.summary)]
      : [entry.folder, '', words.say('cli.unusablePack'), describePackFault(words, entry.fault).title],
  );
  return toLines([align([heading, ...rows])]);
}

/** A line on the terminal that says how far the work is. */
export interface Progress {
  readonly update: (done: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

/** The progress of `count` pictures on `stream`. Writes nothing where the stream is not a terminal. */
export function createProgress(words: NodeWords, stream: NodeJS.WriteStream, count: number): Progress {
  if (!stream.isTTY || count < 2) return { update: () => undefined, end: () => undefined };
  return {
    update: (done) => stream.write(`\r\u001b[K${words.say('cli.progress', { done: done + 1, count })}`),
    end: () => stream.write('\r\u001b[K'),
  };
}

function headingOf(words: NodeWords, { grade, anomaly }: Pack): readonly string[] {
  const names = [
    'picture',
    ...(grade === undefined ? [] : (['grade', 'confidence'] as const)),
    ...(anomaly === undefined ? [] : (['score', 'level', 'action', 'regions'] as const)),
    'time',
  ] as const;
  return names.map((name) => words.say(`cli.column.${name}`));
}

function cellsOf(words: NodeWords, { grade, anomaly, timings }: Verdict, pack: Pack): readonly string[] {
  return [
    ...(grade === undefined ? [] : [gradeCell(words, grade), words.percent(grade.confidence)]),
    ...(pack.anomaly === undefined ? [] : anomalyCells(words, anomaly)),
    words.duration(timings.totalMs),
  ];
}

/** Dashes where a reject rule matched: there is no anomaly verdict then. */
function anomalyCells(words: NodeWords, anomaly: Verdict['anomaly']): readonly string[] {
  if (anomaly === undefined) return Array.from({ length: 4 }, () => words.say('cli.none'));
  const { score, levelTitle, action, boxes } = anomaly;
  return [words.score(score), levelTitle, actionText(words, action), words.number(boxes.length)];
}

function gradeCell(words: NodeWords, { title, refused, indicative }: NonNullable<Verdict['grade']>): string {
  if (refused !== undefined) return words.say('cli.refusedGrade', { reason: describeRefusal(words, refused).title });
  return indicative ? words.say('cli.indicativeGrade', { grade: title }) : title;
}

/** Columns padded to their widest cell, two spaces between. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = new Map<number, number>();
  for (const row of rows) {
    row.forEach((cell, column) => widths.set(column, Math.max(cell.length, widths.get(column) ?? 0)));
  }
  const pad = (cell: string, column: number): string => cell.padEnd(widths.get(column) ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function toLines(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
