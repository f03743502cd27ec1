/** Which outputs of the network a pack needs, and the checks of their shapes. */
import type { MapSource, Pack, PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { TapOutput } from '../learning/patch-cells';
import type { DenseTensor } from './onnx-runtime';

/** The tensors of one run by output name. */
export type NetworkOutputs = Readonly<Record<string, DenseTensor>>;

/** The network outputs that a verdict and the golden check need, each once. */
export function neededOutputs(pack: Pack): readonly string[] {
  const { network, grade } = pack;
  const names = [
    ...denseOutputs(pack),
    ...(needsEmbedding(pack) ? [network.embedding] : []),
    ...(grade?.source.kind === 'network' ? [network.grade] : []),
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The dense outputs of the cells and of the pack's own map, each once. */
export function denseOutputs({ anomaly }: Pack): readonly string[] {
  const names = [...(anomaly?.patches.taps.map(({ output }) => output) ?? []), anomaly?.map?.output];
  return [...new Set(names.filter((name) => name !== undefined))];
}

function needsEmbedding({ grade, golden }: Pack): boolean {
  return grade?.source.kind === 'head' || golden.expected.embedding !== undefined;
}

/** Every output that the pack names, for a use other than its verdict: teaching, similarity search. */
export function namedOutputs(pack: Pack): readonly string[] {
  const { embedding } = pack.network;
  return [...new Set([...neededOutputs(pack), ...(embedding === undefined ? [] : [embedding])])];
}

/** The tensor named `name`. Throws a RangeError if it is absent: a session returns exactly the outputs asked for. */
function outputNamed(outputs: NetworkOutputs, name: string | undefined): DenseTensor {
  const tensor = name === undefined ? undefined : outputs[name];
  if (tensor === undefined) throw new RangeError(`the runtime did not return the output ${name}`);
  return tensor;
}

/** The numbers of an output for one picture, which must be `count`. */
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

/** The dense output that holds the pack's own map: one channel, or one per kind. */
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

/** An output without axes for a place is the same everywhere: it is one cell. With three axes it is one channel. */
function toTap(name: string, { dims, data }: DenseTensor, layout: 'nchw' | 'nhwc'): Result<TapOutput, PackFault> {
  const [batch = 1, second = 1, third = 1, fourth = 1] = dims;
  if (dims.length > 4 || batch !== 1) {
    return fail({ kind: 'wrong-shape', what: `output ${name}`, wanted: '1×C×H×W', found: dims.join('×') });
  }
  if (dims.length < 3) return succeed({ channels: second, height: 1, width: 1, layout: 'nchw', data });
  if (dims.length === 3) return succeed({ channels: 1, height: second, width: third, layout: 'nchw', data });
  return succeed(
    layout === 'nchw'
      ? { channels: second, height: third, width: fourth, layout, data }
      : { height: second, width: third, channels: fourth, layout, data },
  );
}
