/** The displayed map. The same as `agreeMap` in `domain/agreed-verdict.ts`, with the usual limit of 0.5. */
import { leastPeak, peakShare, usualLimit } from '../../domain/agreed-verdict';
import type { GraphBuilder } from '../graph-builder';
import { addResize } from './cells';

interface MapTerms {
  /** The calibrated map on the grid, `[1, 1, rows, columns]` of single precision. */
  readonly calibrated: string;
  /** The calibrated score, `[1, 1, 1, 1]` of single precision. */
  readonly score: string;
  readonly size: { readonly width: number; readonly height: number };
}

/** Writes the map at the size of the input: 0.5 is the threshold, and the strongest place has the score of the picture. */
export function addAgreedMap(
  builder: GraphBuilder,
  { calibrated, score, size }: MapTerms,
  options: { readonly output: string },
): void {
  const dims = [1, 1, size.height, size.width];
  const peak = builder.add('GlobalMaxPool', [addResize(builder, calibrated, dims)]);
  const limit = builder.floats([], [usualLimit]);
  const isBelow = builder.add('Less', [score, limit]);
  const isFlat = builder.add('Less', [peak, builder.floats([], [leastPeak])]);
  const shown = builder.add('Where', [
    builder.add('Or', [isBelow, isFlat]),
    lowered(builder, calibrated, score, peak),
    raised(builder, calibrated, { score, peak, limit }),
  ]);
  addResize(builder, shown, dims, options);
}

/** Of a normal picture: no value exceeds the score. */
function lowered(builder: GraphBuilder, map: string, score: string, peak: string): string {
  const share = builder.add('Where', [
    builder.add('Greater', [peak, score]),
    builder.add('Div', [score, peak]),
    builder.floats([], [1]),
  ]);
  return builder.add('Min', [score, builder.add('Mul', [map, share])]);
}

/** Of an anomalous picture: the value from which cells are marked becomes the limit, the peak becomes the score. */
function raised(
  builder: GraphBuilder,
  map: string,
  { score, peak, limit }: { readonly score: string; readonly peak: string; readonly limit: string },
): string {
  const from = builder.add('Where', [
    builder.add('Less', [peak, limit]),
    builder.add('Mul', [peak, builder.floats([], [peakShare])]),
    limit,
  ]);
  const low = builder.add('Mul', [builder.add('Div', [map, from]), limit]);
  const slope = builder.add('Div', [builder.add('Sub', [score, limit]), builder.add('Sub', [peak, from])]);
  const above = builder.add('Mul', [builder.add('Sub', [map, from]), slope]);
  const high = builder.add('Min', [score, builder.add('Add', [above, limit])]);
  const sloped = builder.add('Where', [builder.add('Less', [map, from]), low, high]);
  return builder.add('Where', [builder.add('Less', [map, peak]), sloped, score]);
}
