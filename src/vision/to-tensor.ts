import type { PackInput } from '../domain/pack';
import { originalSizeOf, type Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import { onPixels, planFit, type Extent } from './fit';
import { resizeToPlanes, type RgbPlanes } from './resize';
import { lumaOf } from './luma';

/** The network's input for one picture: `[1, C, H, W]` or `[1, H, W, C]`, by the pack's layout. */
export interface InputTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Resizes `picture` by the recipe `input` and normalises it: `(value × scale − mean) / std`. Source: `models/README.md`. */
export function toTensor(picture: Picture, input: PackInput): InputTensor {
  return planesToTensor(resizeForInput(picture, input), input);
}

/** The resized picture and its place in the network's input. */
export interface PlacedPlanes {
  readonly planes: RgbPlanes;
  readonly target: Extent;
}

/** The picture at the size that it has in the network's input, without padding. */
export function resizeForInput(picture: Picture, input: PackInput): PlacedPlanes {
  const size = { width: input.widthPx, height: input.heightPx };
  const { source, target } = planFit(originalSizeOf(picture), size, input.fit);
  return { planes: resizeToPlanes(picture, onPixels(source, picture), target), target };
}

/** The tensor of a resized picture: padded and normalised. */
export function planesToTensor({ planes, target }: PlacedPlanes, input: PackInput): InputTensor {
  const placed = isWhole(planes, input) ? planes : placeOnPad(planes, target, input);
  return normalise(inColourOrder(placed, input.colour), input);
}

/** Planes in the order of the pack's colour: three, or one for grey. */
interface ColourPlanes {
  readonly length: number;
  readonly planes: readonly Float32Array[];
}

function isWhole(planes: RgbPlanes, input: PackInput): boolean {
  return planes.width === input.widthPx && planes.height === input.heightPx;
}

function placeOnPad(resized: RgbPlanes, target: Extent, input: PackInput): RgbPlanes {
  const { widthPx: width, heightPx: height } = input;
  const pad = input.fit.kind === 'contain' ? input.fit.pad : [0, 0, 0];
  const data = new Float32Array(3 * width * height);
  for (let plane = 0; plane < 3; plane++) {
    data.fill(pad[plane] ?? outOfRange(), plane * width * height, (plane + 1) * width * height);
    for (let row = 0; row < resized.height; row++) {
      const from = (plane * resized.height + row) * resized.width;
      const to = (plane * height + target.y + row) * width + target.x;
      data.set(resized.data.subarray(from, from + resized.width), to);
    }
  }
  return { width, height, data };
}

function inColourOrder(rgb: RgbPlanes, colour: PackInput['colour']): ColourPlanes {
  const { data } = rgb;
  const length = rgb.width * rgb.height;
  const red = data.subarray(0, length);
  const green = data.subarray(length, 2 * length);
  const blue = data.subarray(2 * length);
  switch (colour) {
    case 'rgb':
      return { length, planes: [red, green, blue] };
    case 'bgr':
      return { length, planes: [blue, green, red] };
    case 'grey':
      return { length, planes: [lumaOf(rgb)] };
  }
}

function normalise({ length, planes }: ColourPlanes, input: PackInput): InputTensor {
  const channels = planes.length;
  const isPlanar = input.layout === 'nchw';
  const data = new Float32Array(channels * length);
  planes.forEach((plane, channel) => {
    const mean = input.mean[channel] ?? outOfRange();
    const std = input.std[channel] ?? outOfRange();
    const place = isPlanar ? { first: channel * length, stride: 1 } : { first: channel, stride: channels };
    writePlane(data, place, plane, { scale: input.scale, mean, std });
  });
  const { widthPx, heightPx } = input;
  return { dims: isPlanar ? [1, channels, heightPx, widthPx] : [1, heightPx, widthPx, channels], data };
}

interface Scaling {
  readonly scale: number;
  readonly mean: number;
  readonly std: number;
}

function writePlane(
  data: Float32Array,
  { first, stride }: { readonly first: number; readonly stride: number },
  plane: Float32Array,
  { scale, mean, std }: Scaling,
): void {
  for (let at = 0, to = first; at < plane.length; at++, to += stride)
    data[to] = ((plane[at] ?? outOfRange()) * scale - mean) / std;
}
