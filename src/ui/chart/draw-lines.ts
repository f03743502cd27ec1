/** Draws series of points over a number, with Observable Plot (ADR 10). */
import { dot, lineY, plot, ruleY } from '@observablehq/plot';
import { cleanDrawing, colourToCss, type ChartSize } from './draw-stacked-columns';

interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** The tooltip. */
  readonly title: string;
}

interface LineSeries {
  readonly title: string;
  /** A place in the list of colours. */
  readonly colour: number;
  readonly points: readonly LinePoint[];
  /** A line to compare with, without dots. */
  readonly isDashed?: boolean;
}

export interface LineChart {
  /** What is drawn, for screen readers. */
  readonly label: string;
  readonly series: readonly LineSeries[];
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

/** Between dots of more points there is no room. */
const mostDots = 24;

/** The drawing as SVG markup. Texts are escaped by the document. */
export function drawLines(
  { series, xRange, yRange, formatX, formatY }: LineChart,
  size: ChartSize,
  document: Document,
) {
  const [low, high] = yRange ?? rangeOf(series.flatMap(({ points }) => points.map(({ y }) => y)));
  const drawing = plot({
    document,
    width: size.width,
    height: size.height,
    marginTop: 12,
    marginLeft: 12 + 8 * Math.max(formatY(low).length, formatY(high).length),
    marginRight: 24,
    x: {
      ...(xRange && { domain: [...xRange] }),
      ticks: Math.min(size.mostLabels, 6),
      tickFormat: (value: number) => formatX(value),
      tickSize: 0,
      label: null,
    },
    y: {
      domain: [low, high],
      grid: true,
      ticks: 4,
      tickFormat: (value: number) => formatY(value),
      tickSize: 0,
      label: null,
    },
    marks: [ruleY([low]), ...series.flatMap(marksOf)],
  });
  return cleanDrawing(drawing);
}

function marksOf({ points, colour, isDashed = false }: LineSeries) {
  const stroke = isDashed ? 'var(--ink-quiet)' : colourToCss(colour);
  const line = lineY(points, {
    ...{ x: 'x', y: 'y', stroke, strokeWidth: 2 },
    ...(isDashed && { strokeDasharray: '4 4' }),
  });
  if (isDashed || points.length > mostDots) return [line];
  return [line, dot(points, { x: 'x', y: 'y', r: 4, fill: stroke, title: 'title' })];
}

/** From 0 to the highest value. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  return [0, Math.max(...values, Number.MIN_VALUE)];
}
