/** Teaches in one worker, which asks for the bytes of a picture when their turn comes. */
import { proxy, transfer } from 'comlink';
import type { AnomalyTeachOptions, TaughtRole } from '../domain/anomaly-teaching';
import type { FileFault } from '../domain/file-fault';
import type { InspectFault } from '../domain/inspection';
import type { LearningFault } from '../domain/learning-report';
import { fail, type Result } from '../domain/result';
import type { TeachFault } from '../domain/teach-fault';
import { without } from '../domain/without';
import type { ComparedPhoto, LearnedPack, LearnJob, TaughtPack } from './contract';
import type { WorkerSession } from './worker-session';

/** A picture to learn from. Its bytes may be asked for more than once. */
export interface PictureToLearn {
  /** Unique in the teaching. */
  readonly name: string;
  readonly role: TaughtRole;
  readonly read: () => Promise<Result<ArrayBuffer, FileFault>>;
}

export interface TeachRequest {
  readonly jobId: string;
  /** The base. */
  readonly packId: string;
  readonly options: AnomalyTeachOptions;
  readonly pictures: readonly PictureToLearn[];
}

/** Loads the base and makes the pack. */
export async function teachIn(
  session: WorkerSession,
  { jobId, packId, options, pictures }: TeachRequest,
  signal: AbortSignal | undefined,
): Promise<Result<TaughtPack, TeachFault | InspectFault>> {
  const loaded = await session.load(packId);
  if (!loaded.ok) return loaded;
  if (signal?.aborted === true) return fail({ kind: 'cancelled' });
  const job = { jobId, packId, options, pictures: pictures.map(({ name, role }) => ({ name, role })) };
  const readPicture = (at: number) => readAndMove(pictures[at]);
  const answer = await session.teach(job, proxy(readPicture));
  return answer.kind === 'answered' ? answer.value : fail({ kind: 'worker-lost', detail: answer.detail });
}

export interface LearnRequest extends Omit<LearnJob, 'pictures' | 'baselines'> {
  readonly pictures: readonly (ComparedPhoto & { readonly read: PictureToLearn['read'] })[];
  readonly baselines: readonly { readonly id: string; readonly read: PictureToLearn['read'] }[];
}

/** Loads the pack and makes its next version. */
export async function learnIn(
  session: WorkerSession,
  { pictures, baselines, ...request }: LearnRequest,
  signal: AbortSignal | undefined,
): Promise<Result<LearnedPack, LearningFault | InspectFault>> {
  const loaded = await session.load(request.packId);
  if (!loaded.ok) return loaded;
  if (signal?.aborted === true) return fail({ kind: 'cancelled' });
  const job = {
    ...request,
    pictures: pictures.map((picture) => without(picture, 'read')),
    baselines: baselines.map(({ id }) => id),
  };
  const readPhoto = (at: number) => readAndMove(pictures[at] ?? baselines[at - pictures.length]);
  const answer = await session.learn(job, proxy(readPhoto));
  return answer.kind === 'answered' ? answer.value : fail({ kind: 'worker-lost', detail: answer.detail });
}

const missing = fail({ kind: 'file-missing' } as const);

/** The bytes are moved to the worker: copies of them would stay in the page for long. */
async function readAndMove(picture: Pick<PictureToLearn, 'read'> | undefined): Promise<Result<ArrayBuffer, FileFault>> {
  if (picture === undefined) return missing;
  const bytes = await picture.read();
  return bytes.ok ? transfer(bytes, [bytes.value]) : bytes;
}
