import type { ReactElement } from 'react';
import { drawTrend, type Trend } from './draw-trend';
import { colourToCss, drawStackedColumns, type ChartSize, type StackedChart } from './draw-stacked-columns';

/** Both are drawn and chart.css shows one: text keeps its size on a phone, also without a script. */
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
      <figcaption>
        <ul className="chart-legend">
          {props.chart.series.map(({ title, colour }) => (
            <li key={title}>
              <svg className="icon" width="14" height="14" aria-hidden="true">
                <rect width="14" height="14" rx="3" fill={colourToCss(colour)} />
              </svg>
              {title}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** A line of values with its threshold. The same numbers must stand in a table nearby. */
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
