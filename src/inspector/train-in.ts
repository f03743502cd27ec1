/** Looks at pictures and trains a classifier in one worker. */
import { proxy } from 'comlink';
import type { PictureLook } from '../domain/class-teaching';
import type { InspectFault } from '../domain/inspection';
import { fail, type Result } from '../domain/result';
import type { TeachFault } from '../domain/teach-fault';
import type { TrainPoint } from '../domain/teach-report';
import type { LookJob, TrainedPack, TrainJob } from './contract';
import type { WorkerSession } from './worker-session';

/** Loads the base and looks at the picture. */
export async function lookIn(
  session: WorkerSession,
  job: LookJob,
  signal: AbortSignal | undefined,
): Promise<Result<PictureLook, TeachFault | InspectFault>> {
  const loaded = await session.load(job.packId);
  if (!loaded.ok) return loaded;
  if (signal?.aborted === true) return fail({ kind: 'cancelled' });
  const answer = await session.look(job);
  return answer.kind === 'answered' ? answer.value : fail({ kind: 'worker-lost', detail: answer.detail });
}

/** Loads the base and makes the pack. */
export async function trainIn(
  session: WorkerSession,
  job: TrainJob,
  { signal, onPoint }: { readonly signal: AbortSignal | undefined; readonly onPoint: (point: TrainPoint) => void },
): Promise<Result<TrainedPack, TeachFault | InspectFault>> {
  const loaded = await session.load(job.packId);
  if (!loaded.ok) return loaded;
  if (signal?.aborted === true) return fail({ kind: 'cancelled' });
  const answer = await session.train(job, proxy(onPoint));
  return answer.kind === 'answered' ? answer.value : fail({ kind: 'worker-lost', detail: answer.detail });
}
