/**
 * The engine in Node as the app has it: ONNX Runtime in WASM on one thread. WASM computes the same numbers in every browser and on every
 * processor, `onnxruntime-node` other last digits on each: a pack that is taught must not depend on the machine. Slower, so only for teaching.
 */
import { createEngine, type Engine } from '../src/engine/engine';
import { createOnnxRuntime } from '../src/engine/onnx-runtime';
import { nodeHost } from './node-engine';

/** A new engine. ONNX Runtime is loaded only here. */
export async function createAppEngine(): Promise<Engine> {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const options = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' } as const;
  return createEngine({ host: nodeHost, runtime: createOnnxRuntime(ort, 'wasm', options) });
}
