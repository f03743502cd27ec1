/** Counts over time as a table: one row per step, also for steps in which nothing was taken. */
import { formatDay, shiftDay } from './moments';
import type { TimedCount, TimeStep } from './queries/count-answers';

/** `counts[i]` of a row belongs to `answers[i]`. */
export interface TimeTable {
  readonly step: TimeStep;
  readonly answers: readonly string[];
  readonly rows: readonly { readonly label: string; readonly counts: readonly number[] }[];
}

/** Days for a month and a bit, weeks for half a year, months beyond. Both days are included. */
export function chooseStep(from: string, to: string): TimeStep {
  const days = (Date.parse(to) - Date.parse(from)) / (24 * 3_600_000);
  if (days <= 35) return 'day';
  return days <= 200 ? 'week' : 'month';
}

/** The table of `counts`, from the first step that has any to the last. */
export function toTimeTable(counts: readonly TimedCount[], step: TimeStep): TimeTable {
  const titles = new Map(counts.map(({ answer, title }) => [answer, title]));
  const keys = [...titles.keys()].sort((a, b) =>
    (titles.get(a) ?? '').localeCompare(titles.get(b) ?? '', 'en', numeric),
  );
  const byCell = new Map(counts.map(({ start, answer, count }) => [`${start} ${answer}`, count]));
  const rows = stepsBetween(counts, step).map((start) => ({
    label: labelOf(start, step),
    counts: keys.map((key) => byCell.get(`${start} ${key}`) ?? 0),
  }));
  return { step, answers: keys.map((key) => titles.get(key) ?? key), rows };
}

const numeric: Intl.CollatorOptions = { numeric: true };

function stepsBetween(counts: readonly TimedCount[], step: TimeStep): readonly string[] {
  const last = counts.at(-1)?.start;
  const steps: string[] = [];
  let start = counts[0]?.start;
  while (start !== undefined && last !== undefined && start <= last) {
    steps.push(start);
    start = nextStep(start, step);
  }
  return steps;
}

function nextStep(start: string, step: TimeStep): string {
  if (step === 'month') return `${shiftDay(start, 31).slice(0, 8)}01`;
  return shiftDay(start, step === 'week' ? 7 : 1);
}

function labelOf(start: string, step: TimeStep): string {
  const [, , ...dayMonthYear] = ['', '', ...formatDay(start).split(' ')];
  return step === 'month' ? dayMonthYear.slice(1).join(' ') : dayMonthYear.slice(0, 2).join(' ');
}
