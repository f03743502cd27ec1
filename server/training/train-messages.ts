/** Messages between the server and its training thread: plain data. */
import type { DatasetFault } from '../../node-host/open-dataset';
import type { TaughtIdentity } from '../../src/domain/anomaly-teaching';
import type { InspectFault } from '../../src/domain/inspection';
import type { Progress } from '../../src/domain/operation';
import type { Result } from '../../src/domain/result';
import type { TeachFault } from '../../src/domain/teach-fault';
import type { ClassTrainReport } from '../../src/domain/teach-report';
import type { HeadComparison } from './head-comparison';
import type { WireInsights } from './wire-insights';

/** What a ZIP may contain. */
export interface TrainLimits {
  /** Entries of the directory, folders included. */
  readonly entries: number;
  /** Bytes of one inflated picture, and of all together. */
  readonly pictureBytes: number;
  readonly allBytes: number;
  /** A picture with more pixels is not decoded. */
  readonly picturePixels: number;
}

/** One ZIP to train with. */
export interface TrainJob {
  readonly zipPath: string;
  readonly modelsDir: string;
  /** The pack whose network is used. */
  readonly basePackId: string;
  readonly identity: TaughtIdentity;
  readonly seed: number;
  readonly limits: TrainLimits;
  readonly previous?: PreviousHead;
  /** The name of a `BroadcastChannel` for `TrainMessage`s. */
  readonly channel: string;
}

/** The head that serves now. */
export interface PreviousHead {
  readonly folder: string;
  /** Share of pictures it had not learned from whose class it found. */
  readonly accuracy: number;
  /** SHA-256 of the pictures that it learned from. */
  readonly learnedFrom: readonly string[];
}

/** Sent while the work goes on. */
export type TrainMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'insights'; readonly insights: WireInsights }
  /** All pictures so far that cannot be used. */
  | { readonly kind: 'unused'; readonly unused: readonly UnusedEntry[] };

/** A picture that nothing was learned from. `too-many-pixels`: over the limit of the server. */
export interface UnusedEntry {
  readonly name: string;
  readonly reason: string;
}

/** A head that passed its golden check. */
export interface TrainedHead {
  readonly manifest: string;
  /** Its own files by their SHA-256; those of the base are not among them. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly report: ClassTrainReport;
  readonly learnedFrom: readonly string[];
  readonly comparison: HeadComparison;
}

/** Why nothing was trained. */
export type TrainFailure =
  | DatasetFault
  | TeachFault
  | InspectFault
  | { readonly kind: 'too-much-content'; readonly limitBytes: number }
  | { readonly kind: 'no-labelled-pictures' };

/** The answer of a thread. A message may arrive after it, so it repeats the last of each kind, progress excepted. */
export interface TrainAnswer {
  readonly result: Result<TrainedHead, TrainFailure>;
  readonly found: readonly Exclude<TrainMessage, { kind: 'progress' }>[];
}
