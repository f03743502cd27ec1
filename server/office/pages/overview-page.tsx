import type { ReactElement } from 'react';
import { buttonClass } from '../../../src/ui/button';
import { Chart } from '../../../src/ui/chart/chart';
import type { ChartPart } from '../../../src/ui/chart/draw-stacked-columns';
import { DataTable, type TableColumn } from '../../../src/ui/data-table';
import { MoreFacts } from '../../../src/ui/facts';
import { Panel } from '../../../src/ui/panel';
import { ShareBars } from '../../../src/ui/share-bars';
import { paths, withQuery } from '../paths';
import type { Choices } from '../queries/choices';
import type { AnswerCount, LocationCount, TimeStep } from '../queries/count-answers';
import { filterToQuery, type RecordFilter } from '../record-filter';
import { groupByPack, sortAnswers, type TimeTable } from '../time-table';
import { answerText } from '../verdict';
import { FilterForm } from './filter-form';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { Moment } from './record-texts';

/** What the overview shows. */
export interface OverviewView {
  /** With the days that are shown. */
  readonly filter: RecordFilter;
  readonly isFiltered: boolean;
  readonly choices: Choices;
  readonly locations: readonly LocationCount[];
  readonly step: TimeStep;
  readonly tables: readonly TimeTable[];
  /** Makes the elements of the charts. */
  readonly document: Document;
}

const stepTitles = { day: 'office.byDay', week: 'office.byWeek', month: 'office.byMonth' } as const;
const stepColumns = { day: 'office.day', week: 'office.week', month: 'office.month' } as const;
const chartLabels = { day: 'office.chartByDay', week: 'office.chartByWeek', month: 'office.chartByMonth' } as const;

/** The numbers of records by location and answer. */
export function OverviewPage({
  filter,
  isFiltered,
  choices,
  locations,
  step,
  tables,
  document,
}: OverviewView): ReactElement {
  const { words } = useOffice();
  const total = locations.reduce((sum, { count }) => sum + count, 0);
  const lead = words.say('office.recordCount', { count: total });
  return (
    <OfficePage
      title={words.say('office.overview')}
      place="overview"
      lead={lead}
      aside={
        <a className={buttonClass('plain')} href={paths.trainings}>
          {words.say('training.title')}
        </a>
      }
    >
      <FilterForm action={paths.overview} filter={filter} isFiltered={isFiltered} choices={choices} />
      {tables.length === 0 ? <p className="quiet">{words.say('office.noneInRange')}</p> : null}
      {tables.map((table) => (
        <OverTime key={`${table.pack} ${table.kind}`} table={table} step={step} document={document} />
      ))}
      <Panel title={words.say('office.byLocation')}>
        {locations.length === 0 ? (
          <p className="quiet">{words.say('office.noMatch')}</p>
        ) : (
          <ByLocation locations={locations} filter={filter} />
        )}
      </Panel>
    </OfficePage>
  );
}

function OverTime(props: {
  readonly table: TimeTable;
  readonly step: TimeStep;
  readonly document: Document;
}): ReactElement {
  const { words } = useOffice();
  const { table, step } = props;
  const pack = useTableTitle(table);
  const chart = {
    label: words.say(chartLabels[step], { pack }),
    series: table.answers,
    columns: table.rows,
    formatCount: (count: number) => words.number(count),
    describe: ({ column, series, count }: ChartPart) =>
      words.say('office.chartPart', { column, series, count: words.number(count) }),
  };
  return (
    <Panel title={pack} aside={<span className="quiet">{words.say(stepTitles[step])}</span>}>
      <Chart chart={chart} document={props.document} />
      <MoreFacts title={words.say('office.numbers')}>
        <Numbers table={table} step={step} />
      </MoreFacts>
    </Panel>
  );
}

function useTableTitle({ packTitle, kind, isOneOfTwo }: TimeTable): string {
  const { words } = useOffice();
  const pack = packTitle === '' ? words.say('office.packUnknown') : packTitle;
  if (!isOneOfTwo) return pack;
  return words.say(kind === 'grade' ? 'office.grades' : 'office.severities', { pack });
}

function Numbers({ table, step }: { readonly table: TimeTable; readonly step: TimeStep }): ReactElement {
  const { words } = useOffice();
  const columns: readonly TableColumn[] = [
    { title: words.say(stepColumns[step]) },
    ...table.answers.map(({ title }) => ({ title, isNumber: true })),
    { title: words.say('office.total'), isNumber: true },
  ];
  const rows = table.rows.map(({ label, counts }) => ({
    key: label,
    cells: [label, ...counts, counts.reduce((sum, count) => sum + count, 0)].map((cell) =>
      typeof cell === 'number' ? words.number(cell) : cell,
    ),
  }));
  return (
    <DataTable label={words.say('office.numbersOf', { pack: useTableTitle(table) })} columns={columns} rows={rows} />
  );
}

function ByLocation(props: {
  readonly locations: readonly LocationCount[];
  readonly filter: RecordFilter;
}): ReactElement {
  const { words } = useOffice();
  const columns: readonly TableColumn[] = [
    { title: words.say('office.location') },
    { title: words.say('office.records'), isNumber: true },
    { title: words.say('office.lastReceived') },
    { title: words.say('office.shares') },
  ];
  const rows = props.locations.map((location) => ({
    key: location.location ?? '',
    cells: [
      <LocationLink key="location" location={location.location} filter={props.filter} />,
      words.number(location.count),
      <Moment key="moment" at={location.lastReceived} />,
      <Shares key="shares" location={location} />,
    ],
  }));
  return <DataTable label={words.say('office.byLocationTable')} columns={columns} rows={rows} isStacked />;
}

function LocationLink(props: { readonly location: string | undefined; readonly filter: RecordFilter }): ReactElement {
  const { words } = useOffice();
  const { location, filter } = props;
  if (location === undefined) return <>{words.say('office.unregistered')}</>;
  return <a href={withQuery(paths.records, filterToQuery({ ...filter, location }))}>{location}</a>;
}

/** The share of each answer among the answers of the same pack and kind. */
function Shares({ location }: { readonly location: LocationCount }): ReactElement {
  return (
    <div className="stack">
      {groupByPack(location.answers).map(({ kind, counts }) => (
        <PackShares key={`${counts[0]?.pack ?? ''} ${kind}`} counts={counts} />
      ))}
    </div>
  );
}

function PackShares({ counts }: { readonly counts: readonly AnswerCount[] }): ReactElement {
  const { words } = useOffice();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const bars = sortAnswers(words, counts).map(({ answer, title, count }) => ({
    title: answerText(words, answer, title),
    share: count / total,
    isChosen: false,
    value: words.say('office.shareCount', { percent: words.percent(count / total), count: words.number(count) }),
  }));
  return (
    <div className="stack-tight">
      <span className="small quiet">{counts[0]?.packTitle}</span>
      <ShareBars bars={bars} />
    </div>
  );
}
