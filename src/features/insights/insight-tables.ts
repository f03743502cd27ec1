/** Counters as tables: each is drawn as a chart and shown as a table. Pure. */
import type { DayCount, FacetTitles, MeasureCount, MeasureName } from '../../domain/history';
import type { ChartColour } from '../../ui/chart/draw-stacked-columns';
import { anomalyTone, type Tone } from '../../words/verdict-text';

/** Days are put together so that a chart has at most some dozen columns. */
export type TimeStep = 'day' | 'week' | 'month';

/** One kind of what is counted; `counts[i]` of a row belongs to `series[i]`. */
export interface InsightSeries {
  readonly title: string;
  readonly colour: ChartColour;
}

/** `start`: the first day of a step, or the lower end of a range, or the name of a kind. */
interface InsightRow {
  readonly start: string;
  readonly counts: readonly number[];
}

export interface InsightTable {
  readonly series: readonly InsightSeries[];
  readonly rows: readonly InsightRow[];
}

const dayMs = 24 * 3_600_000;

/** Days up to five weeks, weeks up to 200 days, months beyond. */
export function chooseStep(days: readonly string[]): TimeStep {
  const sorted = days.toSorted();
  const span = (Date.parse(sorted.at(-1) ?? '') - Date.parse(sorted[0] ?? '')) / dayMs;
  if (!(span > 35)) return 'day';
  return span <= 200 ? 'week' : 'month';
}

/** The first day of the step in which a day is; weeks begin on Monday. */
export function startOfStep(day: string, step: TimeStep): string {
  if (step === 'day') return day;
  if (step === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return shiftDay(day, -weekday);
}

function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMs).toISOString().slice(0, 10);
}

function nextStep(start: string, step: TimeStep): string {
  if (step === 'month') return startOfStep(shiftDay(start, 31), 'month');
  return shiftDay(start, step === 'week' ? 7 : 1);
}

/** Counts over time by a value of each row; steps without an inspection are rows too. */
export function countOverTime(
  counts: readonly DayCount[],
  step: TimeStep,
  valueOf: (row: DayCount) => string,
  seriesOf: (values: readonly string[]) => readonly (InsightSeries & { readonly value: string })[],
): InsightTable {
  const series = seriesOf([...new Set(counts.map(valueOf))]);
  const byStep = new Map<string, Map<string, number>>();
  for (const row of counts) {
    const start = startOfStep(row.day, step);
    const values = byStep.get(start) ?? new Map<string, number>();
    byStep.set(start, values.set(valueOf(row), (values.get(valueOf(row)) ?? 0) + row.count));
  }
  const rows = stepsBetween([...byStep.keys()], step).map((start) => ({
    start,
    counts: series.map(({ value }) => byStep.get(start)?.get(value) ?? 0),
  }));
  return { series, rows };
}

function stepsBetween(starts: readonly string[], step: TimeStep): readonly string[] {
  const sorted = starts.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  const steps: string[] = [];
  for (let start = first; start !== undefined && last !== undefined && start <= last; start = nextStep(start, step)) {
    steps.push(start);
  }
  return steps;
}

/** Severities from harmless to serious, each in the colour of its tone; further ones of a tone in colours without a meaning. */
export function severitySeries(
  values: readonly string[],
  titleOf: (action: string) => string,
): readonly (InsightSeries & { readonly value: string })[] {
  const tones: readonly Tone[] = ['ok', 'watch', 'warn', 'bad', 'unknown'];
  const toneOf = (action: string): Tone => (action === '' ? 'unknown' : anomalyTone({ action, isAnomalous: true }));
  const sorted = values.toSorted((a, b) => tones.indexOf(toneOf(a)) - tones.indexOf(toneOf(b)) || a.localeCompare(b));
  const used = new Set<Tone>();
  return sorted.map((value, index) => {
    const tone = toneOf(value);
    const colour = used.has(tone) ? index : tone;
    used.add(tone);
    return { value, title: titleOf(value), colour };
  });
}

/** Grades are equals, in the order of their titles; no verdict comes last. */
export function gradeSeries(
  values: readonly string[],
  titleOf: (label: string) => string,
): readonly (InsightSeries & { readonly value: string })[] {
  const sorted = values.toSorted(
    (a, b) => Number(a === '') - Number(b === '') || titleOf(a).localeCompare(titleOf(b), undefined, { numeric: true }),
  );
  return sorted.map((value, index) => ({ value, title: titleOf(value), colour: value === '' ? 'unknown' : index }));
}

/** Ten ranges of 0–100, or the kinds of regions, the most frequent first. */
export function countMeasure(measures: readonly MeasureCount[], name: MeasureName, title: string): InsightTable {
  const totals = new Map<string, number>();
  for (const { measure, value, count } of measures) {
    if (measure === name) totals.set(value, (totals.get(value) ?? 0) + count);
  }
  const series = [{ title, colour: 0 }];
  if (totals.size === 0) return { series, rows: [] };
  if (name === 'region') {
    const kinds = [...totals].sort(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b));
    return { series, rows: kinds.map(([start, count]) => ({ start, counts: [count] })) };
  }
  const tenths = Array.from({ length: 10 }, (_, tenth) => String(tenth));
  return { series, rows: tenths.map((tenth) => ({ start: tenth, counts: [totals.get(tenth) ?? 0] })) };
}

/** How many verdicts there are, and how many of them people have changed. */
export function countOverrides(counts: readonly DayCount[]): { readonly changed: number; readonly all: number } {
  const sum = (rows: readonly DayCount[]): number => rows.reduce((total, { count }) => total + count, 0);
  return { changed: sum(counts.filter(({ corrected }) => corrected)), all: sum(counts) };
}

/** True where a pack gives grades besides severities: then each has a chart. */
export function hasGrades(titles: readonly FacetTitles[], packId: string): boolean {
  return titles.some((each) => each.packId === packId && each.answer !== '' && each.answerTitle !== each.severityTitle);
}

/** Whether any verdict has a severity: a pack that only grades has none. */
export function hasSeverities(counts: readonly DayCount[]): boolean {
  return counts.some(({ severity }) => severity !== '');
}
