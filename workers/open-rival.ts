import type { OnnxRuntime } from '../src/engine/ports';

/** The WebGPU runtime where the browser has an adapter; rejects with the reason where it has none. */
export async function openRival(): Promise<OnnxRuntime> {
  if (!('gpu' in navigator)) throw new Error('webgpu: this browser has none');
  if ((await navigator.gpu.requestAdapter()) === null) throw new Error('webgpu: no adapter');
  const { openWebGpuRuntime } = await import('./webgpu-runtime');
  return openWebGpuRuntime();
}
