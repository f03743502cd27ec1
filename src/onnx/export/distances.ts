/** Distances to the memory bank and the raw score. The same as `learning/memory-bank.ts` and `learning/calibration.ts`. */
import type { BankFile, MapSource, ScoreRule } from '../../domain/pack';
import type { GraphBuilder } from '../graph-builder';
import { dataType } from '../write-model';
import { addAtLeast, addSum, toDouble, toSingle } from './arithmetic';

/** Rows in the graph, with the type in which they are stored: `[rows, columns]`. */
export interface BankConstant {
  readonly values: string;
  readonly rows: number;
  readonly columns: number;
}

/** Puts the bank into the graph as it is stored. */
export function addBank(
  builder: GraphBuilder,
  { rows, columns, type }: Pick<BankFile, 'rows' | 'columns' | 'type'>,
  data: Uint8Array,
): BankConstant {
  return { values: builder.constant(dataType[type], [rows, columns], data), rows, columns };
}

/** Some rows of a bank, without a copy of them in the file. */
export function addRowsOf(
  builder: GraphBuilder,
  { values, columns }: BankConstant,
  rows: readonly number[],
): BankConstant {
  const taken = builder.add('Gather', [values, builder.integers(rows)], { attributes: { axis: 0 } });
  return { values: taken, rows: rows.length, columns };
}

/**
 * The mean distance of each cell to its nearest rows: `[cells, columns]` to `[cells]` of single precision. The squares are those of
 * the engine, `|c|² + |b|² − 2 c·b` in double precision: in single precision small distances would be lost.
 */
export function addDistances(builder: GraphBuilder, cells: string, bank: BankConstant, neighbours: number): string {
  const { rows, columns } = bank;
  const turned = builder.add('Transpose', [toDouble(builder, bank.values)], { attributes: { perm: [1, 0] } });
  const wide = toDouble(builder, cells);
  const dots = builder.add('MatMul', [wide, turned]);
  const lengths = addSum(builder, builder.add('Mul', [wide, wide]), columns);
  const ones = builder.doubles([1, columns], Array<number>(columns).fill(1));
  const bankLengths = builder.add('MatMul', [ones, builder.add('Mul', [turned, turned])]);
  const twice = builder.add('Mul', [dots, builder.doubles([], [2])]);
  const squares = builder.add('Sub', [builder.add('Add', [lengths, bankLengths]), twice]);
  const count = Math.min(neighbours, rows);
  const nearest = builder.add('Sqrt', [addAtLeast(builder, builder.top(squares, count, 'smallest'), 0)]);
  const mean = builder.add('Div', [addSum(builder, nearest, count), builder.doubles([], [count])]);
  return builder.reshape(toSingle(builder, mean), [-1]);
}

/** Which cells count in the score, and by how much. All are `[cells]`. */
export interface ScoreTerms extends CountedCells {
  readonly distances: string;
  /** The pack's own map, which adds to the distances. */
  readonly map: { readonly values: string; readonly source: MapSource } | undefined;
}

interface CountedCells {
  readonly cells: number;
  readonly rule: ScoreRule;
  /** True where a cell does not count; absent: all count. */
  readonly leftOut: string | undefined;
}

/** Far below every value that counts. */
const none = -1e30;

/** The raw score from the distances and the pack's own map, `[1, 1]` of double precision. */
export function addRawScore(builder: GraphBuilder, { distances, map, ...counted }: ScoreTerms): string {
  const values = map === undefined ? distances : addWeighted(builder, distances, map.values, map.source);
  return addTopMean(builder, values, counted);
}

/** The mean of the highest values that count, `[1, 1]` of double precision; 0 where none counts. */
export function addTopMean(builder: GraphBuilder, values: string, { cells, rule, leftOut }: CountedCells): string {
  const counted = leftOut === undefined ? values : builder.add('Where', [leftOut, builder.floats([1], [none]), values]);
  const count = Math.min(cells, rule.kind === 'max' ? 1 : rule.count);
  const top = toDouble(builder, builder.reshape(builder.top(counted, count, 'largest'), [1, count]));
  if (leftOut === undefined) return builder.add('Div', [addSum(builder, top, count), builder.doubles([], [count])]);
  const isCounted = builder.add('Greater', [top, builder.doubles([], [none / 2])]);
  const kept = builder.add('Where', [isCounted, top, builder.doubles([1, 1], [0])]);
  const found = addSum(builder, toDouble(builder, isCounted), count);
  return builder.add('Div', [addSum(builder, kept, count), addAtLeast(builder, found, 1)]);
}

/** A cell's distance, and what its map value above `countsFrom` adds. */
export function addWeighted(builder: GraphBuilder, distances: string, map: string, source: MapSource): string {
  const { countsFrom, weight = 0 } = source;
  if (weight === 0) return distances;
  const above = builder.add('Sub', [map, builder.floats([1], [countsFrom])]);
  return builder.add('Add', [distances, builder.add('Mul', [above, builder.floats([1], [weight])])]);
}
