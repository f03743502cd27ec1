/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** Stacked columns drawn on the server: counts over time, one colour per answer. The numbers stand in a table beside it. */
import { formatCount } from './tone';

/** `counts[i]` belongs to `series[i]`. */
interface ChartColumn {
  readonly label: string;
  readonly counts: readonly number[];
}

/** What is drawn. */
export interface Chart {
  readonly title: string;
  readonly series: readonly string[];
  readonly columns: readonly ChartColumn[];
}

/** More answers than this share the last colour; the table tells them apart. */
const seriesColours = 8;

/** In user units of the drawing. */
const size = { width: 720, height: 260, left: 64, right: 8, top: 12, bottom: 36 };
const plotWidth = size.width - size.left - size.right;
const plotHeight = size.height - size.top - size.bottom;
const mostLabels = 6;

/** The drawing and its legend. */
export function StackedColumns({ chart }: { readonly chart: Chart }) {
  const top = niceTop(Math.max(1, ...chart.columns.map(({ counts }) => sum(counts))));
  const step = plotWidth / Math.max(1, chart.columns.length);
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={`${chart.title}. The numbers are in the table below.`}
      >
        <Grid top={top} />
        {chart.columns.map((column, index) => (
          <Column column={column} series={chart.series} left={size.left + index * step} step={step} top={top} />
        ))}
        <Labels columns={chart.columns} step={step} />
      </svg>
      <Legend series={chart.series} />
    </figure>
  );
}

function Grid({ top }: { readonly top: number }) {
  return [0, 0.5, 1].map((share) => (
    <g class="chart-grid">
      <line x1={size.left} x2={size.width - size.right} y1={heightOf(share)} y2={heightOf(share)} />
      <text x={size.left - 8} y={heightOf(share) + 4} text-anchor="end">
        {formatCount(top * share)}
      </text>
    </g>
  ));
}

function Column(props: {
  readonly column: ChartColumn;
  readonly series: readonly string[];
  readonly left: number;
  readonly step: number;
  readonly top: number;
}) {
  const { column, series, left, step, top } = props;
  const below = column.counts.map((_, index) => sum(column.counts.slice(0, index)));
  return column.counts.map((count, index) =>
    count === 0 ? null : (
      <rect
        class={colourClass(index)}
        x={round(left + step * 0.12)}
        width={round(step * 0.76)}
        y={round(heightOf(((below[index] ?? 0) + count) / top))}
        height={round((count / top) * plotHeight)}
      >
        <title>{`${column.label}: ${series[index] ?? ''} ${formatCount(count)}`}</title>
      </rect>
    ),
  );
}

function Labels({ columns, step }: { readonly columns: readonly ChartColumn[]; readonly step: number }) {
  const every = Math.ceil(columns.length / mostLabels);
  return columns.map(({ label }, index) =>
    index % every === 0 ? (
      <text class="chart-label" x={round(size.left + (index + 0.5) * step)} y={size.height - 12} text-anchor="middle">
        {label}
      </text>
    ) : null,
  );
}

function Legend({ series }: { readonly series: readonly string[] }) {
  return (
    <figcaption>
      <ul class="legend">
        {series.map((name, index) => (
          <li>
            <svg class="legend-swatch" viewBox="0 0 12 12" aria-hidden="true">
              <rect class={colourClass(index)} width="12" height="12" rx="3" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </figcaption>
  );
}

function colourClass(index: number): string {
  return `series-${Math.min(index, seriesColours - 1)}`;
}

/** The next even number of the form 2, 4, 10, 20, 40, 100 …, so that the middle of the axis is whole. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [2, 4, 6, 10, 20].map((digit) => digit * power).find((candidate) => candidate >= most) ?? most;
}

function heightOf(share: number): number {
  return size.top + plotHeight * (1 - share);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function round(units: number): number {
  return Math.round(units * 100) / 100;
}
