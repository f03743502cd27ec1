/** Collects the nodes and constants of a graph. Only operators whose form is the same from operator set 11 on are used. */
import { dataType, nodeMessage, tensorMessage, type Attribute, type DataType } from './write-model';

export interface GraphBuilder {
  /** Adds a node and returns the name of its first output: `output`, or a new name. */
  add(operator: string, inputs: readonly string[], options?: NodeOptions): string;
  /** The `count` largest or smallest values along the last axis. */
  top(input: string, count: number, order: 'largest' | 'smallest'): string;
  /** A constant of these bytes. */
  constant(type: DataType, dims: readonly number[], data: Uint8Array): string;
  /** A constant of double precision. */
  doubles(dims: readonly number[], values: readonly number[]): string;
  /** A constant of single precision. */
  floats(dims: readonly number[], values: readonly number[]): string;
  /** A list of whole numbers. */
  integers(values: readonly number[]): string;
  /** The values in the shape `dims`, in which −1 stands for what is left. */
  reshape(input: string, dims: readonly number[]): string;
  cast(input: string, type: DataType): string;
  readonly nodes: readonly Uint8Array[];
  readonly constants: readonly Uint8Array[];
}

interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly output?: string;
}

/** An empty graph. Its names start with `fieldgrade/`, so that they differ from those of a network. */
export function createGraphBuilder(): GraphBuilder {
  const nodes: Uint8Array[] = [];
  const constants: Uint8Array[] = [];
  let made = 0;
  const newName = (what: string): string => `fieldgrade/${what}_${made++}`;
  const constant: GraphBuilder['constant'] = (type, dims, data) => {
    const name = newName('constant');
    constants.push(tensorMessage(name, { type, dims, data }));
    return name;
  };
  const integers = (values: readonly number[]): string =>
    constant(dataType.int64, [values.length], bytesOf(BigInt64Array.from(values, BigInt)));
  const add: GraphBuilder['add'] = (operator, inputs, { attributes = {}, output = newName(operator) } = {}) => {
    nodes.push(nodeMessage({ operator, inputs, outputs: [output], attributes }));
    return output;
  };
  return {
    nodes,
    constants,
    constant,
    integers,
    add,
    top(input, count, order) {
      const output = newName('top');
      const attributes = { largest: order === 'largest' ? 1 : 0, sorted: 1, axis: -1 };
      const inputs = [input, integers([count])];
      nodes.push(nodeMessage({ operator: 'TopK', inputs, outputs: [output, `${output}_places`], attributes }));
      return output;
    },
    doubles: (dims, values) => constant(dataType.float64, dims, bytesOf(Float64Array.from(values))),
    floats: (dims, values) => constant(dataType.float32, dims, bytesOf(Float32Array.from(values))),
    reshape: (input, dims) => add('Reshape', [input, integers(dims)]),
    cast: (input, type) => add('Cast', [input], { attributes: { to: type } }),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
