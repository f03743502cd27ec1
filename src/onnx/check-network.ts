/** Looks through a network from an untrusted source before ONNX Runtime opens it. */
import type { NetworkFault } from '../domain/field-pack';
import { hasOnlyFinite } from '../math/finite-bytes';
import { readModel, type OnnxModel, type OnnxNode, type OnnxTensor } from './model';

const controlFlow: ReadonlySet<string> = new Set(['If', 'Loop', 'Scan', 'SequenceMap']);

/** ONNX, and the fused operators that the exporters of quantised networks write. */
const knownDomains: ReadonlySet<string> = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);

/**
 * The first reason to refuse the network: no ONNX model, control flow (a picture must not decide how long it computes),
 * data in other files, operators of unknown domains, or weights that are no numbers. `file` names it in faults.
 */
export function networkFault(file: string, bytes: Uint8Array): NetworkFault | undefined {
  const model = modelOrUndefined(bytes);
  if (model === undefined) return { kind: 'not-onnx' };
  const nodes = [...model.graph.nodes, ...model.functionNodes];
  return (
    nodesFault(nodes) ?? tensorsFault(file, [...model.graph.constants, ...nodes.flatMap(({ tensors }) => tensors)])
  );
}

function modelOrUndefined(bytes: Uint8Array): OnnxModel | undefined {
  try {
    return readModel(bytes);
  } catch {
    // Cut off, or another kind of file: every reason is the same to the sender.
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

function tensorsFault(file: string, tensors: readonly OnnxTensor[]): NetworkFault | undefined {
  const external = tensors.find(({ isExternal }) => isExternal);
  if (external !== undefined) return { kind: 'external-data', tensor: external.name };
  // Infinity is a usual constant (padding of a maximum); NaN is never one.
  return tensors.every(isNumeric) ? undefined : { kind: 'not-finite', file };
}

function isNumeric({ type, data, floats }: OnnxTensor): boolean {
  if (floats !== undefined && !hasOnlyFinite(floats, 'float32', 'infinity-allowed')) return false;
  if (data === undefined || (type !== 1 && type !== 10)) return true;
  return hasOnlyFinite(data, type === 1 ? 'float32' : 'float16', 'infinity-allowed');
}
