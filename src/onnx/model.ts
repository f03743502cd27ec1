/** An ONNX model as far as it must be understood to check it and to extend it. What is not understood is kept as bytes. */
import { fieldsOf, fixedBytesOf, integersOf, textOfBytes, type ProtobufField } from './protobuf';

/** One operator of the graph. `hasSubgraph`: it has a body, as control flow has. */
export interface OnnxNode {
  readonly operator: string;
  /** Names of its inputs; an input that is left out is empty. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Empty for the operators of ONNX. */
  readonly domain: string;
  readonly tensors: readonly OnnxTensor[];
  readonly hasSubgraph: boolean;
  /** The float32 numbers of its attributes. */
  readonly floats?: Uint8Array;
  readonly bytes: Uint8Array;
}

/** A constant. `data` is its `raw_data`, or undefined where the numbers are in another field. */
export interface OnnxTensor {
  readonly name: string;
  /** `TensorProto.DataType`: 1 float32, 10 float16, 7 int64. */
  readonly type: number;
  readonly dims: readonly number[];
  readonly data?: Uint8Array;
  readonly floats?: Uint8Array;
  readonly doubles?: Uint8Array;
  /** Numbers of half precision may be stored as whole numbers, with the bits of each. */
  readonly integers?: readonly number[];
  readonly isExternal: boolean;
  readonly bytes: Uint8Array;
}

/** A named input or output. A free axis is undefined; `type` is 0 if the value is not a tensor. */
export interface OnnxValue {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly (number | undefined)[];
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Some constants are stored as sparse tensors. */
  readonly hasSparse: boolean;
}

export interface OnnxModel {
  readonly bytes: Uint8Array;
  readonly irVersion: number;
  /** Version of the operator set by domain. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graph: OnnxGraph;
  /** Functions of the model; their nodes are listed, since they run like those of the graph. */
  readonly functionNodes: readonly OnnxNode[];
}

/** Reads a model. Throws where the bytes are no model. */
export function readModel(bytes: Uint8Array): OnnxModel {
  const fields = [...fieldsOf(bytes)];
  const [graph] = single(fields, 7);
  if (graph === undefined) throw new RangeError('the model has no graph');
  return {
    bytes,
    irVersion: Number(fields.find(({ number }) => number === 1)?.integer ?? 0n),
    opsets: new Map(messages(fields, 8).map(readOpset)),
    graph: readGraph(graph),
    functionNodes: messages(fields, 25).flatMap((body) => messages([...fieldsOf(body)], 7).map(readNode)),
  };
}

function readOpset(bytes: Uint8Array): readonly [string, number] {
  const fields = [...fieldsOf(bytes)];
  return [textOf(fields, 1), Number(fields.find(({ number }) => number === 2)?.integer ?? 0n)];
}

function readGraph(bytes: Uint8Array): OnnxGraph {
  const fields = [...fieldsOf(bytes)];
  return {
    nodes: messages(fields, 1).map(readNode),
    constants: [...messages(fields, 5).map(readTensor), ...messages(fields, 15).flatMap(readSparse)],
    inputs: messages(fields, 11).map(readValue),
    outputs: messages(fields, 12).map(readValue),
    hasSparse: messages(fields, 15).length > 0,
  };
}

/** A sparse constant: its values and its indices are tensors. */
function readSparse(bytes: Uint8Array): readonly OnnxTensor[] {
  return single([...fieldsOf(bytes)], 1, 2).map(readTensor);
}

function readValue(bytes: Uint8Array): OnnxValue {
  const fields = [...fieldsOf(bytes)];
  const tensor = messages(fields, 2).flatMap((type) => messages([...fieldsOf(type)], 1))[0];
  const typeFields = tensor === undefined ? [] : [...fieldsOf(tensor)];
  const axes = messages(typeFields, 2).flatMap((shape) => messages([...fieldsOf(shape)], 1));
  return {
    name: textOf(fields, 1),
    type: Number(typeFields.findLast(({ number }) => number === 1)?.integer ?? 0n),
    dims: axes.map(readAxis),
  };
}

/** Exporters write a free axis as a name, as 0 or as −1. */
function readAxis(bytes: Uint8Array): number | undefined {
  const size = [...fieldsOf(bytes)].findLast(({ number }) => number === 1)?.integer;
  return size === undefined || size < 1n ? undefined : Number(size);
}

function readNode(bytes: Uint8Array): OnnxNode {
  const fields = [...fieldsOf(bytes)];
  const attributes = messages(fields, 5).map((attribute) => [...fieldsOf(attribute)]);
  // `f` and `floats`.
  const floats = fixedBytesOf(
    attributes.flat().map((field) => (field.number === 2 ? { ...field, number: 7 } : field)),
    7,
  );
  return {
    operator: textOf(fields, 4),
    inputs: messages(fields, 1).map(textOfBytes),
    outputs: messages(fields, 2).map(textOfBytes),
    domain: textOf(fields, 7),
    tensors: attributes.flatMap((attribute) => [
      ...[...single(attribute, 5), ...messages(attribute, 10)].map(readTensor),
      ...[...single(attribute, 22), ...messages(attribute, 23)].flatMap(readSparse),
    ]),
    hasSubgraph: attributes.some((attribute) => messages(attribute, 6, 11).length > 0),
    ...(floats && { floats }),
    bytes,
  };
}

function readTensor(bytes: Uint8Array): OnnxTensor {
  const fields = [...fieldsOf(bytes)];
  // Where a field is there twice, its last value counts.
  const data = fields.findLast(({ number }) => number === 9)?.bytes;
  const [floats, doubles] = [fixedBytesOf(fields, 4), fixedBytesOf(fields, 10)];
  const integers = fields.filter(({ number }) => number === 5).flatMap(integersOf);
  return {
    name: textOf(fields, 8),
    type: Number(fields.findLast(({ number }) => number === 2)?.integer ?? 0n),
    dims: fields.filter(({ number }) => number === 1).flatMap(integersOf),
    ...(data === undefined ? {} : { data }),
    ...(floats && { floats }),
    ...(doubles && { doubles }),
    ...(integers.length > 0 && { integers }),
    isExternal: fields.some(({ number, integer }) => number === 13 || (number === 14 && integer === 1n)),
    bytes,
  };
}

function messages(fields: readonly ProtobufField[], ...numbers: readonly number[]): readonly Uint8Array[] {
  return fields.flatMap(({ number, bytes }) => (numbers.includes(number) && bytes !== undefined ? [bytes] : []));
}

/** Messages of which there may be one each: a complete parser would merge two, and run parts that were not checked. */
function single(fields: readonly ProtobufField[], ...numbers: readonly number[]): readonly Uint8Array[] {
  if (numbers.some((number) => messages(fields, number).length > 1)) throw new RangeError('a message is there twice');
  return messages(fields, ...numbers);
}

function textOf(fields: readonly ProtobufField[], wanted: number): string {
  const bytes = fields.findLast(({ number }) => number === wanted)?.bytes;
  return bytes === undefined ? '' : textOfBytes(bytes);
}
