import type { ReactElement } from 'react';
import type { PackParameters } from '../../domain/learning-report';
import type { Pack } from '../../domain/pack';
import { parametersOf } from '../../domain/pack-parameters';
import type { OwnPack } from '../../domain/pack-version';
import { Chart, TrendChart } from '../../ui/chart/chart';
import '../../ui/chart/chart.css';
import type { ChartPart } from '../../ui/chart/draw-stacked-columns';
import { DataTable } from '../../ui/data-table';
import { MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { levelTitleOf } from './learning-text';

interface VersionParameters {
  readonly version: string;
  readonly pack: Pack;
  readonly parameters: PackParameters;
}

/** Threshold, examples and severity bands of every version: charts, and the same numbers as a table. Loaded with the chart library. */
export function ParameterHistory({ own }: { readonly own: OwnPack }): ReactElement | null {
  const words = useWords();
  const versions = own.versions.toReversed().flatMap(({ pack }) => {
    if (pack.anomaly === undefined) return [];
    return [{ version: pack.version, pack, parameters: parametersOf(pack.anomaly) }];
  });
  if (versions.length === 0) return null;
  const hasCharts = versions.length > 1;
  return (
    <div className="stack">
      {hasCharts ? (
        <>
          <ThresholdChart versions={versions} />
          <RowChart versions={versions} />
          <BandChart versions={versions} />
        </>
      ) : (
        <p className="quiet">{words.say('learn.oneVersion')}</p>
      )}
      <MoreFacts title={words.say('learn.tableTitle')} isOpen={!hasCharts}>
        <VersionTable versions={versions} />
      </MoreFacts>
    </div>
  );
}

interface ChartProps {
  /** The oldest first. */
  readonly versions: readonly VersionParameters[];
}

function ThresholdChart({ versions }: ChartProps): ReactElement {
  const words = useWords();
  const label = words.say('learn.chartThreshold');
  const highest = Math.max(...versions.map(({ parameters }) => parameters.threshold));
  const points = versions.map(({ version, parameters: { threshold } }) => ({
    label: version,
    value: threshold,
    title: words.say('learn.chartPoint', { version, value: words.number(threshold, 3) }),
  }));
  const formatValue = (value: number): string => words.number(value, 2);
  return (
    <Panel title={label}>
      <TrendChart trend={{ label, points, range: [0, 1.2 * highest], formatValue }} document={document} />
    </Panel>
  );
}

function RowChart({ versions }: ChartProps): ReactElement {
  const words = useWords();
  const label = words.say('learn.chartRows');
  const chart = {
    label,
    series: [
      { title: words.say('learn.rowsNormal'), colour: 0 },
      { title: words.say('learn.rowsFault'), colour: 1 },
    ],
    columns: versions.map(({ version, parameters: { bankRows, defectRows } }) => ({
      label: version,
      counts: [bankRows, defectRows],
    })),
    formatCount: (count: number) => words.number(count),
    describe: ({ column, series, count }: ChartPart) =>
      words.say('learn.chartPart', { version: column, series, count: words.number(count) }),
  };
  return (
    <Panel title={label}>
      <Chart chart={chart} document={document} />
    </Panel>
  );
}

/** Each level as the share of scores that belong to it, in hundredths. */
function BandChart({ versions }: ChartProps): ReactElement {
  const words = useWords();
  const label = words.say('learn.chartBands');
  const names = bandNames(versions);
  const chart = {
    label,
    series: names.map((name, colour) => ({ title: titleOf(versions, name), colour })),
    columns: versions.map(({ version, parameters: { bands } }) => ({
      label: version,
      counts: names.map((name) => 100 * widthOf(bands, name)),
    })),
    formatCount: (count: number) => words.number(count),
    describe: ({ column, series, count }: ChartPart) =>
      words.say('learn.chartPart', { version: column, series, count: words.number(count, 1) }),
  };
  return (
    <Panel title={label}>
      <Chart chart={chart} document={document} />
    </Panel>
  );
}

function VersionTable({ versions }: ChartProps): ReactElement {
  const words = useWords();
  const names = bandNames(versions).slice(0, -1);
  return (
    <DataTable
      label={words.say('learn.tableTitle')}
      isStacked
      columns={[
        { title: words.say('learn.versionColumn') },
        ...(['threshold', 'normalRows', 'defectRows'] as const).map((name) => ({
          title: words.say(`learn.parameter.${name}`),
          isNumber: true,
        })),
        ...names.map((name) => ({
          title: words.say('learn.parameter.band', { level: titleOf(versions, name) }),
          isNumber: true,
        })),
      ]}
      rows={versions.map(({ version, parameters: { threshold, bankRows, defectRows, bands } }) => ({
        key: version,
        cells: [
          version,
          words.number(threshold, 3),
          words.number(bankRows),
          words.number(defectRows),
          ...names.map((name) => {
            const upTo = bands.find((band) => band.name === name)?.upTo;
            return upTo === undefined ? '' : words.score(upTo);
          }),
        ],
      }))}
    />
  );
}

/** The levels of all versions, the mildest first. */
function bandNames(versions: readonly VersionParameters[]): readonly string[] {
  return [...new Set(versions.flatMap(({ parameters }) => parameters.bands.map(({ name }) => name)))];
}

function widthOf(bands: PackParameters['bands'], name: string): number {
  const at = bands.findIndex((band) => band.name === name);
  const lower = bands[at - 1]?.upTo;
  const upTo = bands[at]?.upTo;
  return upTo === undefined ? 0 : upTo - (lower ?? 0);
}

function titleOf(versions: readonly VersionParameters[], name: string): string {
  const [newest] = versions.toReversed();
  return newest === undefined ? name : levelTitleOf(newest.pack, name);
}
