/** An inspector client over fake workers and a clock that the test advances. */
import { fail, succeed, type Result } from '../../src/domain/result';
import type { InspectFault } from '../../src/domain/inspection';
import { createInspectorClient, type InspectorClient } from '../../src/inspector/client';
import type { InspectJob, InspectorApi, JobProgress } from '../../src/inspector/contract';
import { createFakeSchedule } from './fake-schedule';
import { startFakeWorker, type FakeWorker } from './fake-worker';
import { madeInspection, madeLoadedPack } from './make-inspection';

export const limits = { idleMs: 1_000, silenceMs: 5_000, cancelGraceMs: 100, picturesPerWorker: 3 };

export interface Setup {
  readonly client: InspectorClient;
  readonly workers: readonly FakeWorker[];
  readonly advance: (ms: number) => void;
  readonly loads: readonly string[];
  readonly cancelled: readonly string[];
  /** The worker posts the progress of a job. */
  readonly report: (progress: JobProgress) => void;
  /** Resolves once the worker has been asked to inspect that job. */
  readonly asked: (jobId: string) => Promise<void>;
}

/** A client whose workers answer a picture at once, or never where its id begins with `hang`. */
export function setUp(overrides: Partial<InspectorApi> = {}): Setup {
  const workers: FakeWorker[] = [];
  const loads: string[] = [];
  const cancelled: string[] = [];
  const askedIds = new Set<string>();
  const waiting = new Map<string, () => void>();
  let report: Setup['report'] = () => undefined;
  const { schedule, advance } = createFakeSchedule();
  const api: InspectorApi = {
    reportProgress: (port) => {
      report = (progress) => port.postMessage(progress);
      return Promise.resolve();
    },
    load: ({ preference }) => {
      loads.push(preference);
      return Promise.resolve(succeed(madeLoadedPack));
    },
    inspect: ({ jobId }) => {
      askedIds.add(jobId);
      waiting.get(jobId)?.();
      return jobId.startsWith('hang') ? new Promise<never>(() => undefined) : Promise.resolve(succeed(madeInspection));
    },
    teach: () => Promise.resolve(fail({ kind: 'no-normal-pictures' })),
    look: () => Promise.resolve(fail({ kind: 'not-a-picture' })),
    train: () => Promise.resolve(fail({ kind: 'too-few-classes', found: 0 })),
    learn: () => Promise.resolve(fail({ kind: 'nothing-to-learn' })),
    nearest: () => Promise.resolve(succeed(undefined)),
    probe: () => Promise.resolve(succeed({})),
    check: () => Promise.resolve(succeed(undefined)),
    toGolden: () => Promise.resolve(fail({ kind: 'empty-file' })),
    measureGolden: () => Promise.resolve(succeed({})),
    cancel: (jobId) => {
      cancelled.push(jobId);
      return Promise.resolve();
    },
    ...overrides,
  };
  const client = createInspectorClient({
    startWorker: () => {
      const worker = startFakeWorker(api);
      workers.push(worker);
      return worker.started;
    },
    readPack: (packId) =>
      Promise.resolve(packId === 'absent' ? undefined : { manifest: new ArrayBuffer(2), files: {} }),
    schedule,
    limits,
  });
  const asked = (jobId: string): Promise<void> =>
    askedIds.has(jobId) ? Promise.resolve() : new Promise((resolve) => waiting.set(jobId, resolve));
  return { client, workers, advance, loads, cancelled, asked, report: (progress) => report(progress) };
}

export function job(jobId: string): InspectJob {
  return { jobId, packId: 'made-up', bytes: new ArrayBuffer(4), keepLongSidePx: 100 };
}

export function lost(detail: string): Result<never, InspectFault> {
  return fail({ kind: 'worker-lost', detail });
}
