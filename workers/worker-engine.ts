/** The engine in this browser: plain WASM, and WebGPU where it is faster. */
import * as ort from 'onnxruntime-web/wasm';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { BackendFallback } from '../src/domain/inspection';
import { fail, succeed, type Result } from '../src/domain/result';
import { toHex } from '../src/domain/sha256';
import { createEngine, type Engine } from '../src/engine/engine';
import type { EngineHost } from '../src/engine/engine-host';
import { createOnnxRuntime, type OnnxRuntime } from '../src/engine/onnx-runtime';

const utf8 = new TextDecoder();

/** Clock, hash and text of this browser. `crypto.subtle` exists: without a secure context no pack gets this far. */
export const workerHost: EngineHost = {
  now: () => performance.now(),
  sha256: async (bytes) => toHex(await crypto.subtle.digest('SHA-256', bytes)),
  decodeText: (bytes) => utf8.decode(bytes),
  encodeText: (text) => new Uint8Array(new TextEncoder().encode(text)).buffer,
};

export function createWorkerEngine(): Engine {
  return createEngine({ host: workerHost, runtime: openWasmRuntime(), candidate: openWebGpu });
}

/** One thread: more need cross-origin isolation, which is not required here, and were not faster. */
function openWasmRuntime(): OnnxRuntime {
  ort.env.wasm.wasmPaths = { wasm: wasmUrl };
  ort.env.wasm.numThreads = 1;
  return createOnnxRuntime(ort, 'wasm', { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
}

/** The 27 MB of the WebGPU build are loaded only where this browser has an adapter. */
async function openWebGpu(): Promise<Result<OnnxRuntime, BackendFallback>> {
  if (!('gpu' in navigator)) return fail({ kind: 'not-supported' });
  if ((await navigator.gpu.requestAdapter()) === null) return fail({ kind: 'no-adapter' });
  const { openWebGpuRuntime } = await import('./webgpu-runtime');
  return succeed(openWebGpuRuntime());
}
