/** Networks whose outputs are no answer for a whole picture: features without a classifier, boxes, or an answer for each place. */
import {
  anomalibScore,
  type ModelImportFault,
  type NetworkDescription,
  type NetworkOutput,
} from '../../domain/model-import';
import type { OnnxGraph } from '../model';
import { guessAnswers } from './guess';

type OutputFault = Extract<
  ModelImportFault,
  { readonly kind: 'output-is-features' | 'output-is-boxes' | 'output-is-segmentation' }
>;

/** Names that exporters of detectors give to their outputs. */
const boxNames = /(^|_)(b?box(es)?|dets?|num_dets|detections?)(_|$)/i;

/** Why no output of the network can be used. An output whose shape the file leaves open is looked at when the network has run. */
export function outputsFault(description: NetworkDescription, { nodes }: OnnxGraph): OutputFault | undefined {
  const outputs = description.outputs.filter(({ isFloat }) => isFloat);
  const [first] = outputs;
  if (first === undefined || outputs.some(({ name }) => name === anomalibScore)) return undefined;
  const box = description.outputs.find(({ name }) => boxNames.test(name));
  if (box !== undefined || nodes.some(({ operator }) => operator === 'NonMaxSuppression'))
    return { kind: 'output-is-boxes', output: (box ?? first).name };
  const faults = outputs.map((output) => mapFault(output, description) ?? featuresFault(output, description));
  return faults.includes(undefined) ? undefined : faults[0];
}

/** What an output with several numbers along two or more axes is; undefined for scores. */
export function mapFault(
  { name, dims }: Pick<NetworkOutput, 'name' | 'dims'>,
  input: Pick<NetworkDescription, 'widthPx' | 'heightPx'>,
): OutputFault | undefined {
  const [channels, ...places] = dims.slice(1);
  const long = [channels, ...places].filter((dim) => dim !== undefined && dim > 1).length;
  const isOpenMap = dims.length === 4 && long === 1 && places.every((dim) => dim === undefined);
  if (long < 2 && !isOpenMap) return undefined;
  if (dims.length === 3 && isListOfBoxes(dims, input)) return { kind: 'output-is-boxes', output: name };
  const side = Math.max(...places.map((dim) => dim ?? Infinity));
  const isFine = dims.length === 4 && side * coarsestMask >= Math.max(input.widthPx ?? 0, input.heightPx ?? 0, 224);
  return isFine ? { kind: 'output-is-segmentation', output: name } : { kind: 'output-is-features', output: name };
}

/** A mask has at least a cell for so many pixels along a side; features of a classifier have one for 32. */
const coarsestMask = 8;

/** Detectors with one output give a column for each cell of three grids (one or three boxes a cell), or a list of boxes with 4 to 7 numbers. */
function isListOfBoxes(
  dims: NetworkOutput['dims'],
  { widthPx, heightPx }: Pick<NetworkDescription, 'widthPx' | 'heightPx'>,
): boolean {
  const [second = 0, last = 0] = dims.slice(1);
  if (second >= 10 && last >= 4 && last <= 7) return true;
  if (widthPx === undefined || heightPx === undefined) return Math.max(second, last) > 8 * Math.min(second, last);
  const cells = [8, 16, 32].reduce((sum, stride) => sum + (widthPx / stride) * (heightPx / stride), 0);
  return [second, last].some((count) => count === cells || count === 3 * cells);
}

/** Fewer features do not occur; the heads of ImageNet have 1,000 or 1,001 classes. */
export const fewestFeatures = 64;
const imageNetCounts: readonly number[] = [1000, 1001];

/** An output that ends in a mean over places, or in a norm, and whose classes nobody has named. */
function featuresFault(output: NetworkOutput, description: NetworkDescription): OutputFault | undefined {
  if (output.ending !== 'features') return undefined;
  const { labelCount, labels } = guessAnswers({ ...description, outputs: [output] });
  const isNamed = labels.value.length > 0;
  if (labelCount === undefined || labelCount < fewestFeatures || imageNetCounts.includes(labelCount) || isNamed)
    return undefined;
  return { kind: 'output-is-features', output: output.name };
}
