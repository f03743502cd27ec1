/** The part of a network that an export needs, under names that cannot be those of the nodes that are added. */
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../model';
import { fieldsOf, message, textOfBytes, type WrittenField } from '../protobuf';

/** Nodes and constants as messages. */
export interface ReusedNetwork {
  readonly nodes: readonly Uint8Array[];
  readonly constants: readonly Uint8Array[];
}

/** The name that a tensor of the network has in the exported graph. */
export function nameInExport(name: string): string {
  return name === '' ? '' : `network/${name}`;
}

/** The nodes from which `outputs` are computed, in their order, with the constants that they use. */
export function reuseNetwork({ nodes, constants }: OnnxGraph, outputs: readonly string[]): ReusedNetwork {
  const needed = new Set(outputs);
  const kept: OnnxNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    node.inputs.forEach((name) => needed.add(name));
    kept.push(node);
  }
  return {
    nodes: kept.toReversed().map(renamedNode),
    constants: constants.filter(({ name }) => needed.has(name)).map(renamedTensor),
  };
}

function renamedNode({ bytes }: OnnxNode): Uint8Array {
  const fields = [...fieldsOf(bytes)].flatMap(({ number, bytes: value }): WrittenField[] => {
    if (value === undefined) return [];
    return [[number, number === 1 || number === 2 ? nameInExport(textOfBytes(value)) : value]];
  });
  return message(...fields);
}

/** The last value of a field that is not repeated counts: the new name is added behind the tensor. */
function renamedTensor({ name, bytes }: OnnxTensor): Uint8Array {
  const renaming = message([8, nameInExport(name)]);
  const renamed = new Uint8Array(bytes.byteLength + renaming.byteLength);
  renamed.set(bytes);
  renamed.set(renaming, bytes.byteLength);
  return renamed;
}
