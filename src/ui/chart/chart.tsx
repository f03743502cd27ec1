import type { ReactElement } from 'react';
import { drawLines, type LineChart } from './draw-lines';
import { drawTrend, type Trend } from './draw-trend';
import {
  colourToCss,
  drawStackedColumns,
  type ChartColour,
  type ChartSize,
  type StackedChart,
} from './draw-stacked-columns';

/** Both sizes are drawn, and chart.css shows one of them, so that text keeps its size on a phone, also without a script. Modules of the app that draw a chart import chart.css; Node cannot. */
const sizes: Readonly<Record<'wide' | 'narrow', ChartSize>> = {
  wide: { width: 960, height: 280, mostLabels: 10 },
  narrow: { width: 330, height: 240, mostLabels: 4 },
};

/**
 * Stacked columns with a legend. The same numbers must stand in a table nearby: a drawing is no text alternative. `document`
 * makes the SVG elements; in Node it comes from a DOM library.
 */
export function Chart(props: { readonly chart: StackedChart; readonly document: Document }): ReactElement {
  return (
    <figure className="chart">
      <Drawing {...props} size="wide" />
      <Drawing {...props} size="narrow" />
      <Legend entries={props.chart.series} />
    </figure>
  );
}

function Legend(props: {
  readonly entries: readonly { readonly title: string; readonly colour: ChartColour; readonly isDashed?: boolean }[];
}): ReactElement {
  return (
    <figcaption>
      <ul className="chart-legend">
        {props.entries.map(({ title, colour, isDashed }) => (
          <li key={title}>
            <svg className="icon" width="14" height="14" aria-hidden="true">
              <rect width="14" height="14" rx="3" fill={isDashed === true ? 'var(--ink-quiet)' : colourToCss(colour)} />
            </svg>
            {title}
          </li>
        ))}
      </ul>
    </figcaption>
  );
}

/**
 * Series over a number, of one size that fits a phone; several stand side by side on a desktop. The same numbers must stand in a table
 * nearby.
 */
export function LinesChart({ chart, document }: { readonly chart: LineChart; readonly document: Document }) {
  return (
    <figure className="chart">
      <div
        role="img"
        aria-label={chart.label}
        dangerouslySetInnerHTML={{ __html: drawLines(chart, sizes.narrow, document) }}
      />
      {chart.series.length > 1 ? <Legend entries={chart.series} /> : null}
    </figure>
  );
}

/** A line of values, with its threshold where there is one. The same numbers must stand in a table nearby. */
export function TrendChart({ trend, document }: { readonly trend: Trend; readonly document: Document }): ReactElement {
  return (
    <figure className="chart">
      {(['wide', 'narrow'] as const).map((size) => (
        <div
          key={size}
          className={`chart-${size}`}
          role="img"
          aria-label={trend.label}
          dangerouslySetInnerHTML={{ __html: drawTrend(trend, sizes[size], document) }}
        />
      ))}
    </figure>
  );
}

function Drawing(props: {
  readonly chart: StackedChart;
  readonly document: Document;
  readonly size: 'wide' | 'narrow';
}): ReactElement {
  const svg = drawStackedColumns(props.chart, sizes[props.size], props.document);
  return (
    <div
      className={`chart-${props.size}`}
      role="img"
      aria-label={props.chart.label}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
