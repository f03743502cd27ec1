/** The worker's side of the contract: decode, inspect, encode, one picture at a time. */
import type { InspectFault } from '../src/domain/inspection';
import { fail, succeed, type Result } from '../src/domain/result';
import type { Engine } from '../src/engine/engine';
import { createSemaphore } from '../src/domain/semaphore';
import type { EngineHost } from '../src/engine/ports';
import type { InspectedPicture, InspectJob, InspectorApi } from '../src/inspector/contract';
import { decodePicture, type DecodedPicture } from './decode-picture';
import { encodePicture } from './encode-picture';

/** Long side of the thumbnail shown in lists, px. */
const thumbnailLongSidePx = 256;

/** The contract over `engine`. One picture at a time from decoding to encoding, so that only one decoded picture is in memory. */
export function createInspector(engine: Engine, host: EngineHost): InspectorApi {
  const semaphore = createSemaphore(1);
  const waiting = new Set<string>();
  return {
    load: (bytes, wish) => semaphore.run(() => engine.load(bytes, wish)),
    inspect: (job) => {
      waiting.add(job.jobId);
      return semaphore.run(() => {
        if (!waiting.delete(job.jobId)) return fail({ kind: 'cancelled' });
        return inspect(job, engine, host);
      });
    },
    cancel: (jobId) => {
      waiting.delete(jobId);
      return Promise.resolve();
    },
  };
}

async function inspect(
  job: InspectJob,
  engine: Engine,
  host: EngineHost,
): Promise<Result<InspectedPicture, InspectFault>> {
  const startedMs = host.now();
  const decoded = await decodePicture(job.bytes);
  if (!decoded.ok) return decoded;
  try {
    return await judgeAndKeep(job, decoded.value, { engine, decodeMs: host.now() - startedMs });
  } finally {
    decoded.value.bitmap.close();
  }
}

async function judgeAndKeep(
  { packId, keepLongSidePx }: InspectJob,
  { picture, bitmap }: DecodedPicture,
  { engine, decodeMs }: { readonly engine: Engine; readonly decodeMs: number },
): Promise<Result<InspectedPicture, InspectFault>> {
  const inspected = await engine.inspect({ packId, picture, decodeMs });
  if (!inspected.ok) return inspected;
  const photo = await encodePicture(bitmap, keepLongSidePx);
  const thumbnail = await encodePicture(bitmap, thumbnailLongSidePx);
  return succeed({ ...inspected.value, photo, thumbnail });
}
