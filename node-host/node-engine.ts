/** The engine in Node: `onnxruntime-node` on the CPU. */
import { sha256Hex } from './sha256';
import ort from 'onnxruntime-node';
import { createEngine, type Engine } from '../src/engine/engine';
import type { EngineHost } from '../src/engine/engine-host';
import { createOnnxRuntime, type OnnxRuntime } from '../src/engine/onnx-runtime';

/** Clock, hash and text of Node. */
export const nodeHost: EngineHost = {
  now: () => performance.now(),
  sha256: (bytes) => Promise.resolve(sha256Hex(new Uint8Array(bytes))),
  decodeText: (bytes) => new TextDecoder().decode(bytes),
  encodeText: (text) => new Uint8Array(new TextEncoder().encode(text)).buffer,
};

export interface NodeRuntimeOptions {
  /** Threads of ONNX Runtime within one run; by default ONNX Runtime chooses. */
  readonly threads?: number;
}

/** ONNX Runtime on the CPU. */
export function createNodeRuntime({ threads }: NodeRuntimeOptions = {}): OnnxRuntime {
  return createOnnxRuntime(ort, 'node-cpu', {
    executionProviders: ['cpu'],
    // A thread that waits for work sleeps: between the runs, JavaScript needs the core. Busy waiting costs as much again as the run.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  });
}

/** A new engine on the CPU. */
export function createNodeEngine(options: NodeRuntimeOptions = {}): Engine {
  return createEngine({ host: nodeHost, runtime: createNodeRuntime(options) });
}
