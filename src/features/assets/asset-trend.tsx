import type { ReactElement } from 'react';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { Chart, TrendChart } from '../../ui/chart/chart';
import '../../ui/chart/chart.css';
import type { ChartPart } from '../../ui/chart/draw-stacked-columns';
import { DataTable } from '../../ui/data-table';
import { MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import { gradesByDay } from './grades-by-day';

/** The trend of an asset or a lot: its scores in their order, and its grades by day. Loaded with the chart library. */
export function AssetTrend({ pictures }: { readonly pictures: readonly InspectionSummary[] }): ReactElement {
  const oldestFirst = [...pictures].reverse().filter(({ refused }) => refused === undefined);
  return (
    <>
      <ScoreTrend pictures={oldestFirst} />
      <GradeTrend pictures={oldestFirst} />
    </>
  );
}

interface TrendView {
  readonly pictures: readonly InspectionSummary[];
}

/** Nothing where fewer than two pictures have a score. */
function ScoreTrend({ pictures }: TrendView): ReactElement | null {
  const words = useWords();
  const scored = pictures.flatMap((picture) =>
    picture.anomaly === undefined ? [] : [{ picture, score: picture.anomaly.score }],
  );
  if (scored.length < 2) return null;
  const points = scored.map(({ picture, score }) => ({
    label: dayText(words, picture.takenAt),
    value: score,
    title: words.say('assets.trendPoint', { moment: words.dateTime(picture.takenAt), score: words.score(score) }),
  }));
  const label = words.say('assets.trend');
  return (
    <Panel title={label}>
      <p className="small quiet">{words.say('assets.trendWhy')}</p>
      <TrendChart
        trend={{ label, points, threshold: 0.5, formatValue: (value) => words.score(value) }}
        document={document}
      />
      <MoreFacts title={words.say('assets.trendTable')}>
        <DataTable
          label={label}
          columns={[
            { title: words.say('assets.trendDate') },
            { title: words.say('assets.trendAnswer') },
            { title: words.say('assets.trendScore'), isNumber: true },
          ]}
          rows={scored.map(({ picture, score }) => ({
            key: picture.id,
            cells: [words.dateTime(picture.takenAt), summariseVerdict(words, picture).answer, words.score(score)],
          }))}
        />
      </MoreFacts>
    </Panel>
  );
}

/** Nothing where the pictures are of one day or have no grade. */
function GradeTrend({ pictures }: TrendView): ReactElement | null {
  const words = useWords();
  const { grades, days } = gradesByDay(pictures);
  if (days.length < 2) return null;
  const title = words.say('assets.gradeTrend');
  const chart = {
    label: title,
    series: grades.map((grade, colour) => ({ title: grade, colour })),
    columns: days.map(({ takenAt, counts }) => ({ label: dayText(words, takenAt), counts })),
    formatCount: (count: number) => words.number(count),
    describe: ({ column, series, count }: ChartPart) =>
      words.say('assets.gradePart', { column, series, count: words.number(count) }),
  };
  return (
    <Panel title={title}>
      <Chart chart={chart} document={document} />
      <MoreFacts title={words.say('assets.trendTable')}>
        <DataTable
          label={title}
          columns={[
            { title: words.say('assets.trendDate') },
            ...grades.map((grade) => ({ title: grade, isNumber: true })),
          ]}
          rows={days.map(({ takenAt, counts }) => ({
            key: takenAt,
            cells: [words.date(takenAt), ...counts.map((count) => words.number(count))],
          }))}
        />
      </MoreFacts>
    </Panel>
  );
}

/** "21 Nov". */
function dayText({ locale }: Words, takenAt: string): string {
  return new Intl.DateTimeFormat(locale.tag, { day: 'numeric', month: 'short' }).format(new Date(takenAt));
}
