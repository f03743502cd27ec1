/** The worker's side of the contract: decode, inspect, encode. */
import type { InspectFault } from '../src/domain/inspection';
import type { Checkpoint } from '../src/domain/operation';
import { fail, succeed, type Result } from '../src/domain/result';
import type { Engine } from '../src/engine/engine';
import type { EngineHost } from '../src/engine/engine-host';
import type { InspectedPicture, InspectJob, InspectorApi } from '../src/inspector/contract';
import { decodePicture, type DecodedPicture } from './decode-picture';
import { encodePicture } from './encode-picture';
import { createJobRunner } from './job-runner';

/** Long side of the thumbnail shown in lists, px. */
const thumbnailLongSidePx = 256;

/** The contract over `engine`. One job at a time, so that only one decoded picture is in memory. */
export function createInspectorApi(engine: Engine, host: EngineHost): InspectorApi {
  const jobs = createJobRunner();
  return {
    reportProgress: (port) => {
      jobs.reportTo(port);
      return Promise.resolve();
    },
    load: ({ jobId, bytes, preference }) =>
      jobs.run(jobId, (checkpoint) => engine.load(bytes, { preference, checkpoint })),
    inspect: (job) => jobs.run(job.jobId, (checkpoint) => inspect(job, { engine, host, checkpoint })),
    cancel: (jobId) => {
      jobs.cancel(jobId);
      return Promise.resolve();
    },
  };
}

interface InspectTools {
  readonly engine: Engine;
  readonly host: EngineHost;
  readonly checkpoint: Checkpoint;
}

async function inspect(job: InspectJob, tools: InspectTools): Promise<Result<InspectedPicture, InspectFault>> {
  if (!(await tools.checkpoint({ step: 'decode', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
  const startedMs = tools.host.now();
  const decoded = await decodePicture(job.bytes);
  if (!decoded.ok) return decoded;
  return judgeAndEncode(job, decoded.value, tools.host.now() - startedMs, tools);
}

async function judgeAndEncode(
  { packId, keepLongSidePx }: InspectJob,
  { picture, canvas, captured }: DecodedPicture,
  decodeMs: number,
  { engine, checkpoint }: InspectTools,
): Promise<Result<InspectedPicture, InspectFault>> {
  const inspected = await engine.inspect({ packId, picture, decodeMs, checkpoint });
  if (!inspected.ok) return inspected;
  if (!(await checkpoint({ step: 'encode', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
  const photo = await encodePicture(canvas, keepLongSidePx);
  const thumbnail = await encodePicture(canvas, thumbnailLongSidePx);
  return succeed({ ...inspected.value, photo, thumbnail, ...(captured && { captured }) });
}
