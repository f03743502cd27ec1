import type { BackendChoice } from './inspection';
import type { Pack } from './pack';

/** A pack as bytes: `pack.json` and every file it names, keyed by the names in `pack.files`. Buffers are transferred. */
export interface PackBytes {
  readonly manifest: ArrayBuffer;
  readonly files: Readonly<Record<string, ArrayBuffer>>;
}

/** What is known once a pack is ready to inspect. */
export interface LoadedPack {
  readonly pack: Pack;
  readonly backend: BackendChoice;
  readonly loadMs: number;
}

/** Which backend to try. `auto` tries WebGPU where present and trusts it only if it agrees and is faster. */
export type BackendPreference = 'auto' | 'wasm';
