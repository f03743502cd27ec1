import { expect, test } from 'vitest';
import { planFit } from '../../../src/vision/fit';
import { toTensor } from '../../../src/vision/to-tensor';
import { flatPicture, plainInput } from '../../support/make-pack';

const landscape = { width: 400, height: 200 };
const square = { width: 100, height: 100 };

test('ENG-4 stretch resizes the whole picture to the whole input', () => {
  expect(planFit(landscape, square, { kind: 'stretch' })).toEqual({
    source: { x: 0, y: 0, width: 400, height: 200 },
    target: { x: 0, y: 0, width: 100, height: 100 },
  });
});

test('ENG-4 cover takes the centred part with the aspect ratio of the input', () => {
  expect(planFit(landscape, square, { kind: 'cover', portion: 0.5 })).toEqual({
    source: { x: 150, y: 50, width: 100, height: 100 },
    target: { x: 0, y: 0, width: 100, height: 100 },
  });
});

test('ENG-4 contain keeps the aspect ratio, centred, at least one pixel', () => {
  const pad = [0, 0, 0] as const;
  expect(planFit(landscape, square, { kind: 'contain', pad }).target).toEqual({ x: 0, y: 25, width: 100, height: 50 });
  expect(planFit({ width: 5000, height: 1 }, square, { kind: 'contain', pad }).target).toMatchObject({ height: 1 });
});

test('ENG-4 contain fills the rest with the pad colour', () => {
  const input = { ...plainInput(4, 'nchw'), fit: { kind: 'contain', pad: [255, 0, 51] } } as const;
  const { data } = toTensor(flatPicture(4, 2, [0, 255, 0]), input);
  expect([...data.subarray(0, 8)]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  expect(data[32]).toBeCloseTo(0.2, 6);
});

test('ENG-5 writes planar and interleaved tensors in RGB and BGR', () => {
  const red = flatPicture(2, 2, [255, 0, 51]);
  const planar = toTensor(red, plainInput(2, 'nchw'));
  expect(planar.dims).toEqual([1, 3, 2, 2]);
  expect([...planar.data].map(hundredths)).toEqual([100, 100, 100, 100, 0, 0, 0, 0, 20, 20, 20, 20]);
  const interleaved = toTensor(red, { ...plainInput(2, 'nhwc'), colour: 'bgr' });
  expect(interleaved.dims).toEqual([1, 2, 2, 3]);
  expect([...interleaved.data.subarray(0, 3)].map(hundredths)).toEqual([20, 0, 100]);
});

test('ENG-5 grey is BT.601 luma, normalised with its own mean and deviation', () => {
  const input = { ...plainInput(1, 'nchw'), colour: 'grey', scale: 1, mean: [29.9], std: [2] } as const;
  const { dims, data } = toTensor(flatPicture(3, 3, [200, 0, 0]), input);
  expect(dims).toEqual([1, 1, 1, 1]);
  expect(data[0]).toBeCloseTo((59.8 - 29.9) / 2, 4);
});

function hundredths(value: number): number {
  return Math.round(100 * value);
}
