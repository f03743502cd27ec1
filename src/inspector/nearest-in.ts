/** Asks one worker for the nearest normal patch; it asks for the picture that the patch comes from. */
import { proxy, transfer } from 'comlink';
import type { InspectFault } from '../domain/inspection';
import type { NearestNormal } from '../domain/nearest-normal';
import { fail, type Result } from '../domain/result';
import type { NearestJob, ReadKnown } from './contract';
import type { WorkerSession } from './worker-session';

/** A part of a stored picture, and how pictures that the pack knows are read. */
export interface NearestRequest extends NearestJob {
  readonly readKnown: ReadKnown;
}

/** Loads the pack and searches. */
export async function nearestIn(
  session: WorkerSession,
  { readKnown, ...job }: NearestRequest,
  signal: AbortSignal | undefined,
): Promise<Result<NearestNormal | undefined, InspectFault>> {
  const loaded = await session.load(job.packId);
  if (!loaded.ok) return loaded;
  if (signal?.aborted === true) return fail({ kind: 'cancelled' });
  const buffers = [job.bytes, ...job.baselines.map(({ bytes }) => bytes)];
  const answer = await session.call<Result<NearestNormal | undefined, InspectFault>>((remote) =>
    remote.nearest(transfer(job, buffers), proxy(readKnown)),
  );
  return answer.kind === 'answered' ? answer.value : fail({ kind: 'worker-lost', detail: answer.detail });
}
