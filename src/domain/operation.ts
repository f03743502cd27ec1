/** Progress and cancellation of operations that take long enough to be watched: loading, inspecting, extracting of many. */
import type { PackFault } from './pack';

/**
 * What an operation does next. Loading: `verify` the files, `open` the network, `check` it on the golden picture, `compare`
 * the backends. A picture: `decode`, `extract`, `judge`, `encode`. Teaching: `extract` for each picture, then `teach`.
 */
type OperationStep = 'verify' | 'open' | 'check' | 'compare' | 'decode' | 'extract' | 'judge' | 'encode' | 'teach';

/** `step` begins; `done` of its `total` units are finished (files, runs, pictures). */
export interface Progress {
  readonly step: OperationStep;
  readonly done: number;
  readonly total: number;
}

/**
 * Called before each unit of work. Reports the progress and lets the host process its messages; resolves to `false` if the
 * operation was cancelled meanwhile, which then returns the fault `cancelled`.
 */
export type Checkpoint = (progress: Progress) => Promise<boolean>;

/** The caller cancelled the operation. */
export interface CancelledFault {
  readonly kind: 'cancelled';
}

/** Why a pack was not loaded. */
export type LoadFault = PackFault | CancelledFault;
