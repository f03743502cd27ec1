/** The inspect queue of one tab, over real storage. Only the worker is replaced. */
import { succeed } from '../../src/domain/result';
import { sha256 } from '../../src/platform/sha256';
import { createInspectQueue, type InspectQueue } from '../../src/services/inspect-queue';
import type { QueueDependencies } from '../../src/services/queue-runner';
import type { NewPicture } from '../../src/services/inspect-queue-state';
import { createInspectionService } from '../../src/services/inspection-service';
import type { BatchLocks } from '../../src/services/resume-batches';
import type { StorageFixture } from '../contract/storage-fixture';
import { madeInspection, madeLoadedPack } from './make-inspection';

export const queuePack = { id: 'made-up', title: 'Made up' };

/** What a test may replace. */
export interface TabParts {
  readonly inspector?: Partial<QueueDependencies['inspector']>;
  readonly inspections?: Partial<QueueDependencies['inspections']>;
  readonly batches?: Partial<QueueDependencies['batches']>;
  readonly baselines?: QueueDependencies['baselines'];
  readonly locks?: BatchLocks;
  readonly atOnce?: number;
}

export interface QueueTab {
  readonly queue: InspectQueue;
  /** The file sizes of the pictures that the worker was given, in this order. */
  readonly inspected: readonly number[];
}

let moment = Date.UTC(2026, 10, 26, 10, 32);

/** A tab over `storage`. */
export function openTab(storage: StorageFixture, parts: TabParts = {}): QueueTab {
  const inspected: number[] = [];
  const nowMs = (): number => (moment += 1_000);
  const inspections = createInspectionService({
    ...{ repository: storage.inspections, history: storage.history, sha256 },
    newId: () => crypto.randomUUID(),
    momentNow: () => ({ takenAt: new Date(nowMs()).toISOString(), utcOffsetMinutes: 0 }),
    askToPersist: () => Promise.resolve(true),
    appBuild: 'test',
  });
  const queue = createInspectQueue({
    inspector: {
      prepare: () => Promise.resolve(succeed(madeLoadedPack)),
      inspect: ({ file }) => {
        inspected.push(sizeOf(file));
        return Promise.resolve(succeed(madeInspection));
      },
      ...parts.inspector,
    },
    inspections: { ...inspections, ...parts.inspections },
    baselines: parts.baselines ?? { of: () => Promise.resolve([]) },
    batches: { ...storage.batches, ...parts.batches },
    locks: parts.locks ?? createLocks().tab(),
    ...{ sha256, nowMs, newId: () => crypto.randomUUID() },
    atOnce: parts.atOnce ?? 1,
  });
  return { queue, inspected };
}

/** Bytes of a file as the queue hands it to the inspector. */
export function sizeOf(file: Blob | ArrayBuffer): number {
  return file instanceof ArrayBuffer ? file.byteLength : file.size;
}

/** A picture of `bytes` bytes: pictures of the same size are the same file. */
export function pictureOf(fileName: string, bytes: number): NewPicture {
  return { file: new Blob([new Uint8Array(bytes)]), fileName, source: 'file' };
}

/** The states of the pictures in the list. */
export function phases(queue: InspectQueue): readonly string[] {
  return queue.read().items.map(({ state }) => state.phase);
}

/** Locks that several tabs share. `close` gives back those of one tab, as the browser does. */
export function createLocks() {
  const held = new Set<string>();
  const waiting = new Map<string, (() => void)[]>();
  const releaseOf = (name: string) => () => {
    const next = waiting.get(name)?.shift();
    if (next === undefined) held.delete(name);
    else next();
  };
  return {
    tab(): BatchLocks & { readonly close: () => void } {
      const mine: (() => void)[] = [];
      const take = (name: string): (() => void) => {
        const release = releaseOf(name);
        mine.push(release);
        return release;
      };
      return {
        hold: (name) =>
          new Promise((resolve) => {
            if (!held.has(name)) {
              held.add(name);
              resolve(take(name));
            } else waiting.set(name, [...(waiting.get(name) ?? []), () => resolve(take(name))]);
          }),
        holdIfFree: (name) => {
          if (held.has(name)) return Promise.resolve(undefined);
          held.add(name);
          return Promise.resolve(take(name));
        },
        close: () => mine.splice(0).forEach((release) => release()),
      };
    },
  };
}
