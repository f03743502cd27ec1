/** Messages between the server and its inspecting threads: plain data. */
import type { ViewName } from '../../node-host/draw-views';
import type { InspectFault, Verdict } from '../../src/domain/inspection';
import type { Result } from '../../src/domain/result';

/** The file of a baseline picture. */
export interface BaselineFile {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A baseline picture that cannot be used. Without all of them nothing is judged. */
export interface BaselineFault {
  readonly kind: 'baseline-fault';
  readonly fileName: string;
  readonly fault: InspectFault;
}

/** One picture to inspect. */
export interface InspectJob {
  readonly packId: string;
  /** Folder of a retrained head, where the pack is one: it is opened with its first picture, and replaces an earlier version. */
  readonly headFolder?: string;
  /** The file's bytes. */
  readonly bytes: Uint8Array;
  /** The calibrated score (0–1) from which it is anomalous. */
  readonly limit: number;
  /** Pictures of the same object in its normal state. `id` is the file's name. */
  readonly baselines?: readonly BaselineFile[];
  /** `caption` is written into each picture, so that a copied file can be attributed. */
  readonly views: { readonly kind: 'none' } | { readonly kind: 'drawn'; readonly caption: string };
}

/** The four pictures of a result as PNG files. */
export type DrawnViews = Readonly<Record<ViewName, Uint8Array<ArrayBuffer>>>;

/** The result of a thread for one picture. */
export interface Inspected {
  readonly verdict: Verdict;
  /** If they were requested. */
  readonly views?: DrawnViews;
}

/** A thread's answer to a job. */
export type InspectAnswer = Result<Inspected, InspectFault | BaselineFault>;

/** Start parameters of a thread. */
export interface WorkerSetup {
  readonly modelsDir: string;
  readonly packIds: readonly string[];
  /** Views of a picture with more pixels are drawn on a smaller copy. */
  readonly viewLimitPixels: number;
}
