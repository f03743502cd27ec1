/** Looks through a network from an untrusted source before ONNX Runtime opens it. */
import { fieldPackLimits, type NetworkFault } from '../domain/field-pack';
import { hasOnlyFinite } from '../math/finite-bytes';
import { readModel, type OnnxGraph, type OnnxModel, type OnnxNode, type OnnxTensor } from './model';

const controlFlow: ReadonlySet<string> = new Set(['If', 'Loop', 'Scan', 'SequenceMap']);

/** ONNX, and the fused operators that the exporters of quantised networks write. */
const knownDomains: ReadonlySet<string> = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);

/**
 * The first reason to refuse the network: no ONNX model, control flow (a picture must not decide how long it computes),
 * data in other files, operators of unknown domains, constants of wrong or excessive size, or weights that are no numbers. `file` names it in faults.
 */
export function networkFault(file: string, bytes: Uint8Array): NetworkFault | undefined {
  const model = modelOrUndefined(bytes);
  if (model === undefined) return { kind: 'not-onnx' };
  const nodes = [...model.graph.nodes, ...model.functionNodes];
  return (
    nodesFault(nodes) ??
    attributesFault(file, nodes) ??
    tensorsFault(file, [...model.graph.constants, ...nodes.flatMap(({ tensors }) => tensors)]) ??
    expansionFault(model.graph)
  );
}

function modelOrUndefined(bytes: Uint8Array): OnnxModel | undefined {
  try {
    return readModel(bytes);
  } catch {
    // Truncated, or another kind of file: both get the same fault.
    return undefined;
  }
}

function nodesFault(nodes: readonly OnnxNode[]): NetworkFault | undefined {
  if (nodes.length === 0) return { kind: 'not-onnx' };
  const branching = nodes.find(({ operator, hasSubgraph }) => hasSubgraph || controlFlow.has(operator));
  if (branching !== undefined) return { kind: 'control-flow', operator: branching.operator };
  const unknown = nodes.find(({ domain }) => !knownDomains.has(domain));
  return unknown === undefined ? undefined : { kind: 'unknown-operators', domain: unknown.domain };
}

function attributesFault(file: string, nodes: readonly OnnxNode[]): NetworkFault | undefined {
  return nodes.some(({ floats }) => floats !== undefined && hasNaN32(floats))
    ? { kind: 'not-finite', file }
    : undefined;
}

function tensorsFault(file: string, tensors: readonly OnnxTensor[]): NetworkFault | undefined {
  const external = tensors.find(({ isExternal }) => isExternal);
  if (external !== undefined) return { kind: 'external-data', tensor: external.name };
  const large = tensors.find(({ dims }) => productOf(dims) > limit);
  if (large !== undefined) return { kind: 'constant-too-large', tensor: large.name, limit };
  const wrong = tensors.find((tensor) => !hasStatedSize(tensor));
  if (wrong !== undefined) return { kind: 'wrong-constant', tensor: wrong.name };
  // Infinity is a usual constant (padding of a maximum); NaN is never one.
  return tensors.every(isNumeric) ? undefined : { kind: 'not-finite', file };
}

const limit = fieldPackLimits.constantNumbers;

function productOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * Math.max(0, dim), 1);
}

/** Bytes of one number by `TensorProto.DataType`; types of less than a byte are not checked. */
const bytesByType: Readonly<Record<number, number>> = {
  ...{ 1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2 },
};

function hasStatedSize({ type, dims, data, floats, doubles }: OnnxTensor): boolean {
  if (dims.some((dim) => dim < 0)) return false;
  const size = bytesByType[type];
  if (data !== undefined) return size === undefined || data.byteLength === size * productOf(dims);
  if (doubles !== undefined) return doubles.byteLength === 8 * productOf(dims);
  return floats === undefined || floats.byteLength === 4 * productOf(dims);
}

/** These make a tensor of the shape that one of their inputs states. */
const shapeMakers: ReadonlySet<string> = new Set(['ConstantOfShape', 'Expand']);

/** A few bytes must not become gigabytes in memory. */
function expansionFault({ nodes, constants }: OnnxGraph): NetworkFault | undefined {
  const made = nodes.flatMap(({ operator, outputs, tensors }) =>
    operator === 'Constant' ? tensors.map((tensor) => [outputs[0] ?? '', tensor] as const) : [],
  );
  const byName = new Map([...constants.map((tensor) => [tensor.name, tensor] as const), ...made]);
  const makers = nodes.filter(({ operator }) => shapeMakers.has(operator));
  const large = makers.find(({ inputs }) => productOf(integersOf(byName.get(inputs.at(-1) ?? ''))) > limit);
  return large && { kind: 'constant-too-large', tensor: large.outputs[0] ?? large.operator, limit };
}

function integersOf(tensor: OnnxTensor | undefined): readonly number[] {
  if (tensor?.type !== 7 || tensor.data === undefined) return [];
  return Array.from(new BigInt64Array(tensor.data.slice().buffer), Number);
}

function isNumeric({ type, data, floats, doubles, integers = [] }: OnnxTensor): boolean {
  if (floats !== undefined && hasNaN32(floats)) return false;
  if (doubles !== undefined && hasNaN64(doubles)) return false;
  const bits = data ?? new Uint8Array(Uint16Array.from(integers).buffer);
  return notNumeric[type]?.(bits) !== true;
}

/** Finds NaN in raw numbers of a type. Numbers of half the width may be stored as whole numbers; of the other types whole numbers are none of these. */
const notNumeric: Readonly<Record<number, (bits: Uint8Array) => boolean>> = {
  1: hasNaN32,
  10: (bits) => !hasOnlyFinite(bits, 'float16', 'infinity-allowed'),
  11: hasNaN64,
  16: hasBrainNaN,
};

function hasNaN32(bytes: Uint8Array): boolean {
  return !hasOnlyFinite(bytes, 'float32', 'infinity-allowed');
}

function hasNaN64(bytes: Uint8Array): boolean {
  const whole = bytes.slice(0, bytes.byteLength - (bytes.byteLength % 8));
  return new Float64Array(whole.buffer).some((value) => Number.isNaN(value));
}

/** bfloat16 is the upper half of a float32. */
function hasBrainNaN(bytes: Uint8Array): boolean {
  const words = new Uint16Array(bytes.slice(0, bytes.byteLength - (bytes.byteLength % 2)).buffer);
  return words.some((word) => (word & 0x7fff) > 0x7f80);
}
