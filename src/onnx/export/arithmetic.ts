/** Arithmetic of double precision, as the engine computes it. */
import type { GraphBuilder } from '../graph-builder';
import { dataType } from '../write-model';

export function toDouble(builder: GraphBuilder, value: string): string {
  return builder.cast(value, dataType.float64);
}

export function toSingle(builder: GraphBuilder, value: string): string {
  return builder.cast(value, dataType.float32);
}

/** `(value − offset) / divisor`. */
export function addScaled(builder: GraphBuilder, value: string, offset: number, divisor: number): string {
  const centred = builder.add('Sub', [value, builder.doubles([], [offset])]);
  return builder.add('Div', [centred, builder.doubles([], [divisor])]);
}

/** `1 / (1 + exp(−value))`. */
export function addLogistic(builder: GraphBuilder, value: string): string {
  const one = builder.doubles([], [1]);
  const power = builder.add('Exp', [builder.add('Neg', [value])]);
  return builder.add('Div', [one, builder.add('Add', [power, one])]);
}

/** The sum over the last axis of `[…, count]`: `[…, 1]`. */
export function addSum(builder: GraphBuilder, values: string, count: number): string {
  return builder.add('MatMul', [values, builder.doubles([count, 1], Array<number>(count).fill(1))]);
}

/** `value` where it is at least `limit`, else `limit`. */
export function addAtLeast(builder: GraphBuilder, value: string, limit: number): string {
  return builder.add('Max', [value, builder.doubles([], [limit])]);
}

/** `value` where it is at most `limit`, else `limit`. */
export function addAtMost(builder: GraphBuilder, value: string, limit: number): string {
  return builder.add('Min', [value, builder.doubles([], [limit])]);
}
