/** ONNX Runtime on plain WASM: the reference, and what runs everywhere. */
import * as ort from 'onnxruntime-web/wasm';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { createOrtRuntime } from '../src/engine/ort-runtime';
import type { OnnxRuntime } from '../src/engine/ports';

/** One thread: more need cross-origin isolation, which we never require, and were not faster (field notes). */
export function openWasmRuntime(): OnnxRuntime {
  ort.env.wasm.wasmPaths = { wasm: wasmUrl };
  ort.env.wasm.numThreads = 1;
  return createOrtRuntime(ort, 'wasm', { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
}
