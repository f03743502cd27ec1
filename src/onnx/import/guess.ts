/** Guesses for what a file does not state, each with its reason. A person sees both and can change the guess. */
import {
  anomalibMap,
  anomalibScore,
  type Guess,
  type ImportActivation,
  type ImportGuesses,
  type NetworkDescription,
  type NetworkOutput,
  type NormalisationName,
} from '../../domain/model-import';
import { parseLabels } from './labels-file';

/** Side of the input in px of most classifiers. */
const usualSidePx = 224;

/** The guesses for a file. */
export function guessAnswers(description: NetworkDescription): ImportGuesses {
  const { widthPx, heightPx, outputs } = description;
  const isAnomalib = outputs.some(({ name }) => name === anomalibScore);
  const graded =
    outputs.find((output) => output.name === anomalibScore) ??
    outputs.find((output) => output.isFloat && isOneRow(output)) ??
    outputs.find(({ isFloat }) => isFloat) ??
    outputs[0];
  const count = graded && numbersOf(graded);
  return {
    kind: isAnomalib ? { value: 'anomaly', from: 'outputs' } : { value: 'classifier', from: 'usual' },
    widthPx: sideOf(widthPx),
    heightPx: sideOf(heightPx),
    normalisation: normalisationOf(description, isAnomalib),
    output: { value: graded?.name ?? '', from: 'outputs' },
    activation: activationOf(graded),
    labels: labelsOf(description, count),
    map: { value: mapOf(outputs), from: 'outputs' },
    threshold: { value: 0.5, from: 'usual' },
    ...(count !== undefined && { labelCount: Math.max(2, count) }),
  };
}

function sideOf(px: number | undefined): Guess<number> {
  return px === undefined ? { value: usualSidePx, from: 'usual' } : { value: px, from: 'file' };
}

function mapOf(outputs: readonly NetworkOutput[]): string {
  return (outputs.find(({ name }) => name === anomalibMap) ?? outputs[1])?.name ?? '';
}

/** Whether the output has numbers along one axis only, as far as the file says: features beside the classes are maps. */
function isOneRow({ dims }: NetworkOutput): boolean {
  return dims.slice(1).filter((dim) => dim === undefined || dim > 1).length <= 1;
}

/** How many numbers the output has for one picture; undefined where it is free. */
function numbersOf({ dims }: NetworkOutput): number | undefined {
  const own = dims.slice(1);
  if (own.some((dim) => dim === undefined)) return undefined;
  return own.reduce<number>((product, dim) => product * (dim ?? 1), 1);
}

function normalisationOf(
  { layout, channels, scalesInside, input }: NetworkDescription,
  isAnomalib: boolean,
): Guess<NormalisationName> {
  if (isAnomalib) return { value: 'zero-one', from: 'outputs' };
  if (scalesInside) return { value: 'bytes', from: 'file' };
  // Lobe names the input so, and takes 0–1.
  if (/^image(:0)?$/i.test(input) || channels === 1) return { value: 'zero-one', from: 'usual' };
  return { value: layout === 'nchw' ? 'imagenet' : 'minus-one-one', from: 'usual' };
}

function activationOf(output: NetworkOutput | undefined): Guess<ImportActivation> {
  if (output === undefined) return { value: 'softmax', from: 'usual' };
  if ((output.ending !== 'logits' && output.ending !== 'features') || output.name === anomalibScore)
    return { value: 'none', from: 'file' };
  return { value: numbersOf(output) === 1 ? 'sigmoid' : 'softmax', from: 'file' };
}

/** Keys under which exporters store the names of the classes. */
const labelKeys = ['names', 'labels', 'classes', 'class_names', 'id2label'];

function labelsOf({ metadata }: NetworkDescription, count: number | undefined): Guess<readonly string[]> {
  for (const key of labelKeys) {
    const labels = parseLabels(metadata[key] ?? '');
    if (labels.length >= 2 && (count === undefined || labels.length === Math.max(2, count)))
      return { value: labels, from: 'metadata' };
  }
  return { value: [], from: 'usual' };
}
