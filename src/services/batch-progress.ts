/** Progress of batches. */
import { rateOf, timeLeftMs } from '../domain/batch';
import type { QueueBatch, QueueItem, QueueState } from './inspect-queue-state';

/** The pictures of one or more batches by their state. Their sum is `total`. */
export interface BatchCounts {
  /** Without those that were discarded. */
  readonly total: number;
  readonly saved: number;
  readonly failed: number;
  /** Inspected before. */
  readonly known: number;
  /** Results that could not be saved. */
  readonly unsaved: number;
  /** Waiting or running. */
  readonly waiting: number;
}

/** The counts of `batch`, whose pictures are among `items`. */
export function countBatch(batch: QueueBatch, items: readonly QueueItem[]): BatchCounts {
  const count = { failed: 0, known: 0, unsaved: 0, waiting: 0 };
  for (const { batchId, state } of items) {
    if (batchId !== batch.id || state.phase === 'saved') continue;
    count[state.phase === 'running' ? 'waiting' : state.phase] += 1;
  }
  const { failed, known, unsaved, waiting } = count;
  return { ...count, saved: batch.saved, total: batch.saved + failed + known + unsaved + waiting };
}

/** The counts of all batches that have pictures in the list. */
export function countListed({ batches, items }: QueueState): BatchCounts {
  const listed = new Set(items.map(({ batchId }) => batchId));
  return batches
    .filter(({ id }) => listed.has(id))
    .map((batch) => countBatch(batch, items))
    .reduce(addCounts, { total: 0, saved: 0, failed: 0, known: 0, unsaved: 0, waiting: 0 });
}

function addCounts(one: BatchCounts, other: BatchCounts): BatchCounts {
  return {
    total: one.total + other.total,
    saved: one.saved + other.saved,
    failed: one.failed + other.failed,
    known: one.known + other.known,
    unsaved: one.unsaved + other.unsaved,
    waiting: one.waiting + other.waiting,
  };
}

/** Pictures per second and the remaining time, both from the last pictures; undefined while there are too few. */
export function speedOf(batch: QueueBatch, waiting: number) {
  const perSecond = rateOf(batch.doneAtMs);
  const leftMs = timeLeftMs(waiting, perSecond);
  return perSecond === undefined || leftMs === undefined ? undefined : { perSecond, leftMs };
}
