import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeNetwork } from '../../../src/onnx/import/describe-network';
import { message, type WrittenField } from '../../../src/onnx/protobuf';
import { dataType, nodeMessage, tensorMessage, valueMessage } from '../../../src/onnx/write-model';

const relu = nodeMessage({ operator: 'Relu', inputs: ['picture'], outputs: ['answer'], attributes: {} });
const picture = valueMessage('picture', ['n', 3, 16, 16]);
const answer = valueMessage('answer', ['n', 3]);
const one = new Uint8Array(Float32Array.of(1).buffer);

interface Parts {
  readonly nodes?: readonly Uint8Array[];
  readonly constants?: readonly Uint8Array[];
  readonly inputs?: readonly Uint8Array[];
}

function modelOf({ nodes = [relu], constants = [], inputs = [picture] }: Parts): Uint8Array {
  const graph = message(
    ...nodes.map((node) => [1, node] as const),
    ...constants.map((constant) => [5, constant] as const),
    ...inputs.map((input) => [11, input] as const),
    [12, answer],
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 17])]);
}

function constant(dims: readonly number[], data: Uint8Array, type: keyof typeof dataType = 'float32'): Uint8Array {
  return tensorMessage('weights', { type: dataType[type], dims, data });
}

const shape = (...sizes: readonly number[]) =>
  constant([sizes.length], new Uint8Array(BigInt64Array.from(sizes, BigInt).buffer), 'int64');
const maker = nodeMessage({ operator: 'ConstantOfShape', inputs: ['weights'], outputs: ['huge'], attributes: {} });
const byteInput = message([1, 'picture'], [2, message([1, message([1, 2], [2, message()])])]);

function bytesOf(values: Float32Array | Float64Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.slice().buffer);
}

/** One number in this field. */
function numbers(field: WrittenField, type = 1): Uint8Array {
  return message([1, 1], [2, type], [8, 'weights'], field);
}

const inTwoParts = message(
  ...([
    [2, 'weights'],
    [4, 'Constant'],
  ] as const),
  [5, message([1, 'value'], [5, message([1, 1], [2, 1])], [5, message([9, bytesOf(Float32Array.of(NaN))])])],
);

test.each<readonly [string, Parts, string]>([
  ['two inputs', { inputs: [picture, valueMessage('other', [1])] }, 'wrong-inputs'],
  ['no picture', { inputs: [] }, 'wrong-inputs'],
  ['an input of two axes', { inputs: [valueMessage('picture', [1, 3])] }, 'input-axes'],
  ['an input without axes', { inputs: [byteInput] }, 'input-axes'],
  ['eight pictures at once', { inputs: [valueMessage('picture', [8, 3, 16, 16])] }, 'fixed-batch'],
  ['five channels', { inputs: [valueMessage('picture', [1, 5, 16, 16])] }, 'no-channels'],
  ['an input of 100,000 px', { inputs: [valueMessage('picture', [1, 3, 100_000, 16])] }, 'wrong-input-size'],
  ['a constant without its numbers', { constants: [constant([4], one)] }, 'wrong-constant'],
  ['a constant of negative size', { constants: [constant([-1, -1], one)] }, 'wrong-constant'],
  ['a constant of 10¹² numbers', { constants: [constant([1e6, 1e6], one)] }, 'constant-too-large'],
  ['a node that makes 10¹² numbers', { nodes: [relu, maker], constants: [shape(1e6, 1e6)] }, 'constant-too-large'],
  ['NaN', { constants: [constant([1], new Uint8Array(Float32Array.of(NaN).buffer))] }, 'not-finite'],
  [
    'NaN as double',
    { constants: [constant([1], new Uint8Array(Float64Array.of(NaN).buffer), 'float64')] },
    'not-finite',
  ],
  ['a constant in two parts, of which only the second has a number', { nodes: [relu, inTwoParts] }, 'not-onnx'],
  ['another domain', { nodes: [message([4, 'Odd'], [7, 'com.example'])] }, 'unknown-operators'],
  [
    'control flow',
    { nodes: [nodeMessage({ operator: 'Loop', inputs: [], outputs: [], attributes: {} })] },
    'control-flow',
  ],
  ['NaN in one field for each number', { constants: [numbers([4, { float: NaN }])] }, 'not-finite'],
  ['NaN as double numbers', { constants: [numbers([10, bytesOf(Float64Array.of(NaN))], 11)] }, 'not-finite'],
  ['NaN of half precision as whole numbers', { constants: [numbers([5, 0x7e00], 10)] }, 'not-finite'],
  ['NaN of bfloat16', { constants: [numbers([9, bytesOf(Uint16Array.of(0x7fc0))], 16)] }, 'not-finite'],
  [
    'NaN after healthy numbers',
    { constants: [message([1, 1], [2, 1], [8, 'weights'], [9, one], [9, bytesOf(Float32Array.of(NaN))])] },
    'not-finite',
  ],
  [
    'NaN as an attribute',
    { nodes: [message([4, 'Relu'], [5, message([1, 'alpha'], [2, { float: NaN }])])] },
    'not-finite',
  ],
])('IMP-4 PKF-6 a network with %s is refused', (_, parts, kind) => {
  expect(describeNetwork(modelOf(parts))).toMatchObject({ ok: false, fault: { kind } });
});

test('IMP-4 PKF-6 a second graph, which a complete parser would merge with the first, is refused', () => {
  const loop = nodeMessage({ operator: 'Loop', inputs: [], outputs: [], attributes: {} });
  const both = new Uint8Array([...modelOf({}), ...message([7, message([1, loop])])]);
  expect(describeNetwork(both)).toEqual({ ok: false, fault: { kind: 'not-onnx' } });
});

test('IMP-4 a network of the usual form is described', () => {
  expect(describeNetwork(modelOf({ constants: [constant([1], one)] }))).toMatchObject({
    ok: true,
    value: { input: 'picture', layout: 'nchw', channels: 3, widthPx: 16, heightPx: 16 },
  });
});

test('IMP-4 a cycle of nodes does not hang the parser', () => {
  const circle = nodeMessage({ operator: 'Identity', inputs: ['answer'], outputs: ['answer'], attributes: {} });
  expect(describeNetwork(modelOf({ nodes: [circle] }))).toMatchObject({ ok: true });
});

const files = ['timm-classifier', 'anomalib-two'].map(
  (kind) => new Uint8Array(readFileSync(`tests/fixtures/parity/imported/${kind}/network.onnx`)),
);

test('IMP-4 every cut-off or changed file is described or refused, and never throws', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      (file, cut, changes) => {
        const bytes = file.slice(0, Math.ceil(file.byteLength * cut));
        for (const [at, value] of changes) if (bytes.byteLength > 0) bytes[at % bytes.byteLength] = value;
        const result = describeNetwork(bytes);
        if (result.ok) expect(result.value.outputs.length).toBeLessThan(100);
        else expect(result.fault.kind).not.toBe('');
      },
    ),
    { numRuns: 500 },
  );
});
