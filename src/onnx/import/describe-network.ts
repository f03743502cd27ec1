/** Reads what an ONNX file says of itself. The Python reference is `trainer/packs/imported_network.py`. */
import { fieldPackLimits } from '../../domain/field-pack';
import {
  inputSideLimitPx,
  type ModelImportFault,
  type NetworkDescription,
  type NetworkOutput,
} from '../../domain/model-import';
import { fail, succeed, type Result } from '../../domain/result';
import { networkFault } from '../check-network';
import { readModel, type OnnxGraph, type OnnxNode, type OnnxValue } from '../model';
import { dataType } from '../write-model';
import { readMetadata } from './metadata';
import { outputsFault } from './refuse-outputs';

/** The description of a file from an untrusted source, or the first reason to refuse it. Nothing of it is run. */
export function describeNetwork(bytes: Uint8Array): Result<NetworkDescription, ModelImportFault> {
  const limitBytes = fieldPackLimits.fileBytes;
  if (bytes.byteLength > limitBytes) return fail({ kind: 'file-too-large', bytes: bytes.byteLength, limitBytes });
  try {
    return describe(bytes);
  } catch {
    // A part of the message that the check does not read is damaged.
    return fail({ kind: 'not-onnx' });
  }
}

function describe(bytes: Uint8Array): Result<NetworkDescription, ModelImportFault> {
  const fault = networkFault('network', bytes);
  if (fault !== undefined) return fail(fault);
  const model = readModel(bytes);
  const weights = new Set(model.graph.constants.map(({ name }) => name));
  const inputs = model.graph.inputs.filter(({ name }) => !weights.has(name));
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) return fail({ kind: 'wrong-inputs', count: inputs.length });
  const picture = readInput(input);
  if (!picture.ok) return picture;
  const description: NetworkDescription = {
    input: input.name,
    ...picture.value,
    outputs: model.graph.outputs.map((output) => describeOutput(output, model.graph)),
    scalesInside: scalesInside(model.graph, input.name),
    metadata: readMetadata(bytes),
  };
  const useless = outputsFault(description, model.graph);
  return useless === undefined ? succeed(description) : fail(useless);
}

type PictureInput = Pick<NetworkDescription, 'layout' | 'channels' | 'widthPx' | 'heightPx'>;

function readInput({ type, dims }: OnnxValue): Result<PictureInput, ModelImportFault> {
  const found = dims.map((dim) => dim ?? '?').join(' × ');
  if (dims.length !== 4) return fail({ kind: 'input-axes', found });
  if (type !== dataType.float32) return fail({ kind: 'input-type' });
  const [batch, second, third, fourth] = dims;
  if (batch !== undefined && batch !== 1) return fail({ kind: 'fixed-batch', pictures: batch });
  const layout = layoutOf(second, fourth);
  if (layout === undefined) return fail({ kind: 'no-channels', found });
  const [channels, heightPx, widthPx] = layout === 'nchw' ? [second, third, fourth] : [fourth, second, third];
  if (Math.max(widthPx ?? 1, heightPx ?? 1) > inputSideLimitPx)
    return fail({ kind: 'wrong-input-size', limitPx: inputSideLimitPx });
  return succeed({ layout, channels: channels === 1 ? 1 : 3, ...sizeOf(widthPx, heightPx) });
}

function sizeOf(widthPx: number | undefined, heightPx: number | undefined): Pick<PictureInput, 'widthPx' | 'heightPx'> {
  return { ...(widthPx !== undefined && { widthPx }), ...(heightPx !== undefined && { heightPx }) };
}

/** Three channels before one: a grey picture of three rows does not exist. */
function layoutOf(second: number | undefined, last: number | undefined): NetworkDescription['layout'] | undefined {
  for (const channels of [3, 1]) {
    if (second === channels) return 'nchw';
    if (last === channels) return 'nhwc';
  }
  return undefined;
}

function describeOutput({ name, type, dims }: OnnxValue, graph: OnnxGraph): NetworkOutput {
  return { name, dims, isFloat: type === dataType.float32, ending: endingOf(graph, name) };
}

/** Operators that change only the shape or the type of numbers. */
const passing: ReadonlySet<string> = new Set(['Identity', 'Reshape', 'Squeeze', 'Flatten', 'Cast']);

/** Operators in which a network without its head ends. */
const featureMakers: ReadonlySet<string> = new Set([
  ...['GlobalAveragePool', 'GlobalMaxPool', 'AveragePool', 'MaxPool', 'ReduceMean', 'ReduceMax', 'Gather'],
  ...['LayerNormalization', 'BatchNormalization', 'LpNormalization', 'Relu', 'Clip', 'HardSwish'],
]);

/** The operator that computes the output, before those that change only its shape or type. */
function endingOf({ nodes }: OnnxGraph, output: string): NetworkOutput['ending'] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  let node: OnnxNode | undefined = makers.get(output);
  // A hostile graph may be a circle: each node is followed once.
  for (let steps = 0; steps < nodes.length && node !== undefined && passing.has(node.operator); steps++)
    node = makers.get(node.inputs[0] ?? '');
  if (node?.operator === 'Softmax') return 'softmax';
  if (node?.operator === 'Sigmoid') return 'sigmoid';
  return node !== undefined && featureMakers.has(node.operator) ? 'features' : 'logits';
}

const scaling: ReadonlySet<string> = new Set(['Sub', 'Div', 'Mul', 'Add', 'BatchNormalization']);

/** Whether the picture itself is scaled first, as anomalib and Keras with a rescaling layer export it. */
function scalesInside({ nodes }: OnnxGraph, input: string): boolean {
  const seen = new Set<string>();
  let name = input;
  // A hostile graph may be a circle.
  while (!seen.has(name)) {
    seen.add(name);
    const users = nodes.filter(({ inputs }) => inputs.includes(name));
    const [user] = users;
    if (user === undefined || users.length > 1) return false;
    if (scaling.has(user.operator)) return true;
    if (user.operator !== 'Transpose' && !passing.has(user.operator)) return false;
    name = user.outputs[0] ?? '';
  }
  return false;
}
