/**
 * The engine in Node as in the app: ONNX Runtime in WASM on one thread. WASM computes the same numbers in every browser and on every
 * processor, whereas the last digits of `onnxruntime-node` depend on the processor. A taught pack must not depend on the machine. Slower, so it
 * is used only for teaching.
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
