/** Draws counts over time as stacked columns with Observable Plot (ADR 10). Works with any DOM document, also in Node. */
import { barY, plot, ruleY } from '@observablehq/plot';
import type { Tone } from '../../words/verdict-text';

/** The meaning of a colour: the tone of a severity, or a place in a list of equals. */
export type ChartColour = Tone | number;

/** One kind of answer, at the bottom of the columns where it is the first. */
interface ChartSeries {
  readonly title: string;
  readonly colour: ChartColour;
}

/** `counts[i]` of a column belongs to `series[i]`. */
export interface StackedChart {
  /** What is drawn, for screen readers. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly columns: readonly { readonly label: string; readonly counts: readonly number[] }[];
  readonly formatCount: (count: number) => string;
  /** The tooltip of one part of a column. */
  readonly describe: (part: ChartPart) => string;
}

/** One coloured part of a column. */
export interface ChartPart {
  readonly column: string;
  readonly series: string;
  readonly count: number;
}

/** Size of a drawing in CSS pixels, and how many labels fit below its columns. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly mostLabels: number;
}

/** Colours for answers without a severity; more answers than these share the last one. */
const seriesColours = 8;

/** The custom property (tokens.css) of a colour: it follows the theme without a script. */
export function colourToCss(colour: ChartColour): string {
  return typeof colour === 'number' ? `var(--series-${Math.min(colour, seriesColours - 1)})` : `var(--chart-${colour})`;
}

/** The drawing as SVG markup. Texts of the chart are escaped by the document. */
export function drawStackedColumns(chart: StackedChart, size: ChartSize, document: Document): string {
  const { columns, series } = chart;
  const drawing = plot({
    document,
    width: size.width,
    height: size.height,
    marginTop: 12,
    marginLeft: 12 + 8 * chart.formatCount(highest(chart)).length,
    marginRight: 4,
    x: {
      type: 'band',
      domain: columns.map((_, index) => index),
      ticks: labelledColumns(columns.length, size.mostLabels),
      tickFormat: (index: number) => columns[index]?.label ?? '',
      tickSize: 0,
      label: null,
      padding: 0.2,
    },
    y: {
      grid: true,
      nice: true,
      ticks: Math.min(4, highest(chart)),
      tickFormat: chart.formatCount,
      tickSize: 0,
      label: null,
    },
    // Numbers would make a continuous scale, which cannot mix custom properties and draws black.
    color: {
      type: 'ordinal',
      domain: series.map((_, index) => index),
      range: series.map(({ colour }) => colourToCss(colour)),
    },
    marks: [barY(partsOf(chart), { x: 'x', y: 'count', z: 'z', fill: 'z', order: 'z', title: 'title' }), ruleY([0])],
  });
  return cleanDrawing(drawing);
}

/** The markup of a drawing without what a page may not have. */
export function cleanDrawing(drawing: Element): string {
  // The content security policy refuses style elements; chart.css has what this one says.
  drawing.querySelector('style')?.remove();
  // The drawing is one image with one label. A group may not have a label without a role (ARIA 1.2, generic).
  for (const group of drawing.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  return drawing.outerHTML;
}

function highest({ columns }: StackedChart): number {
  return Math.max(1, ...columns.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)));
}

/** The places that have a label: at most `mostLabels`. */
export function labelledColumns(count: number, mostLabels: number): readonly number[] {
  const every = Math.ceil(count / mostLabels);
  return Array.from({ length: count }, (_, index) => index).filter((index) => index % every === 0);
}

function partsOf({ columns, series, describe }: StackedChart) {
  return columns.flatMap((column, x) =>
    series.flatMap(({ title }, z) => {
      const count = column.counts[z];
      if (count === undefined || count === 0) return [];
      return [{ x, z, count, title: describe({ column: column.label, series: title, count }) }];
    }),
  );
}
