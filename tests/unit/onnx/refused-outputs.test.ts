/** Networks without an answer for the whole picture, in the forms in which other programs export them. */
import { expect, test } from 'vitest';
import { describeNetwork } from '../../../src/onnx/import/describe-network';
import { guessAnswers } from '../../../src/onnx/import/guess';
import { answerFault } from '../../../src/onnx/import/imported-grade';
import { message } from '../../../src/onnx/protobuf';
import { nodeMessage, valueMessage } from '../../../src/onnx/write-model';

type Dims = readonly (string | number)[];

/** A network whose outputs are made by these operators, in this order. */
function networkOf(
  outputs: Readonly<Record<string, readonly [operator: string, dims: Dims]>>,
  { side = 224, metadata = {} }: { readonly side?: number | string; readonly metadata?: Record<string, string> } = {},
): Uint8Array {
  const all = Object.entries(outputs);
  const node = (operator: string, output: string) =>
    nodeMessage({ operator, inputs: ['picture'], outputs: [output], attributes: {} });
  const graph = message(
    ...all.map(([name, [operator]]) => [1, node(operator, name)] as const),
    [11, valueMessage('picture', ['n', 3, side, side])],
    ...all.map(([name, [, dims]]) => [12, valueMessage(name, [...dims])] as const),
  );
  const notes = Object.entries(metadata).map(([key, value]) => [14, message([1, key], [2, value])] as const);
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 17])], ...notes);
}

const kindOf = (bytes: Uint8Array): string => {
  const described = describeNetwork(bytes);
  return described.ok ? 'described' : described.fault.kind;
};

test.each<readonly [string, Uint8Array]>([
  ['timm with num_classes=0', networkOf({ output: ['GlobalAveragePool', ['n', 1280]] })],
  ['Keras with include_top=False and pooling', networkOf({ output: ['ReduceMean', ['n', 2048]] })],
  ['Keras with include_top=False', networkOf({ output: ['Relu', ['n', 1280, 7, 7]] })],
  ['a vision transformer without its head', networkOf({ output: ['LayerNormalization', ['n', 197, 768]] })],
  [
    'timm with features_only',
    networkOf({ s8: ['Relu', ['n', 32, 28, 28]], s16: ['Relu', ['n', 96, 14, 14]], s32: ['Relu', ['n', 320, 7, 7]] }),
  ],
])('IMP-7 %s gives features and is refused', (_, bytes) => {
  const described = describeNetwork(bytes);
  expect(!described.ok && described.fault.kind).toMatch(/^output-is-(features|segmentation)$/);
});

test('IMP-7 a network without its head is called so', () => {
  expect(describeNetwork(networkOf({ output: ['GlobalAveragePool', ['n', 1280]] }))).toEqual({
    ok: false,
    fault: { kind: 'output-is-features', output: 'output' },
  });
  expect(kindOf(networkOf({ output: ['Relu', ['n', 1280, 7, 7]] }))).toBe('output-is-features');
  expect(kindOf(networkOf({ output: ['LayerNormalization', ['n', 197, 768]] }))).toBe('output-is-features');
});

test.each<readonly [string, Uint8Array]>([
  ['YOLO version 8', networkOf({ output0: ['Concat', ['n', 84, 8400]] }, { side: 640 })],
  ['YOLO version 8 at 224 px', networkOf({ output0: ['Concat', ['n', 5, 1029]] })],
  ['YOLO version 5', networkOf({ output0: ['Concat', ['n', 25_200, 85]] }, { side: 640 })],
  ['YOLO version 10', networkOf({ output0: ['TopK', ['n', 300, 6]] }, { side: 640 })],
  ['torchvision', networkOf({ boxes: ['Gather', ['k', 4]], scores: ['Gather', ['k']] }, { side: 'h' })],
  ['DETR', networkOf({ logits: ['Add', ['n', 100, 92]], pred_boxes: ['Sigmoid', ['n', 100, 4]] }, { side: 800 })],
  ['non-maximum suppression', networkOf({ selected: ['NonMaxSuppression', ['k', 3]] })],
])('IMP-8 a detector is refused: %s', (_, bytes) => {
  expect(kindOf(bytes)).toBe('output-is-boxes');
});

test.each<readonly [string, Uint8Array]>([
  ['masks of the size of the picture', networkOf({ out: ['Resize', ['n', 21, 224, 224]] })],
  ['masks of a quarter of its size', networkOf({ logits: ['Conv', ['n', 150, 56, 56]] })],
  ['masks of free size', networkOf({ out: ['Resize', ['n', 21, 'h', 'w']] }, { side: 's' })],
])('IMP-8 a segmentation is refused: %s', (_, bytes) => {
  expect(kindOf(bytes)).toBe('output-is-segmentation');
});

test.each<readonly [string, Uint8Array]>([
  ['a head', networkOf({ output: ['Gemm', ['n', 1280]] })],
  ['a softmax', networkOf({ output: ['Softmax', ['n', 400]] })],
  ['one number', networkOf({ output: ['Sigmoid', ['n', 1]] })],
  ['SqueezeNet, which ends in a mean', networkOf({ output: ['GlobalAveragePool', ['n', 1000, 1, 1]] })],
  ['few classes from a mean', networkOf({ output: ['GlobalAveragePool', ['n', 5]] })],
  ['classes whose output has no stated shape', networkOf({ output: ['Gemm', ['n', 'c']] })],
  ['an anomalib model', networkOf({ anomaly_map: ['Conv', ['n', 1, 224, 224]], pred_score: ['ReduceMax', ['n', 1]] })],
])('IMP-7 IMP-8 %s is described', (_, bytes) => {
  expect(kindOf(bytes)).toBe('described');
});

test('IMP-7 named classes and a head beside features are found', () => {
  const names = Array.from({ length: 100 }, (_, at) => `kind ${at}`);
  const named = { metadata: { names: JSON.stringify(names) } };
  expect(kindOf(networkOf({ output: ['GlobalAveragePool', ['n', 100]] }, named))).toBe('described');
  const both = describeNetwork(networkOf({ s8: ['Relu', ['n', 32, 28, 28]], logits: ['Gemm', ['n', 7]] }));
  expect(both.ok && guessAnswers(both.value)).toMatchObject({ output: { value: 'logits' }, labelCount: 7 });
});

test('IMP-7 IMP-8 where the file leaves the shapes open, the trial shows what the outputs are', () => {
  const faultOf = (operator: string, dims: Dims, found: readonly number[]) => {
    const described = describeNetwork(networkOf({ output: [operator, dims] }));
    if (!described.ok) throw new Error(described.fault.kind);
    const task = { kind: 'classifier', output: 'output', labels: ['a', 'b'], activation: 'softmax' } as const;
    const answers = { ...plain, task };
    return answerFault({ description: described.value, answers }, { output: found })?.kind;
  };
  expect(faultOf('GlobalAveragePool', ['n', 'c'], [1, 1280])).toBe('output-is-features');
  expect(faultOf('Gemm', ['n', 'c'], [1, 1280])).toBe('label-count');
  expect(faultOf('Conv', [], [1, 21, 224, 224])).toBe('output-is-segmentation');
  expect(faultOf('Concat', [], [1, 84, 1029])).toBe('output-is-boxes');
  expect(faultOf('Gemm', ['n', 'c'], [1, 2])).toBeUndefined();
});

const plain = {
  title: 'x',
  widthPx: 224,
  heightPx: 224,
  colour: 'rgb',
  normalisation: { scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  fit: { kind: 'stretch' },
} as const;
