/** Draws values in their order as a line with dots, and a threshold where there is one, with Observable Plot (ADR 10). */
import { dot, lineY, plot, ruleY } from '@observablehq/plot';
import { cleanDrawing, labelledColumns, type ChartSize } from './draw-stacked-columns';

/** One value of a trend. */
interface TrendPoint {
  /** Below the dot. */
  readonly label: string;
  /** Within the range of the trend. */
  readonly value: number;
  /** The tooltip. */
  readonly title: string;
}

export interface Trend {
  /** What is drawn, for screen readers. */
  readonly label: string;
  readonly points: readonly TrendPoint[];
  readonly threshold?: number;
  /** The ends of the axis of values; 0 and 1 by default. */
  readonly range?: readonly [least: number, most: number];
  readonly formatValue: (value: number) => string;
}

/** The drawing as SVG markup. Texts are escaped by the document. */
export function drawTrend(
  { points, threshold, range = [0, 1], formatValue }: Trend,
  size: ChartSize,
  document: Document,
): string {
  const dots = points.map(({ value, title }, x) => ({ x, value, title }));
  const drawing = plot({
    document,
    width: size.width,
    height: size.height,
    marginTop: 12,
    marginLeft: 12 + 8 * formatValue(range[1]).length,
    marginRight: 16,
    x: {
      type: 'point',
      domain: points.map((_, index) => index),
      ticks: labelledColumns(points.length, size.mostLabels),
      tickFormat: (index: number) => points[index]?.label ?? '',
      tickSize: 0,
      label: null,
    },
    y: { domain: range, grid: true, ticks: 4, tickFormat: formatValue, tickSize: 0, label: null },
    marks: [
      ruleY(threshold === undefined ? [] : [threshold], { stroke: 'var(--ink-quiet)', strokeDasharray: '4 4' }),
      lineY(dots, { x: 'x', y: 'value', stroke: 'var(--series-0)', strokeWidth: 2 }),
      dot(dots, { x: 'x', y: 'value', r: 4, fill: 'var(--series-0)', title: 'title' }),
    ],
  });
  return cleanDrawing(drawing);
}
