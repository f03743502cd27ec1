/** Small ONNX models, built field by field. Numbers are those of `onnx.proto`. */
import { message, type WrittenField } from '../../src/onnx/protobuf';

/** A model with these nodes and constants. */
export function onnxModel(nodes: readonly Uint8Array[], constants: readonly Uint8Array[] = []): Uint8Array {
  const graph = message(
    ...nodes.map((node) => [1, node] as const),
    [2, 'graph'],
    ...constants.map((one) => [5, one] as const),
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 17])]);
}

/** An operator from `x` to `y`. */
export function onnxNode(operator: string, ...more: readonly WrittenField[]): Uint8Array {
  return message([1, 'x'], [2, 'y'], [4, operator], ...more);
}
