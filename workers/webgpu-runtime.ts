/** ONNX Runtime on WebGPU. A separate module, because its build is loaded only where there is an adapter. */
import * as ort from 'onnxruntime-web/webgpu';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { createOnnxRuntime, type OnnxRuntime } from '../src/engine/onnx-runtime';

/** The engine compares it with WASM on the golden picture before it is used. */
export function openWebGpuRuntime(): OnnxRuntime {
  ort.env.wasm.wasmPaths = { wasm: wasmUrl };
  ort.env.wasm.numThreads = 1;
  return createOnnxRuntime(ort, 'webgpu', { executionProviders: ['webgpu'], graphOptimizationLevel: 'all' });
}
