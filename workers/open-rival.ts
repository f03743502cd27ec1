import type { OnnxRuntime } from '../src/engine/ports';

/** The part of `navigator.gpu` that tells whether there is anything to run on; TypeScript's worker types lack it. */
interface GpuOfNavigator {
  readonly gpu?: { requestAdapter(): Promise<object | null> };
}

/** The WebGPU runtime where the browser has an adapter; rejects with the reason where it has none. */
export async function openRival(): Promise<OnnxRuntime> {
  const { gpu }: GpuOfNavigator = navigator;
  if (gpu === undefined) throw new Error('webgpu: this browser has none');
  if ((await gpu.requestAdapter()) === null) throw new Error('webgpu: no adapter');
  const { openWebGpuRuntime } = await import('./webgpu-runtime');
  return openWebGpuRuntime();
}
