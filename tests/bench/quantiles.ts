/** Quantiles of measurements. */
export interface Quantiles {
  readonly p50: number;
  readonly p90: number;
}

/** p50 and p90 by the nearest rank. */
export function quantilesOf(values: readonly number[]): Quantiles {
  return { p50: quantileOf(values, 0.5), p90: quantileOf(values, 0.9) };
}

/** The value that `share` of the values do not exceed, by the nearest rank; NaN of none. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** A table of stages in milliseconds. */
export function stageTable(title: string, stages: Readonly<Record<string, readonly number[]>>): string {
  const rows = Object.entries(stages).map(([stage, values]) => {
    const { p50, p90 } = quantilesOf(values);
    return `  ${stage.padEnd(28)} p50 ${p50.toFixed(1).padStart(8)} ms   p90 ${p90.toFixed(1).padStart(8)} ms`;
  });
  return [title, ...rows].join('\n');
}
