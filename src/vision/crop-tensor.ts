import type { InputTensor } from './to-tensor';

/** A part of the input, px. */
interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a tensor of one picture, in the same layout. */
export function cropTensor(
  { dims, data }: InputTensor,
  layout: 'nchw' | 'nhwc',
  { x, y, width, height }: Part,
): InputTensor {
  const [, second = 1, third = 1, fourth = 1] = dims;
  const shape =
    layout === 'nchw'
      ? { planes: second, rows: third, columns: fourth, numbers: 1 }
      : { planes: 1, rows: second, columns: third, numbers: fourth };
  const cropped = new Float32Array(shape.planes * width * height * shape.numbers);
  const length = width * shape.numbers;
  for (let plane = 0; plane < shape.planes; plane++) {
    for (let row = 0; row < height; row++) {
      const from = ((plane * shape.rows + y + row) * shape.columns + x) * shape.numbers;
      cropped.set(data.subarray(from, from + length), (plane * height + row) * length);
    }
  }
  return { dims: layout === 'nchw' ? [1, second, height, width] : [1, height, width, fourth], data: cropped };
}
