/** The worker contract: types only. Implemented in `workers/`, consumed as `Remote<InspectorApi>` by the client. */
import type { InspectFault, VerdictWithRasters } from '../domain/inspection';
import type { BackendWish, LoadedPack, PackBytes } from '../domain/loaded-pack';
import type { PackFault } from '../domain/pack';
import type { Result } from '../domain/result';

export type { BackendWish, LoadedPack } from '../domain/loaded-pack';

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
export interface InspectedPicture extends VerdictWithRasters {
  readonly photo: EncodedPicture;
  readonly thumbnail: EncodedPicture;
}

/** What the inspector worker offers. Expected failures cross as values; a throw is a bug. */
export interface InspectorApi {
  load(bytes: PackBytes, wish: BackendWish): Promise<Result<LoadedPack, PackFault>>;
  inspect(job: InspectJob): Promise<Result<InspectedPicture, InspectFault>>;
  cancel(jobId: string): Promise<void>;
}
