/**
 * The colours of the anomaly map, on a FIXED scale: 0 is nothing, 0.5 the threshold, 1 the most. Lightness rises all the
 * way (CIE L* 9 → 38, then 48 → 96), so that the order survives grey print and colour blindness; at the threshold the hue
 * jumps from cold to warm, so that it can be seen without a legend. A healthy picture stays cold: never scaled per image.
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

/** How strongly the overlay covers the picture at a value, 0–1: faint below the threshold, a clear step at it. */
export function heatOpacity(value: number): number {
  return value < 0.5 ? 0.1 + 0.4 * Math.max(0, value) : 0.6 + 0.2 * (Math.min(1, value) - 0.5);
}
