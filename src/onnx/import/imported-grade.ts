/** The grade of an imported classifier, and whether the answers fit the outputs of the network. */
import type { ImportAnswers, ImportTask, ModelImportFault, NetworkDescription } from '../../domain/model-import';
import type { OutputShapes } from '../../domain/onnx-export';
import type { Activation } from '../../domain/pack';
import { fewestFeatures, mapFault } from './refuse-outputs';

/** What is known of a network before its shapes. */
interface AnsweredModel {
  readonly description: NetworkDescription;
  readonly answers: ImportAnswers;
}

type Classifier = Extract<ImportTask, { kind: 'classifier' }>;

/** The first answer that does not fit the outputs, whose real shapes are known once the network has run. */
export function answerFault(model: AnsweredModel, shapes: OutputShapes): ModelImportFault | undefined {
  const { task } = model.answers;
  return task.kind === 'classifier'
    ? classesFault(task, shapes[task.output] ?? [], model)
    : anomalyFault(shapes[task.score] ?? [], shapes[task.map] ?? [], task);
}

function classesFault(
  task: Classifier,
  dims: readonly number[],
  { description: { outputs }, answers: { widthPx, heightPx } }: AnsweredModel,
): ModelImportFault | undefined {
  const hasNoHead = outputs.find(({ name }) => name === task.output)?.ending === 'features';
  // With more outputs another one may be right.
  const map = outputs.length > 1 ? undefined : mapFault({ name: task.output, dims }, { widthPx, heightPx });
  return map ?? classifierFault(task, dims, hasNoHead);
}

function anomalyFault(
  score: readonly number[],
  map: readonly number[],
  task: Extract<ImportTask, { kind: 'anomaly' }>,
): ModelImportFault | undefined {
  if (score.length > 2 || productOf(score) !== 1) return { kind: 'output-is-map', output: task.score };
  const isMap = (map.length === 4 && map[1] === 1) || map.length === 3;
  return isMap ? undefined : { kind: 'output-is-no-map', output: task.map };
}

function classifierFault(
  { output, labels, activation }: Classifier,
  dims: readonly number[],
  hasNoHead: boolean,
): ModelImportFault | undefined {
  const repeated = labels.find((label, at) => labels.indexOf(label) !== at);
  if (repeated !== undefined) return { kind: 'duplicate-label', label: repeated };
  const numbers = productOf(dims);
  // A map has places: its last two axes are longer than one.
  if (dims.length > 2 && dims.filter((dim) => dim > 1).length > 1) return { kind: 'output-is-map', output };
  const wanted = Math.max(2, numbers);
  if (labels.length !== wanted && hasNoHead && numbers >= fewestFeatures) return { kind: 'output-is-features', output };
  if (labels.length !== wanted) return { kind: 'label-count', numbers, labels: labels.length };
  return activation === 'sigmoid' && numbers > 1 ? { kind: 'sigmoid-per-label' } : undefined;
}

/** A single number is that of the last label. */
export function activationOf({ activation, labels }: Classifier, numbers: number): Activation {
  const positive = labels.at(-1) ?? '';
  if (numbers === 1)
    return activation === 'none' ? { kind: 'probability', positive } : { kind: 'sigmoid', positive, temperature: 1 };
  return activation === 'none' ? { kind: 'probabilities' } : { kind: 'softmax', temperature: 1 };
}

/** A readable title: `leaf-rust` and `leaf_rust` become "Leaf rust". */
export function titled(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function productOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}
