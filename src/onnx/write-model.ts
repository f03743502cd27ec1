/** Parts of an ONNX model as messages. Field numbers are those of `onnx.proto`. */
import { message, type WrittenField } from './protobuf';

/** `TensorProto.DataType`. */
export const dataType = { float32: 1, int64: 7, bool: 9, float16: 10, float64: 11 } as const;
export type DataType = (typeof dataType)[keyof typeof dataType];

/** A constant: `data` is little-endian, row after row. */
export interface WrittenTensor {
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

export function tensorMessage(name: string, { type, dims, data }: WrittenTensor): Uint8Array {
  return message(...dims.map((dim) => [1, dim] as const), [2, type], [8, name], [9, data]);
}

/** A graph input or output of float32. A text is the name of a free dimension. */
export function valueMessage(name: string, dims: readonly (number | string)[]): Uint8Array {
  const shape = dims.map((dim) => [1, message(typeof dim === 'number' ? [1, dim] : [2, dim])] as const);
  return message([1, name], [2, message([1, message([1, dataType.float32], [2, message(...shape)])])]);
}

/** Of a node: a whole number, whole numbers, or a text. */
export type Attribute = number | readonly number[] | string;

export interface WrittenNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export function nodeMessage({ operator, inputs, outputs, attributes }: WrittenNode): Uint8Array {
  return message(
    ...inputs.map((name) => [1, name] as const),
    ...outputs.map((name) => [2, name] as const),
    [3, outputs[0] ?? operator],
    [4, operator],
    ...Object.entries(attributes).map(([name, value]) => [5, attributeMessage(name, value)] as const),
  );
}

function attributeMessage(name: string, value: Attribute): Uint8Array {
  return message([1, name], ...attributeFields(value));
}

function attributeFields(value: Attribute): readonly WrittenField[] {
  if (typeof value === 'number')
    return [
      [3, value],
      [20, 2],
    ];
  if (typeof value === 'string')
    return [
      [4, value],
      [20, 3],
    ];
  return [...value.map((one) => [8, one] as const), [20, 7]];
}
