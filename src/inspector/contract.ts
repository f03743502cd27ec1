/** The worker contract: types only. Implemented in `workers/`, consumed as `Remote<InspectorApi>` by the client. */
import type { BackendChoice, InspectFault, Verdict } from '../domain/inspection';
import type { Pack, PackFault } from '../domain/pack';
import type { Result } from '../domain/result';

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
export type BackendWish = 'auto' | 'wasm';

/** An encoded copy of the photo for keeping. */
export interface EncodedPicture {
  readonly bytes: ArrayBuffer;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** One picture to inspect: the bytes of the file as they came, transferred. */
export interface InspectJob {
  readonly jobId: string;
  readonly packId: string;
  readonly bytes: ArrayBuffer;
  /** The kept copy of the photo has at most this many pixels on its long side. */
  readonly keepLongSidePx: number;
}

/** A verdict and the pictures that are kept with it. */
export interface InspectedPicture {
  readonly verdict: Verdict;
  readonly photo: EncodedPicture;
  readonly thumbnail: EncodedPicture;
}

/** What the inspector worker offers. Expected failures cross as values; a throw is a bug. */
export interface InspectorApi {
  load(bytes: PackBytes, wish: BackendWish): Promise<Result<LoadedPack, PackFault>>;
  inspect(job: InspectJob): Promise<Result<InspectedPicture, InspectFault>>;
  cancel(jobId: string): Promise<void>;
}
