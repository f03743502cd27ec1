/**
 * The colours of the anomaly map on a fixed scale, 0–1 with 0.5 = threshold; it is never scaled per picture. Lightness rises
 * monotonically (CIE L* 9 → 38, then 48 → 96), so that the order is visible in grey print and with colour blindness. At the
 * threshold the hue changes from cold to warm, so that it is visible without a legend.
 */

/** 0–255 each. */
export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

interface Stop extends Rgb {
  readonly at: number;
}

const coldStops: readonly [Stop, ...Stop[]] = [
  { at: 0, red: 20, green: 24, blue: 52 },
  { at: 0.25, red: 36, green: 52, blue: 108 },
  { at: 0.5, red: 72, green: 86, blue: 158 },
];

const warmStops: readonly [Stop, ...Stop[]] = [
  { at: 0.5, red: 206, green: 72, blue: 34 },
  { at: 0.75, red: 242, green: 158, blue: 42 },
  { at: 1, red: 255, green: 244, blue: 176 },
];

/** The colour of a calibrated value, 0–1 with 0.5 = threshold; values outside are clamped. */
export function heatColour(value: number): Rgb {
  const stops = value < 0.5 ? coldStops : warmStops;
  const upper = stops.findIndex((stop) => value <= stop.at);
  const to = stops[upper] ?? stops.at(-1) ?? stops[0];
  const from = stops[upper - 1] ?? to;
  const share = to.at > from.at ? (value - from.at) / (to.at - from.at) : 0;
  return {
    red: Math.round(from.red + (to.red - from.red) * share),
    green: Math.round(from.green + (to.green - from.green) * share),
    blue: Math.round(from.blue + (to.blue - from.blue) * share),
  };
}

/** Opacity of the overlay at a calibrated value, 0–1: low below the threshold, with a step at the threshold. */
export function heatOpacity(value: number): number {
  return value < 0.5 ? 0.1 + 0.4 * Math.max(0, value) : 0.6 + 0.2 * (Math.min(1, value) - 0.5);
}
