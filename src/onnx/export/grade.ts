/** Probabilities from the embedding or the grade output. The same as `learning/grade.ts`, in double precision. */
import { gradeOutputs } from '../../domain/grade-outputs';
import type { Activation, HeadSource, PackGrade } from '../../domain/pack';
import type { GraphBuilder } from '../graph-builder';
import { dataType } from '../write-model';
import { addAtLeast, addLogistic, addScaled, addSum, toDouble } from './arithmetic';

/** The files of a head. */
export interface HeadFiles {
  readonly weights: Uint8Array;
  readonly scaling?: Uint8Array;
}

/** `[1, outputs]`: a linear head on the embedding `[1, columns]`. */
export function addHead(builder: GraphBuilder, embedding: string, grade: PackGrade, files: HeadFiles): string {
  const outputs = gradeOutputs(grade);
  const columns = files.weights.byteLength / 4 / outputs - 1;
  const split = 4 * outputs * columns;
  const constant = (dims: readonly number[], bytes: Uint8Array): string =>
    toDouble(builder, builder.constant(dataType.float32, dims, bytes));
  const weights = builder.add('Transpose', [constant([outputs, columns], files.weights.subarray(0, split))], {
    attributes: { perm: [1, 0] },
  });
  const values = toDouble(builder, builder.reshape(embedding, [1, columns]));
  const scaled = files.scaling === undefined ? values : addScaling(builder, values, columns, constant, files.scaling);
  const products = builder.add('MatMul', [scaled, weights]);
  return builder.add('Add', [products, constant([1, outputs], files.weights.subarray(split))]);
}

/** Centred, times a factor per column, then divided by the length. */
function addScaling(
  builder: GraphBuilder,
  values: string,
  columns: number,
  constant: (dims: readonly number[], bytes: Uint8Array) => string,
  scaling: Uint8Array,
): string {
  const centre = constant([1, columns], scaling.subarray(0, 4 * columns));
  const factor = constant([1, columns], scaling.subarray(4 * columns));
  const moved = builder.add('Mul', [builder.add('Sub', [values, centre]), factor]);
  const length = builder.add('Sqrt', [addSum(builder, builder.add('Mul', [moved, moved]), columns)]);
  return builder.add('Div', [moved, builder.add('Add', [length, builder.doubles([], [1e-12])])]);
}

/** The head of a pack that has one. */
export function headOf({ source }: PackGrade): HeadSource | undefined {
  return source.kind === 'head' ? source : undefined;
}

/** `[1, labels]` in the order of the labels, from the numbers `[1, outputs]`. */
export function addProbabilities(builder: GraphBuilder, numbers: string, grade: PackGrade): string {
  const { activation, labels } = grade;
  switch (activation.kind) {
    case 'softmax':
      return builder.add('Softmax', [addScaled(builder, numbers, 0, activation.temperature)], {
        attributes: { axis: 1 },
      });
    case 'cumulative':
      return addSteps(builder, numbers, activation.temperature, labels.length);
    case 'sigmoid':
      return addTwoSided(
        builder,
        addLogistic(builder, addScaled(builder, numbers, 0, activation.temperature)),
        activation,
        grade,
      );
    case 'probabilities':
      return numbers;
    case 'probability':
      return addTwoSided(builder, numbers, activation, grade);
  }
}

/** Ordered labels, from the log-odds of "above label k". */
function addSteps(builder: GraphBuilder, logOdds: string, temperature: number, labels: number): string {
  const above = addLogistic(builder, addScaled(builder, logOdds, 0, temperature));
  const concat = (parts: readonly string[]): string => builder.add('Concat', parts, { attributes: { axis: 1 } });
  const chances = addAtLeast(
    builder,
    builder.add('Sub', [concat([builder.doubles([1, 1], [1]), above]), concat([above, builder.doubles([1, 1], [0])])]),
    0,
  );
  return builder.add('Div', [chances, addSum(builder, chances, labels)]);
}

/** Two probabilities from that of the label `positive`. */
function addTwoSided(
  builder: GraphBuilder,
  probability: string,
  { positive }: Extract<Activation, { positive: string }>,
  { labels }: PackGrade,
): string {
  const other = builder.add('Sub', [builder.doubles([], [1]), probability]);
  const parts = labels.map(({ name }) => (name === positive ? probability : other));
  return builder.add('Concat', parts, { attributes: { axis: 1 } });
}
