/** Runs a network once on an empty picture, to learn the shapes of its outputs. */
import type { OutputShapes } from '../domain/onnx-export';
import type { PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { Semaphore } from '../domain/semaphore';
import type { OnnxRuntime } from './onnx-runtime';

/** A network and the tensors to describe. */
export interface NetworkProbe {
  readonly bytes: Uint8Array;
  readonly input: string;
  /** Shape of the input for one picture. */
  readonly dims: readonly number[];
  readonly outputs: readonly string[];
}

/** The shapes of the outputs. The network is closed again. */
export function probeNetwork(
  { bytes, input, dims, outputs }: NetworkProbe,
  runtime: OnnxRuntime,
  semaphore: Semaphore,
): Promise<Result<OutputShapes, PackFault>> {
  return semaphore.run(async () => {
    try {
      const session = await runtime.createSession(bytes);
      try {
        const data = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
        const found = await session.run({ [input]: { dims, data } }, outputs);
        return succeed(Object.fromEntries(Object.entries(found).map(([name, { dims }]) => [name, [...dims]])));
      } finally {
        await session.release();
      }
    } catch (error) {
      return fail({ kind: 'bad-network', detail: error instanceof Error ? error.message : String(error) } as const);
    }
  });
}
