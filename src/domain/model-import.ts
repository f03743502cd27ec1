/** A network from another program that becomes a pack: what its file states, what a person adds, and why it is refused. Plain JSON. */
import type { NetworkFault } from './field-pack';
import type { Fit, PackInput } from './pack';

/** How an output of the file ends: what has been applied to its numbers. `features`: a mean over places or a norm, which no head follows. */
type Ending = 'logits' | 'softmax' | 'sigmoid' | 'features';

/** One output of the network. A free axis has no size. */
export interface NetworkOutput {
  readonly name: string;
  readonly dims: readonly (number | undefined)[];
  readonly isFloat: boolean;
  readonly ending: Ending;
}

/** What an ONNX file states. Sizes are absent where they are free. */
export interface NetworkDescription {
  readonly input: string;
  readonly layout: PackInput['layout'];
  readonly channels: 1 | 3;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly outputs: readonly NetworkOutput[];
  /** The first operators scale the picture by constants. */
  readonly scalesInside: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What still has to be applied to the numbers of a classifier. `none`: they are probabilities. */
export type ImportActivation = 'softmax' | 'sigmoid' | 'none';

/** How pixels 0–255 become numbers: `(value × scale − mean) / std`. */
export type Normalisation = Pick<PackInput, 'scale' | 'mean' | 'std'>;
export const normalisationNames = ['imagenet', 'zero-one', 'minus-one-one', 'bytes', 'caffe'] as const;
export type NormalisationName = (typeof normalisationNames)[number];

/** The usual ones, for three channels. */
const normalisations: Readonly<Record<NormalisationName, Normalisation>> = {
  imagenet: { scale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  'zero-one': { scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] },
  'minus-one-one': { scale: 1 / 127.5, mean: [1, 1, 1], std: [1, 1, 1] },
  bytes: { scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  caffe: { scale: 1, mean: [103.939, 116.779, 123.68], std: [1, 1, 1] },
};

/** A usual normalisation for a network of one or three channels: grey takes the first number. */
export function normalisationNamed(name: NormalisationName, channels: 1 | 3): Normalisation {
  const { scale, mean, std } = normalisations[name];
  return { scale, mean: mean.slice(0, channels), std: std.slice(0, channels) };
}

/** What the network answers. */
export type ImportTask =
  | {
      readonly kind: 'classifier';
      readonly output: string;
      readonly labels: readonly string[];
      readonly activation: ImportActivation;
    }
  /** anomalib 2: a score and a map of 0–1. */
  | {
      readonly kind: 'anomaly';
      readonly score: string;
      readonly map: string;
      /** From here a picture is anomalous. */
      readonly threshold: number;
    };

/** `file`: its shapes and operators; `outputs`: their names; `usual`: most networks of this form. */
export type GuessOrigin = 'file' | 'outputs' | 'metadata' | 'usual';

/** What is assumed where the file states nothing. */
export interface Guess<Value> {
  readonly value: Value;
  readonly from: GuessOrigin;
}

export interface ImportGuesses {
  readonly kind: Guess<ImportTask['kind']>;
  readonly widthPx: Guess<number>;
  readonly heightPx: Guess<number>;
  readonly normalisation: Guess<NormalisationName>;
  /** The output with the grade, or with the score. */
  readonly output: Guess<string>;
  readonly activation: Guess<ImportActivation>;
  readonly labels: Guess<readonly string[]>;
  readonly map: Guess<string>;
  readonly threshold: Guess<number>;
  /** How many labels there must be, where the file says so. */
  readonly labelCount?: number;
}

/** Everything that the pack needs. */
export interface ImportAnswers {
  readonly title: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colour: PackInput['colour'];
  readonly normalisation: Normalisation;
  readonly fit: Fit;
  readonly task: ImportTask;
}

/** Why a network cannot become a pack. */
export type ModelImportFault =
  | NetworkFault
  | { readonly kind: 'file-too-large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'wrong-inputs'; readonly count: number }
  | { readonly kind: 'input-axes'; readonly found: string }
  | { readonly kind: 'input-type' }
  | { readonly kind: 'fixed-batch'; readonly pictures: number }
  | { readonly kind: 'no-channels'; readonly found: string }
  | { readonly kind: 'wrong-input-size'; readonly limitPx: number }
  | { readonly kind: 'no-output'; readonly output: string; readonly found: readonly string[] }
  | { readonly kind: 'output-type'; readonly output: string }
  | { readonly kind: 'output-is-map'; readonly output: string }
  | { readonly kind: 'output-is-features' | 'output-is-boxes' | 'output-is-segmentation'; readonly output: string }
  | { readonly kind: 'output-is-no-map'; readonly output: string }
  | { readonly kind: 'duplicate-label'; readonly label: string }
  | { readonly kind: 'label-count'; readonly numbers: number; readonly labels: number }
  | { readonly kind: 'sigmoid-per-label' }
  | { readonly kind: 'wrong-normalisation'; readonly channels: number };

/** Largest side of a network's input: the limit of the pack format. */
export const inputSideLimitPx = 2048;

/** The output in which anomalib 2 states its score. */
export const anomalibScore = 'pred_score';
export const anomalibMap = 'anomaly_map';

const importFaults: ReadonlySet<string> = new Set<ModelImportFault['kind']>([
  ...(['not-onnx', 'control-flow', 'external-data', 'unknown-operators', 'wrong-constant'] as const),
  ...(['constant-too-large', 'not-finite', 'file-too-large', 'wrong-inputs', 'input-axes', 'input-type'] as const),
  ...(['fixed-batch', 'no-channels', 'wrong-input-size', 'no-output', 'output-type', 'output-is-map'] as const),
  ...(['output-is-features', 'output-is-boxes', 'output-is-segmentation'] as const),
  ...(['output-is-no-map', 'duplicate-label', 'label-count', 'sigmoid-per-label', 'wrong-normalisation'] as const),
]);

/** Whether the network or an answer is at fault, not the picture or the device. */
export function isModelImportFault(fault: { readonly kind: string }): fault is ModelImportFault {
  return importFaults.has(fault.kind);
}
