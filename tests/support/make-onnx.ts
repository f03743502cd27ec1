/** Small ONNX models, built field by field. Numbers are those of `onnx.proto`. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

type Field = readonly [number: number, value: string | number | Uint8Array];

/** A message with these fields. */
export function message(...fields: readonly Field[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const [number, value] of fields) {
    if (typeof value === 'number') writer.tag(number, WireType.Varint).int64(value);
    else if (typeof value === 'string') writer.tag(number, WireType.LengthDelimited).string(value);
    else writer.tag(number, WireType.LengthDelimited).bytes(value);
  }
  return writer.finish();
}

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
export function onnxNode(operator: string, ...more: readonly Field[]): Uint8Array {
  return message([1, 'x'], [2, 'y'], [4, operator], ...more);
}
