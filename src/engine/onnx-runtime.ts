/** ONNX Runtime as the engine uses it, and the adapter for `onnxruntime-web` and `onnxruntime-node`. */
import type { InferenceSession, InferenceSessionFactory, Tensor, TensorConstructor } from 'onnxruntime-common';
import type { Backend } from '../domain/inspection';

/** A dense float32 tensor: `dims` outermost first, `data` row-major. */
export interface DenseTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** One opened network. Its runs must not overlap. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Returns exactly the outputs asked for. Rejects if the runtime fails. */
  run(
    feeds: Readonly<Record<string, DenseTensor>>,
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, DenseTensor>>>;
  release(): Promise<void>;
}

/** ONNX Runtime on one backend. */
export interface OnnxRuntime {
  readonly backend: Backend;
  /** Rejects if the bytes are not a network that this runtime can run. */
  createSession(bytes: Uint8Array): Promise<OnnxSession>;
}

/** The part of an `onnxruntime-*` module that is used. */
export interface OrtModule {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
}

/** The runtime `ort` with the given session options, which must select `backend`. */
export function createOnnxRuntime(
  ort: OrtModule,
  backend: Backend,
  options: InferenceSession.SessionOptions,
): OnnxRuntime {
  return {
    backend,
    createSession: async (bytes) => wrapSession(ort, await ort.InferenceSession.create(bytes, options)),
  };
}

function wrapSession(ort: OrtModule, session: InferenceSession): OnnxSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: async (feeds, outputs) => {
      const results = await session.run(toOrtFeeds(ort, feeds), [...outputs]);
      return Object.fromEntries(outputs.map((name) => [name, toDense(name, results[name])]));
    },
    release: () => session.release(),
  };
}

function toOrtFeeds(ort: OrtModule, feeds: Readonly<Record<string, DenseTensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { data, dims }]) => [name, new ort.Tensor('float32', data, dims)]),
  );
}

function toDense(name: string, value: unknown): DenseTensor {
  if (isFloatTensor(value)) return { dims: value.dims, data: value.data };
  throw new TypeError(`the output ${name} is not a float32 tensor`);
}

function isFloatTensor(value: unknown): value is { dims: readonly number[]; data: Float32Array } {
  return typeof value === 'object' && value !== null && 'data' in value && value.data instanceof Float32Array;
}
