/** A batch: the pictures that were added together, and how far their inspection is. */
import type { FileFault } from './file-fault';
import type { InspectFault } from './inspection';
import type { PictureContext, PictureSource, StorageFault } from './record';

/** `stopped`: the pictures that wait are not inspected unless the user resumes the batch. `ended`: none waits. */
export type BatchPhase = 'running' | 'paused' | 'stopped' | 'ended';

/** A batch without its pictures. */
export interface Batch {
  readonly id: string;
  /** When its pictures were added, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** The folder or archive that the pictures come from. */
  readonly name?: string;
  readonly pack: { readonly id: string; readonly title: string };
  readonly phase: BatchPhase;
  /** How many pictures the user added. */
  readonly chosen: number;
  /** Pictures with a saved result. */
  readonly saved: number;
  /** Pictures that the user removed before they had a result. */
  readonly discarded: number;
  /** Computing time of the saved pictures in all, ms. */
  readonly inspectedMs: number;
}

/** The place of a picture: its batch, and its number there, counted from 0. */
export interface PictureKey {
  readonly batchId: string;
  readonly order: number;
}

/** Why a picture of a batch has no verdict. */
type BatchFault =
  | InspectFault
  | FileFault
  /** Its result is too large for the office. */
  | { readonly kind: 'storage-fault'; readonly fault: Extract<StorageFault, { kind: 'item-too-large' }> };

/** A picture of a batch that has no saved result. */
export type UnsavedState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'failed'; readonly fault: BatchFault }
  /** The same bytes were inspected before with the same pack: `recordId` has that result. */
  | { readonly phase: 'known'; readonly recordId: string; readonly takenAt: string };

/** A picture of a batch as it is stored, without its bytes. */
export interface BatchPicture extends PictureKey {
  readonly fileName: string;
  readonly source: PictureSource;
  /** Copied to the record. */
  readonly context?: PictureContext;
  /** SHA-256 of the file's bytes; absent where the file could not be read. */
  readonly sha256?: string;
  /** True while the bytes are stored. */
  readonly hasFile: boolean;
  /** The user wants it inspected although it was inspected before. */
  readonly again?: boolean;
  readonly state: UnsavedState;
}

/** Faults that a second attempt may not have. A fault of the file itself remains. */
const passingFaults: ReadonlySet<BatchFault['kind']> = new Set([
  'worker-lost',
  'network-failed',
  'cancelled',
  'file-missing',
  'file-unreadable',
  'pack-not-loaded',
  'pack-fault',
  'pack-not-taught',
  'storage-fault',
]);

/** Whether it can help to inspect the picture again. */
export function canRetry({ kind }: { readonly kind: string }): boolean {
  return passingFaults.has(kind as BatchFault['kind']);
}

/** How many moments `rateOf` uses. */
export const rateWindow = 20;
const fewestMoments = 5;

/**
 * Pictures per second over the last pictures, from the moments (ms) at which they were done, oldest first. Undefined while there are
 * too few: a figure from the first pictures would include the loading of the pack.
 */
export function rateOf(doneAtMs: readonly number[]): number | undefined {
  const [first, last] = [doneAtMs[0], doneAtMs.at(-1)];
  if (doneAtMs.length < fewestMoments || first === undefined || last === undefined || last <= first) return undefined;
  return ((doneAtMs.length - 1) * 1_000) / (last - first);
}

/** Time for `left` pictures at this pace, ms. */
export function timeLeftMs(left: number, picturesPerSecond: number | undefined): number | undefined {
  return picturesPerSecond === undefined ? undefined : (left / picturesPerSecond) * 1_000;
}
