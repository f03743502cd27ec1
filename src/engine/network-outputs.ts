/** What the network said, checked for the shapes that the pack's parts need. */
import type { MapSource, Pack, PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { TapOutput } from '../learning/patch-cells';
import type { DenseTensor } from './ports';

/** The tensors of one run by output name. */
export type NetworkOutputs = Readonly<Record<string, DenseTensor>>;

/** The tensor named `name`. Throws a RangeError if it is absent: a session returns exactly the outputs asked for. */
export function outputNamed(outputs: NetworkOutputs, name: string | undefined): DenseTensor {
  const tensor = name === undefined ? undefined : outputs[name];
  if (tensor === undefined) throw new RangeError(`the runtime did not return the output ${name}`);
  return tensor;
}

/** The numbers of an output of one picture that must hold `count` of them. */
export function vectorOf(
  outputs: NetworkOutputs,
  name: string | undefined,
  count: number,
): Result<Float32Array, PackFault> {
  const { data, dims } = outputNamed(outputs, name);
  if (data.length === count) return succeed(data);
  return fail({ kind: 'wrong-shape', what: `output ${name}`, wanted: `${count} numbers`, found: dims.join('×') });
}

/** The dense outputs that the pack's taps name, in their order. */
export function tapOutputs(outputs: NetworkOutputs, { input, anomaly }: Pack): Result<readonly TapOutput[], PackFault> {
  const taps: TapOutput[] = [];
  for (const { output } of anomaly?.patches.taps ?? []) {
    const tap = toTap(output, outputNamed(outputs, output), input.layout);
    if (!tap.ok) return tap;
    taps.push(tap.value);
  }
  return succeed(taps);
}

/** The dense output that a map of its own is read from: one channel, or one a kind. */
export function mapOutput(
  outputs: NetworkOutputs,
  { output, kinds }: MapSource,
  { input }: Pack,
): Result<TapOutput, PackFault> {
  const found = toTap(output, outputNamed(outputs, output), input.layout);
  const wanted = kinds === undefined ? 1 : kinds.length;
  if (!found.ok || found.value.channels === wanted) return found;
  const [what, channels] = [`output ${output}`, `${found.value.channels}`];
  return fail({ kind: 'wrong-shape', what, wanted: `${wanted} channel(s)`, found: channels });
}

function toTap(name: string, { dims, data }: DenseTensor, layout: 'nchw' | 'nhwc'): Result<TapOutput, PackFault> {
  const [batch, second, third, fourth] = dims;
  if (dims.length !== 4 || batch !== 1 || second === undefined || third === undefined || fourth === undefined) {
    return fail({ kind: 'wrong-shape', what: `output ${name}`, wanted: '1×C×H×W', found: dims.join('×') });
  }
  return succeed(
    layout === 'nchw'
      ? { channels: second, height: third, width: fourth, layout, data }
      : { height: second, width: third, channels: fourth, layout, data },
  );
}
