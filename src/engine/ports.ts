/** What the engine needs from the host it runs in. Browser worker, command line and server each give their own. */
import type { Backend } from '../domain/inspection';
import type { Sha256 } from '../domain/sha256';

/** A dense float tensor: `dims` outermost first, `data` row-major. */
export interface DenseTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** One opened network. Never called twice at once: the engine's gate sees to it. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Rejects when the runtime fails. The result holds exactly the wanted outputs. */
  run(
    feeds: Readonly<Record<string, DenseTensor>>,
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, DenseTensor>>>;
  release(): Promise<void>;
}

/** ONNX Runtime on one backend. */
export interface OnnxRuntime {
  readonly backend: Backend;
  /** Rejects when the bytes are no network this runtime can run. */
  createSession(bytes: Uint8Array): Promise<OnnxSession>;
}

/** Clock, hash and text, which pure code cannot have of its own. */
export interface EngineHost {
  /** Milliseconds from any fixed moment, rising. */
  now(): number;
  readonly sha256: Sha256;
  /** UTF-8 to text. */
  decodeText(bytes: ArrayBuffer): string;
}
