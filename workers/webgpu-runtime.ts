/** ONNX Runtime on WebGPU. Imported only where there is an adapter: its WASM has 27 MB. */
import * as ort from 'onnxruntime-web/webgpu';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { createOrtRuntime } from '../src/engine/ort-runtime';
import type { OnnxRuntime } from '../src/engine/ports';

/** Not trusted by itself: the engine compares it with WASM on the golden picture. */
export function openWebGpuRuntime(): OnnxRuntime {
  ort.env.wasm.wasmPaths = { wasm: wasmUrl };
  ort.env.wasm.numThreads = 1;
  return createOrtRuntime(ort, 'webgpu', { executionProviders: ['webgpu'], graphOptimizationLevel: 'all' });
}
