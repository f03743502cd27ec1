/** Loads the batches that have not ended, and takes over those that no other tab works on. */
import type { Batch, BatchPicture } from '../domain/batch';
import type { BatchRepository, StoredBatch } from '../storage/batches';
import type { QueueBatch, QueueEvent } from './inspect-queue-state';

/** Gives a lock back. */
type Release = () => void;

/** The Web Locks of this origin. */
export interface BatchLocks {
  readonly hold: (name: string) => Promise<Release>;
  readonly holdIfFree: (name: string) => Promise<Release | undefined>;
}

export interface ResumeDependencies {
  readonly batches: BatchRepository;
  readonly locks: BatchLocks;
}

/** The batches that this tab works on. */
export interface BatchOwner {
  /** Takes over every batch that has not ended. One that another tab works on follows when that tab is closed. */
  readonly takeOverAll: () => Promise<void>;
  /** Loads a batch. True if this tab may work on it. */
  readonly take: (id: string) => Promise<boolean>;
  /** Reads again what another tab has done. */
  readonly reload: (id: string) => Promise<void>;
  /** A new batch of this tab. */
  readonly own: (id: string) => void;
  readonly release: (id: string) => void;
}

/**
 * [Note: a picture that ends the page] A picture that exhausts the memory of the device ends the page, and would do so again after each
 * restart. If a batch begins with the same picture for so many times, that picture is listed as failed.
 */
const mostResumes = 4;

/** Reports loaded batches to `send`. */
export function createBatchOwner(
  { batches, locks }: ResumeDependencies,
  send: (event: QueueEvent) => void,
): BatchOwner {
  const held = new Map<string, Release>();
  const owned = new Set<string>();

  async function take(id: string): Promise<boolean> {
    if (held.has(id)) return true;
    const release = await locks.holdIfFree(lockName(id));
    if (release === undefined) {
      await load(id, true);
      void locks.hold(lockName(id)).then((later) => begin(id, later));
      return false;
    }
    await begin(id, release);
    return true;
  }

  async function begin(id: string, release: Release): Promise<void> {
    held.set(id, release);
    await load(id, false);
  }

  async function load(id: string, isElsewhere: boolean): Promise<void> {
    const stored = await batches.byId(id);
    if (!stored.ok || stored.value === undefined) return;
    const loaded = isElsewhere ? asElsewhere(stored.value) : await resume(stored.value, batches);
    send({ kind: 'loaded', ...loaded });
  }

  return {
    take,
    async takeOverAll() {
      const unfinished = await batches.unfinished();
      for (const id of unfinished.ok ? unfinished.value : []) await take(id);
    },
    reload: (id) => load(id, !held.has(id)),
    own: (id) => {
      // A growing batch is locked by this tab already, which would wait for its own lock.
      if (owned.has(id)) return;
      owned.add(id);
      void locks.hold(lockName(id)).then((release) => (owned.has(id) ? held.set(id, release) : release()));
    },
    release(id) {
      owned.delete(id);
      held.get(id)?.();
      held.delete(id);
    },
  };
}

function lockName(batchId: string): string {
  return `fieldgrade-batch-${batchId}`;
}

interface Resumed {
  readonly batch: QueueBatch;
  readonly pictures: readonly BatchPicture[];
}

function asElsewhere({ batch, pictures }: StoredBatch): Resumed {
  return { batch: { ...batch, doneAtMs: [], isElsewhere: true }, pictures };
}

async function resume({ batch, pictures }: StoredBatch, batches: BatchRepository): Promise<Resumed> {
  const waiting = pictures.filter(({ state }) => state.phase === 'waiting');
  const first = waiting[0];
  const missing = missingOf(batch, pictures);
  const resumed = { ...batch, discarded: batch.discarded + missing, doneAtMs: [], ...(missing > 0 && { missing }) };
  if (batch.phase !== 'running' || first === undefined) return { batch: resumed, pictures };
  const times = await batches.noteResumed(batch.id, first.order, missing);
  const kept = times.ok && times.value > mostResumes ? await withoutFirst(first, pictures, batches) : pictures;
  return { batch: { ...resumed, resumed: waiting.length }, pictures: kept };
}

/** Pictures that had not been copied when the page was closed: their bytes are lost. */
function missingOf({ chosen, saved, discarded }: Batch, pictures: readonly BatchPicture[]): number {
  return Math.max(0, chosen - saved - discarded - pictures.length);
}

/** See [Note: a picture that ends the page]. */
async function withoutFirst(
  first: BatchPicture,
  pictures: readonly BatchPicture[],
  batches: BatchRepository,
): Promise<readonly BatchPicture[]> {
  const detail = `the page ended ${mostResumes} times`;
  const failed: BatchPicture = { ...first, state: { phase: 'failed', fault: { kind: 'worker-lost', detail } } };
  await batches.update(failed);
  return pictures.map((picture) => (picture === first ? failed : picture));
}
