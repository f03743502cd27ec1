/** The results for people: aligned columns, words beside numbers. */
import type { Verdict } from '../src/domain/inspection';
import type { Pack } from '../src/domain/pack';
import type { Outcome } from './predict';

/** The whole answer of a prediction: a row per picture, a summary, the pack's notice. */
export function renderTable(outcomes: readonly Outcome[], pack: Pack): string {
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  const rows = done.map(({ file, verdict }) => [file, ...cellsOf(verdict, pack)]);
  const failures = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.failure] : []));
  return [
    ...(rows.length > 0 ? [align([headingOf(pack), ...rows]), ''] : []),
    ...failures.map(({ filename, error }) => `Not done: ${filename}\n  ${error}`),
    ...(failures.length > 0 ? [''] : []),
    `${done.length} of ${outcomes.length} pictures done with ${pack.title} ${pack.version}.`,
    ...(pack.anomaly === undefined ? [] : ['Score: 0 to 100, 50 is the threshold.']),
    ...(pack.notice === undefined ? [] : [`Note: ${pack.notice}`]),
  ].join('\n');
}

/** Columns padded to their widest cell, two spaces between. */
export function align(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function headingOf({ grade, anomaly }: Pack): readonly string[] {
  return [
    'PICTURE',
    ...(grade === undefined ? [] : ['GRADE', 'CONFIDENCE']),
    ...(anomaly === undefined ? [] : ['SCORE', 'LEVEL', 'ACTION', 'REGIONS']),
    'TIME',
  ];
}

function cellsOf({ grade, anomaly, timings }: Verdict, pack: Pack): readonly string[] {
  return [
    ...(grade === undefined ? [] : [gradeCell(grade), `${(100 * grade.confidence).toFixed(1)} %`]),
    ...(pack.anomaly === undefined ? [] : anomalyCells(anomaly)),
    `${timings.totalMs.toFixed(0)} ms`,
  ];
}

/** Dashes for a picture that is none of those the pack means. */
function anomalyCells(anomaly: Verdict['anomaly']): readonly string[] {
  if (anomaly === undefined) return ['–', '–', '–', '–'];
  return [(100 * anomaly.score).toFixed(1), anomaly.levelTitle, anomaly.action, String(anomaly.boxes.length)];
}

function gradeCell({ title, refused, indicative }: NonNullable<Verdict['grade']>): string {
  if (refused !== undefined) return `no grade: ${refused.replaceAll('-', ' ')}`;
  return indicative ? `${title} (indicative)` : title;
}
