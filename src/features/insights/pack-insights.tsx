import type { ReactElement } from 'react';
import type { DayCount, FacetTitles, MeasureCount } from '../../domain/history';
import { Chart } from '../../ui/chart/chart';
import '../../ui/chart/chart.css';
import { DataTable } from '../../ui/data-table';
import { MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { actionText } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import {
  chooseStep,
  countMeasure,
  countOverrides,
  countOverTime,
  gradeSeries,
  hasGrades,
  hasSeverities,
  severitySeries,
  type InsightTable,
  type TimeStep,
} from './insight-tables';

interface PackCounts {
  readonly packId: string;
  readonly counts: readonly DayCount[];
  readonly measures: readonly MeasureCount[];
  readonly titles: readonly FacetTitles[];
}

/** Everything about one pack. Packs never share a chart: their scales differ. */
export function PackInsights(props: PackCounts): ReactElement {
  const words = useWords();
  const { packId, counts, titles } = props;
  const packTitle = titles.find((each) => each.packId === packId)?.packTitle ?? packId;
  const overrides = countOverrides(counts);
  return (
    <section className="insights-pack" aria-label={packTitle}>
      <h2>{packTitle}</h2>
      <p className="insights-override">
        {words.say('insights.overrides', {
          changed: overrides.changed,
          all: overrides.all,
          percent: words.percent(overrides.changed / Math.max(1, overrides.all)),
        })}
      </p>
      <div className="insights-charts">
        <AnswerPanels {...props} />
        <MeasurePanels measures={props.measures} />
      </div>
    </section>
  );
}

/** Grades and severities over time. */
function AnswerPanels({ packId, counts, titles }: PackCounts): ReactElement {
  const words = useWords();
  const step = chooseStep(counts.map(({ day }) => day));
  const labelOf = (start: string): string => stepLabel(words, start, step);
  return (
    <>
      {hasGrades(titles, packId) ? (
        <InsightPanel
          title={words.say('insights.grades')}
          table={countOverTime(
            counts,
            step,
            ({ answer }) => answer,
            (values) => gradeSeries(values, (label) => answerTitle(words, titles, packId, label)),
          )}
          labelOf={labelOf}
        />
      ) : null}
      {hasSeverities(counts) ? (
        <InsightPanel
          title={words.say('insights.severities')}
          table={countOverTime(
            counts,
            step,
            ({ severity }) => severity,
            (values) => severitySeries(values, (action) => severityTitle(words, titles, packId, action)),
          )}
          labelOf={labelOf}
        />
      ) : null}
    </>
  );
}

/** Kinds of regions, and how confidences and scores are spread. */
function MeasurePanels({ measures }: Pick<PackCounts, 'measures'>): ReactElement {
  const words = useWords();
  const labelOf = (tenth: string): string => tenthLabel(words, tenth);
  return (
    <>
      <InsightPanel
        title={words.say('insights.kinds')}
        table={countMeasure(measures, 'region', words.say('insights.regions'))}
        labelOf={(kind) => kind}
      />
      <InsightPanel
        title={words.say('insights.confidence')}
        table={countMeasure(measures, 'confidence', words.say('insights.inspections'))}
        labelOf={labelOf}
      />
      <InsightPanel
        title={words.say('insights.scores')}
        table={countMeasure(measures, 'score', words.say('insights.inspections'))}
        labelOf={labelOf}
      />
    </>
  );
}

/** A chart, and the same numbers as a table. */
function InsightPanel(props: {
  readonly title: string;
  readonly table: InsightTable;
  readonly labelOf: (start: string) => string;
}): ReactElement | null {
  const words = useWords();
  const { title, table, labelOf } = props;
  if (table.rows.length === 0) return null;
  const chart = {
    label: title,
    series: table.series,
    columns: table.rows.map(({ start, counts }) => ({ label: labelOf(start), counts })),
    formatCount: (count: number) => words.number(count),
    describe: ({
      column,
      series,
      count,
    }: {
      readonly column: string;
      readonly series: string;
      readonly count: number;
    }) => words.say('insights.part', { column, series, count }),
  };
  const columns = [
    { title: words.say('insights.of') },
    ...table.series.map((series) => ({ title: series.title, isNumber: true })),
  ];
  const rows = table.rows.map(({ start, counts }) => ({
    key: start,
    cells: [labelOf(start), ...counts.map((count) => words.number(count))],
  }));
  return (
    <Panel title={title}>
      <Chart chart={chart} document={document} />
      <MoreFacts title={words.say('insights.asTable')}>
        <DataTable label={words.say('insights.tableOf', { title })} columns={columns} rows={rows} />
      </MoreFacts>
    </Panel>
  );
}

/** "21 Nov", or "Nov 2026" for a month. */
function stepLabel({ locale }: Words, start: string, step: TimeStep): string {
  const parts: Intl.DateTimeFormatOptions =
    step === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(locale.tag, { ...parts, timeZone: 'UTC' }).format(new Date(`${start}T00:00:00Z`));
}

/** "50–60" of 100. */
function tenthLabel(words: Words, tenth: string): string {
  const from = Number(tenth) * 10;
  return words.say('insights.range', { from: words.number(from), to: words.number(from + 10) });
}

function answerTitle(words: Words, titles: readonly FacetTitles[], packId: string, answer: string): string {
  if (answer === '') return words.say('history.noAnswer');
  return titles.find((each) => each.packId === packId && each.answer === answer)?.answerTitle ?? answer;
}

function severityTitle(words: Words, titles: readonly FacetTitles[], packId: string, severity: string): string {
  if (severity === '') return words.say('history.noAnswer');
  const title = titles.find((each) => each.packId === packId && each.severity === severity)?.severityTitle;
  return title === undefined || title === '' ? actionText(words, severity) : title;
}
