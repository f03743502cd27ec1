/** Tables of the command line: the content and the width of their columns. */
import type { FoundPack, BrokenPack } from '../node-host/pack-folder';
import type { Verdict } from '../src/domain/inspection';
import { textIn, type LocalisedText } from '../src/domain/localised-text';
import type { Pack } from '../src/domain/pack';
import { refusalOf } from '../src/domain/refusal';
import { statesConfidence, type TrainedOn } from '../src/domain/trained-on';
import { describePackFault } from '../src/words/fault-text';
import { actionText } from '../src/words/verdict-text';
import type { NodeWords } from '../src/words/words';

/** A row per pack; for one that cannot be used, the reason instead of its summary. */
export function renderPacks(words: NodeWords, packs: readonly (FoundPack | BrokenPack)[]): string {
  const heading = (['pack', 'version', 'title', 'summary'] as const).map((name) => words.say(`cli.column.${name}`));
  const inLocale = (text: LocalisedText) => textIn(text, words.locale.tag);
  const rows = packs.map((entry) =>
    'pack' in entry
      ? [entry.pack.id, entry.pack.version, inLocale(entry.pack.title), inLocale(entry.pack.summary)]
      : [entry.folder, '', words.say('cli.unusablePack'), describePackFault(words, entry.fault).title],
  );
  const widths = widestCells([heading, ...rows]);
  return toLines([heading, ...rows].map((row) => padded(row, widths)));
}

/** The heading of a table of results. */
export function headingOf(words: NodeWords, { grade, anomaly }: Pack): readonly string[] {
  const names = [
    'picture',
    ...(grade === undefined ? [] : (['grade', 'confidence'] as const)),
    ...(anomaly === undefined ? [] : (['score', 'level', 'action', 'regions'] as const)),
    'time',
  ] as const;
  return names.map((name) => words.say(`cli.column.${name}`));
}

/** The cells of a result, without the name of its picture. */
export function cellsOf(words: NodeWords, verdict: Verdict, pack: Pack): readonly string[] {
  const { grade, anomaly, timings, provenance } = verdict;
  const answer = [
    ...(grade === undefined ? [] : [gradeCell(words, grade), confidenceCell(words, grade, provenance.packTrainedOn)]),
    ...(pack.anomaly === undefined ? [] : anomalyCells(words, anomaly)),
  ];
  const cells = refusalOf(verdict) === undefined ? answer : refusedCells(words, pack);
  return [...cells, words.duration(timings.totalMs)];
}

/** That there is no verdict in the first column of the answer, dashes in the others. */
function refusedCells(words: NodeWords, pack: Pack): readonly string[] {
  const columns = (pack.grade === undefined ? 0 : 2) + (pack.anomaly === undefined ? 0 : 4);
  return [words.say('verdict.noVerdict'), ...Array.from({ length: columns - 1 }, () => words.say('cli.none'))];
}

/** A dash where the pack did not learn from real graded pictures. */
function confidenceCell(
  words: NodeWords,
  grade: NonNullable<Verdict['grade']>,
  trainedOn: TrainedOn | undefined,
): string {
  return statesConfidence(grade, trainedOn) ? words.percent(grade.confidence) : words.say('cli.none');
}

/** Dashes where there is no anomaly verdict. */
function anomalyCells(words: NodeWords, anomaly: Verdict['anomaly']): readonly string[] {
  if (anomaly === undefined) return Array.from({ length: 4 }, () => words.say('cli.none'));
  const { score, levelTitle, action, boxes } = anomaly;
  return [words.score(score), levelTitle, actionText(words, action), words.number(boxes.length)];
}

function gradeCell(words: NodeWords, { title, indicative }: NonNullable<Verdict['grade']>): string {
  return indicative ? words.say('cli.indicativeGrade', { grade: title }) : title;
}

/** Longer names of files do not widen the column for all others. */
const widestName = 60;

/** Widths that are known before the first result: rows are printed as they come. Longer cells move the rest of their row. */
export function columnWidths(words: NodeWords, pack: Pack, files: readonly string[]): readonly number[] {
  const inLocale = (text: LocalisedText) => textIn(text, words.locale.tag);
  const names = files.map((file) => file.slice(0, widestName));
  const grades = (pack.grade?.labels ?? []).map(({ title }) =>
    words.say('cli.indicativeGrade', { grade: inLocale(title) }),
  );
  const bands = pack.anomaly?.severity ?? [];
  const contents = [
    names,
    ...(pack.grade === undefined ? [] : [grades, [words.percent(1)]]),
    ...(pack.anomaly === undefined
      ? []
      : [
          [words.score(1)],
          bands.map(({ title }) => inLocale(title)),
          bands.map(({ action }) => actionText(words, inLocale(action))),
          [],
        ]),
    [],
  ];
  return headingOf(words, pack).map((title, column) => widest([title, ...(contents[column] ?? [])]));
}

function widestCells(rows: readonly (readonly string[])[]): readonly number[] {
  const [heading = []] = rows;
  return heading.map((_, column) => widest(rows.map((row) => row[column] ?? '')));
}

function widest(cells: readonly string[]): number {
  return cells.reduce((width, cell) => Math.max(width, cell.length), 0);
}

/** One line: cells padded to their columns, two spaces between. */
export function padded(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cell.padEnd(widths[column] ?? cell.length))
    .join('  ')
    .trimEnd();
}

/** Lines with their ends. */
export function toLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
