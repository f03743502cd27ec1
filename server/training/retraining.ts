/** Retraining of the classifier: one job at a time over all copies of the server, a bounded number that wait, and the head that serves. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { modelsDir } from '../../node-host/installation';
import { sha256Hex } from '../../node-host/sha256';
import { openZipDataset } from '../../node-host/open-dataset';
import type { TaughtIdentity } from '../../src/domain/anomaly-teaching';
import type { Progress } from '../../src/domain/operation';
import { taughtPackId, teachingSeed } from '../../src/domain/teaching';
import { fail, succeed, type Result } from '../../src/domain/result';
import { firstVersion, nextVersion } from '../../src/domain/pack-version';
import type { ServerDependencies } from '../dependencies';
import { leftoverMs, removeLeftovers } from '../files/remove-leftovers';
import { reasonToKeep } from './head-comparison';
import { writeHeadFolder } from './head-folder';
import { keptText, trainFailureText } from './train-failure-text';
import type { Trainer, TrainerFault } from './trainer';
import type { PreviousHead, TrainFailure, TrainLimits, TrainMessage, UnusedEntry } from './train-messages';
import { createTrainingStore, type ServedHead, type StoredHead, type StoredJob, type TrainingStore } from './training-store';

/** Options of retraining. */
export interface RetrainPlan {
  /** Folder of ZIP files and heads. */
  readonly folder: string;
  readonly basePackId: string;
  readonly limits: TrainLimits;
  readonly limitMs: number;
  /** Jobs that may wait besides the one that runs. */
  readonly queueLimit: number;
  readonly trainer: Trainer;
  /** No other process has this database: jobs that are open at the start belong to nobody. */
  readonly isOnlyProcess: boolean;
}

/** A ZIP file that a client has sent. */
interface ReceivedZip {
  readonly fileName: string;
  /** The label of the engineer. */
  readonly engineer: string;
  /** `always`: the engineer has decided that the new head serves even if it is worse. */
  readonly replace: 'if-not-worse' | 'always';
  /** Moves the file to a path. */
  readonly moveTo: (path: string) => Promise<void>;
}

/** Why a ZIP file is not accepted. */
export type SubmitFault = Extract<
  TrainFailure,
  {
    kind:
      | 'not-a-zip'
      | 'too-many-entries'
      | 'too-much-content'
      | 'unsafe-name'
      | 'unreadable-file'
      | 'no-labelled-pictures';
  }
> | { readonly kind: 'training-busy'; readonly retryAfterS: number };

/** A head on this machine. */
export interface HeadOnDisk extends ServedHead {
  readonly folder: string;
}

export interface Retraining {
  /** Checks the directory of the ZIP and queues it. Returns the id of the job. */
  submit(zip: ReceivedZip): Promise<Result<string, SubmitFault>>;
  /** The job `id`, or the newest one. */
  job(id?: string): Promise<StoredJob | undefined>;
  /** The insights of the newest ZIP as JSON. */
  insights(): Promise<string | undefined>;
  /** The head that serves; undefined before the first training. */
  head(): Promise<HeadOnDisk | undefined>;
  /** Ends the running job and gives the waiting ones up. */
  close(): Promise<void>;
}

const aliveEveryMs = 10_000;
const turnEveryMs = 1_000;
/** Progress comes with each picture; a row is written at most so often. */
const progressEveryMs = 500;
const busyAfterS = 30;
/** Names in the answer of a job. */
const mostUnused = 1000;

/** Opens it, and marks jobs that a process has left. */
export async function openRetraining(plan: RetrainPlan, dependencies: ServerDependencies): Promise<Retraining> {
  const store = createTrainingStore(dependencies.db, randomUUID(), dependencies.now);
  await removeLeftovers(join(plan.folder, 'zips'), plan.isOnlyProcess ? 0 : leftoverMs);
  await mkdir(join(plan.folder, 'zips'), { recursive: true });
  await store.interrupt(plan.isOnlyProcess ? 'everyone' : 'silent');
  const ending = new AbortController();
  const running = new Set<Promise<void>>();
  const heads = createHeads(plan, store);
  const runner: Runner = { plan, store, heads, dependencies, ending: ending.signal };
  const alive = setInterval(() => void store.noteAlive().catch(() => undefined), aliveEveryMs).unref();
  return {
    submit: async (zip) => {
      const id = randomUUID();
      const path = join(plan.folder, 'zips', `${id}.zip`);
      await zip.moveTo(path);
      const queued = await admit(id, path, zip, runner);
      if (!queued.ok) {
        await rm(path, { force: true });
        return queued;
      }
      const work = runInTurn(id, path, zip, runner).finally(() => running.delete(work));
      running.add(work);
      return succeed(id);
    },
    job: async (id) => {
      await store.interrupt('silent');
      return store.job(id);
    },
    insights: () => store.insights(),
    head: () => heads.current(),
    close: async () => {
      clearInterval(alive);
      ending.abort();
      await Promise.all(running);
      await store.interrupt('own');
      await plan.trainer.close();
    },
  };
}

interface Runner {
  readonly plan: RetrainPlan;
  readonly store: TrainingStore;
  readonly heads: Heads;
  readonly dependencies: ServerDependencies;
  readonly ending: AbortSignal;
}

/** A ZIP that cannot be opened is refused at once; its pictures are checked by the job. */
async function admit(
  id: string,
  path: string,
  { fileName, engineer }: ReceivedZip,
  { plan, store }: Runner,
): Promise<Result<void, SubmitFault>> {
  const dataset = await openZipDataset(path, plan.limits);
  if (!dataset.ok) return dataset;
  await dataset.value.close();
  const { files, statedBytes } = dataset.value;
  if (files.length === 0) return fail({ kind: 'no-labelled-pictures' });
  if (statedBytes > plan.limits.allBytes) return fail({ kind: 'too-much-content', limitBytes: plan.limits.allBytes });
  const job = { id, file_name: fileName.slice(0, 200), requested_by: engineer };
  const isAdded = await store.add(job, 1 + plan.queueLimit);
  return isAdded ? succeed(undefined) : fail({ kind: 'training-busy', retryAfterS: busyAfterS });
}

async function runInTurn(id: string, path: string, zip: ReceivedZip, runner: Runner): Promise<void> {
  const { store, dependencies, ending } = runner;
  try {
    while (!(await store.start(id))) {
      if (ending.aborted || (await store.job(id))?.state !== 'queued') return;
      await pause(turnEveryMs, undefined, { signal: ending }).catch(() => undefined);
    }
    await run(id, path, zip, runner);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    dependencies.log.error({ error: detail, job: id }, 'a training failed');
    const fault = { kind: 'worker-lost', detail } as const;
    await store.finish(id, 'failed', failedOutcome(fault, [])).catch(() => undefined);
  } finally {
    await rm(path, { force: true });
  }
}

async function run(id: string, path: string, { replace }: ReceivedZip, runner: Runner): Promise<void> {
  const { plan, store, heads, dependencies, ending } = runner;
  const previous = await heads.content();
  const found = collectMessages(id, store);
  const trained = await plan.trainer.train(
    {
      zipPath: path,
      modelsDir,
      basePackId: plan.basePackId,
      identity: identityAfter(previous, dependencies.now()),
      seed: teachingSeed,
      limits: plan.limits,
      ...(previous && { previous: await heads.previous(previous) }),
    },
    { limitMs: plan.limitMs, signal: ending, onMessage: found.onMessage },
  );
  if (!trained.ok) {
    const state = trained.fault.kind === 'interrupted' ? 'interrupted' : 'failed';
    await store.finish(id, state, failedOutcome(trained.fault, found.unused()));
    return;
  }
  const { report, comparison } = trained.value;
  const reason = replace === 'always' ? undefined : reasonToKeep(comparison, report);
  const unused = found.unused().slice(0, mostUnused);
  const outcome = { report, comparison, unused, ...(reason && { reason, error: keptText(reason) }) };
  if (reason === undefined) await store.finish(id, 'passed', outcome, trained.value);
  else await store.finish(id, 'kept-previous', outcome);
}

/** Why there is no new head, in words and as a code, with the pictures that could not be used: they are often the reason. */
function failedOutcome(fault: TrainerFault, unused: readonly UnusedEntry[]): object {
  return { error: trainFailureText(fault, unused.length), reason: fault.kind, unused: unused.slice(0, mostUnused) };
}

/** Writes insights at once and the progress now and then. A write that fails is not worth ending the training for. */
function collectMessages(id: string, store: TrainingStore) {
  let unused: readonly UnusedEntry[] = [];
  let lastMs = -Infinity;
  const noteProgress = (progress: Progress): void => {
    if (performance.now() - lastMs < progressEveryMs) return;
    lastMs = performance.now();
    void store.setProgress(id, progress).catch(() => undefined);
  };
  const onMessage = (message: TrainMessage): void => {
    if (message.kind === 'unused') ({ unused } = message);
    else if (message.kind === 'progress') noteProgress(message.progress);
    // A ZIP without a usable picture says nothing: the insights before it stay.
    else if (message.insights.total_images > 0) void store.setInsights(id, message.insights).catch(() => undefined);
  };
  return { onMessage, unused: () => unused };
}

/** The next version of the pack of this server. */
function identityAfter(previous: StoredHead | undefined, nowMs: number): TaughtIdentity {
  const taughtAt = new Date(nowMs).toISOString();
  const title = 'Retrained classifier';
  if (previous === undefined) return { id: taughtPackId(randomUUID()), version: firstVersion, title, taughtAt };
  return {
    ...{ id: previous.packId, version: nextVersion([previous.version], 'knowledge'), title, taughtAt },
    previousSha256: sha256Hex(new TextEncoder().encode(previous.manifest)),
  };
}

interface Heads {
  current(): Promise<HeadOnDisk | undefined>;
  /** The content of the head that serves. */
  content(): Promise<StoredHead | undefined>;
  previous(head: StoredHead): Promise<PreviousHead>;
}

/** Heads as folders, written when they are first needed. */
function createHeads({ folder }: RetrainPlan, store: TrainingStore): Heads {
  let known: Promise<HeadOnDisk> | undefined;
  let knownId: string | undefined;
  const place = (id: string): string => join(folder, 'heads', id);
  const write = async (served: ServedHead): Promise<HeadOnDisk> => {
    const head = await store.head(served.id);
    if (head === undefined) throw new Error('the head that serves has no row');
    await mkdir(join(folder, 'heads'), { recursive: true });
    await writeHeadFolder(place(served.id), head);
    return { ...served, folder: place(served.id) };
  };
  const current = async (): Promise<HeadOnDisk | undefined> => {
    const served = await store.served();
    if (served === undefined) return undefined;
    if (known === undefined || served.id !== knownId) {
      knownId = served.id;
      const writing = write(served);
      known = writing;
      writing.catch(() => (known = undefined));
    }
    return known;
  };
  return {
    current,
    content: async () => {
      const served = await store.served();
      return served && store.head(served.id);
    },
    previous: async ({ accuracy, learnedFrom }) => {
      const served = await current();
      if (served === undefined) throw new Error('the head that serves has no row');
      return { folder: served.folder, accuracy, learnedFrom };
    },
  };
}
