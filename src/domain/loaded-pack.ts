import type { BackendChoice } from './inspection';
import type { Pack } from './pack';

/** A pack as bytes: `pack.json` and every file it names, keyed by the names in `pack.files`. Buffers are transferred. */
export interface PackBytes {
  readonly manifest: ArrayBuffer;
  readonly files: Readonly<Record<string, ArrayBuffer>>;
}

/** A pack that is ready to inspect. */
export interface LoadedPack {
  readonly pack: Pack;
  readonly backend: BackendChoice;
  readonly loadMs: number;
}

/** Which backend to try. `auto` tries WebGPU if present and uses it only if its golden numbers agree and it is faster. */
export type BackendPreference = 'auto' | 'wasm';
