/** The worker contract: types only. Implemented in `workers/`, consumed as `Remote<InspectorApi>` by the client. */
import type { AnomalyTeachOptions, AnomalyTeachReport, TaughtIdentity, TaughtRole } from '../domain/anomaly-teaching';
import type { CaptureTime } from '../domain/capture-time';
import type { LabelledPicture, ClassTeachOptions, PictureLook } from '../domain/class-teaching';
import type { FileFault } from '../domain/file-fault';
import type { GoldenNumbers, GoldenPicture } from '../domain/golden-picture';
import type { InspectFault, VerdictWithRasters } from '../domain/inspection';
import type { BackendPreference, LoadedPack, PackBytes } from '../domain/loaded-pack';
import type { Example, SaidOfPicture } from '../domain/example';
import type { LearningFault, LearningReport } from '../domain/learning-report';
import type { KnownSource, NearestNormal } from '../domain/nearest-normal';
import type { OutputShapes } from '../domain/onnx-export';
import type { CancelledFault, LoadFault, Progress } from '../domain/operation';
import type { FractionRect, PackFault } from '../domain/pack';
import type { PictureFault } from '../domain/picture';
import type { Result } from '../domain/result';
import type { EncodedPicture } from '../domain/stored-picture';
import type { TeachFault } from '../domain/teach-fault';
import type { ClassTrainReport, TrainPoint, UnusedPicture } from '../domain/teach-report';

export type { LoadedPack } from '../domain/loaded-pack';

/** One pack to load. The buffers of `bytes` are transferred. */
interface LoadJob {
  readonly jobId: string;
  readonly bytes: PackBytes;
  readonly preference: BackendPreference;
}

/** A baseline picture of the asset: its stored photo, and the id of its record. */
export interface BaselinePicture {
  readonly id: string;
  readonly bytes: ArrayBuffer;
}

/** One picture to inspect: the unchanged bytes of its file, transferred. */
export interface InspectJob {
  readonly jobId: string;
  readonly packId: string;
  readonly bytes: ArrayBuffer;
  /** The stored copy of the photo has at most this many pixels on its long side. */
  readonly keepLongSidePx: number;
  /** The picture is judged against them too. Their bytes are transferred. */
  readonly baselines?: readonly BaselinePicture[];
  /** The picture is a baseline: it is stored even if the pack cannot judge it. */
  readonly isBaseline?: boolean;
}

/** A verdict, its rasters, and the pictures that are stored with it. */
export interface InspectedPicture extends VerdictWithRasters {
  readonly photo: EncodedPicture;
  readonly thumbnail: EncodedPicture;
  /** When the picture was taken, if its file says so. */
  readonly captured?: CaptureTime;
}

/** A pack to make of pictures. */
export interface TeachJob {
  readonly jobId: string;
  /** The base. */
  readonly packId: string;
  readonly options: AnomalyTeachOptions;
  /** Names are unique. */
  readonly pictures: readonly { readonly name: string; readonly role: TaughtRole }[];
}

/** Returns the unchanged bytes of the picture with this index. Called when its turn comes, possibly more than once. */
export type ReadPicture = (at: number) => Promise<Result<ArrayBuffer, FileFault>>;

/** A new pack, and what the teaching measured. */
export interface TaughtPack {
  readonly bytes: PackBytes;
  readonly report: AnomalyTeachReport;
  readonly unused: readonly UnusedPicture[];
}

/** Corrections for a pack to learn from. */
export interface LearnJob {
  readonly jobId: string;
  /** The pack as it is; it is not replaced. */
  readonly packId: string;
  readonly identity: TaughtIdentity;
  readonly examples: readonly Example[];
  /** The pictures of the examples, and others to compare: photos of records. The worker requests their bytes by index. */
  readonly pictures: readonly ComparedPhoto[];
  /** Ids of the baselines that pictures name, each once. The worker requests the bytes of their photos by index, counted on from the pictures. */
  readonly baselines: readonly string[];
}

/** The photo of a record; `said` is absent where nobody confirmed or corrected it. */
export interface ComparedPhoto {
  readonly recordId: string;
  /** Unique in the job. */
  readonly name: string;
  readonly said?: SaidOfPicture;
  /** Ids of the baselines that it was judged against. */
  readonly baselines?: readonly string[];
}

/** The new version, and what it changes. It is for the caller to accept. */
export interface LearnedPack {
  readonly bytes: PackBytes;
  readonly report: LearningReport;
}

/** A picture to look at before it teaches a class: the unchanged bytes of its file, transferred. */
export interface LookJob {
  readonly jobId: string;
  /** The base. */
  readonly packId: string;
  readonly bytes: ArrayBuffer;
}

/** A classifier to make of pictures that were looked at. */
export interface TrainJob {
  readonly jobId: string;
  /** The base. */
  readonly packId: string;
  readonly options: ClassTeachOptions;
  readonly pictures: readonly LabelledPicture[];
}

/** Called for each point of the live curve. */
export type ReportPoint = (point: TrainPoint) => unknown;

/** A new classifier, and what the training measured. */
export interface TrainedPack {
  readonly bytes: PackBytes;
  readonly report: ClassTrainReport;
}

/** A network to run once on an empty picture. */
export interface ProbeJob {
  readonly jobId: string;
  readonly bytes: Uint8Array;
  readonly input: string;
  readonly dims: readonly number[];
  readonly outputs: readonly string[];
}

/** A part of a stored picture, for which the nearest normal patch is sought. */
export interface NearestJob {
  readonly jobId: string;
  readonly packId: string;
  /** The stored photo, transferred. */
  readonly bytes: ArrayBuffer;
  /** In fractions of the picture. */
  readonly area: FractionRect;
  /** Those of the verdict, transferred. */
  readonly baselines: readonly BaselinePicture[];
}

/** The file of a picture that a pack knows; undefined where it is not on the device. */
export type ReadKnown = (source: KnownSource) => Promise<ArrayBuffer | undefined>;

/** Progress of one job. */
export interface JobProgress extends Progress {
  readonly jobId: string;
}

/** The end of a `MessageChannel` that the worker keeps. */
export interface ProgressPort {
  postMessage(message: JobProgress): void;
}

/** What the inspector worker offers. Expected failures are returned as values; a rejection is a bug. */
export interface InspectorApi {
  /** From now on the progress of every job is posted to `port`, which is transferred. */
  reportProgress(port: ProgressPort): Promise<void>;
  /** What is wrong with a picture file, without decoding it. */
  check(bytes: ArrayBuffer): Promise<Result<void, PictureFault>>;
  load(job: LoadJob): Promise<Result<LoadedPack, LoadFault>>;
  inspect(job: InspectJob): Promise<Result<InspectedPicture, InspectFault>>;
  /** One picture is in memory at a time, and other pictures are inspected in between. Those that cannot be read are left out. */
  teach(job: TeachJob, readPicture: ReadPicture): Promise<Result<TaughtPack, TeachFault | InspectFault>>;
  look(job: LookJob): Promise<Result<PictureLook, TeachFault | InspectFault>>;
  /** Other pictures are inspected in between. */
  train(job: TrainJob, onPoint: ReportPoint): Promise<Result<TrainedPack, TeachFault | InspectFault>>;
  /** Learns from corrections like `teach` from pictures: one picture is decoded at a time. `readPhoto` gives the bytes by their place in `pictures`. */
  learn(job: LearnJob, readPhoto: ReadPicture): Promise<Result<LearnedPack, LearningFault | InspectFault>>;
  /** The normal patch that a part of a picture is nearest to; undefined where nothing normal is known for it. */
  nearest(job: NearestJob, readKnown: ReadKnown): Promise<Result<NearestNormal | undefined, InspectFault>>;
  /** The shapes of outputs of a network that is no pack yet. */
  probe(job: ProbeJob): Promise<Result<OutputShapes, PackFault | CancelledFault>>;
  /** The picture in a file at the size of a golden picture. */
  toGolden(jobId: string, bytes: ArrayBuffer): Promise<Result<GoldenPicture, PictureFault | CancelledFault>>;
  /** What a pack gives for its golden picture. It is not loaded. */
  measureGolden(jobId: string, bytes: PackBytes): Promise<Result<GoldenNumbers, PackFault | CancelledFault>>;
  /** Skips the job if it waits; stops it before its next step if it runs. */
  cancel(jobId: string): Promise<void>;
}
