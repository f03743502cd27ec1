/** The worker's side of the contract: decode, inspect, encode. */
import type { GoldenPicture } from '../src/domain/golden-picture';
import type { InspectFault } from '../src/domain/inspection';
import type { Checkpoint } from '../src/domain/operation';
import type { PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import { thumbnailLongSidePx } from '../src/domain/stored-picture';
import type { Engine } from '../src/engine/engine';
import type { EngineHost } from '../src/engine/engine-host';
import { toGoldenPicture } from '../src/engine/golden-picture';
import type { InspectedPicture, InspectJob, InspectorApi } from '../src/inspector/contract';
import { createBaselineFeatures, type BaselineFeatures } from './baseline-features';
import { canvasToKeep, checkFile, decodePicture, type DecodedPicture } from './decode-picture';
import { encodePicture } from './encode-picture';
import { createJobRunner } from './job-runner';
import { nearest } from './nearest-job';
import { learn, teach } from './teach-job';
import { look, train } from './train-job';

/** The contract over `engine`. One job at a time, so that only one decoded picture is in memory. */
export function createInspectorApi(engine: Engine, host: EngineHost): InspectorApi {
  const jobs = createJobRunner();
  const baselines = createBaselineFeatures(engine);
  return {
    reportProgress: (port) => {
      jobs.reportTo(port);
      return Promise.resolve();
    },
    load: ({ jobId, bytes, preference }) =>
      jobs.run(jobId, (checkpoint) => {
        baselines.clear();
        return engine.load(bytes, { preference, checkpoint });
      }),
    inspect: (job) => jobs.run(job.jobId, (checkpoint) => inspect(job, { engine, host, baselines, checkpoint })),
    teach: (job, readPicture) =>
      jobs.runBeside(job.jobId, (checkpoint) => teach(job, readPicture, { engine, checkpoint })),
    look: (job) => jobs.run(job.jobId, (checkpoint) => look(job, { engine, checkpoint })),
    train: (job, onPoint) => jobs.runBeside(job.jobId, (checkpoint) => train(job, onPoint, { engine, checkpoint })),
    learn: (job, readPhoto) => jobs.runBeside(job.jobId, (checkpoint) => learn(job, readPhoto, { engine, checkpoint })),
    nearest: (job, readKnown) =>
      jobs.run(job.jobId, (checkpoint) => nearest(job, readKnown, { engine, baselines, checkpoint })),
    probe: ({ jobId, ...probe }) => jobs.run(jobId, () => engine.probe(probe)),
    check: checkFile,
    toGolden: (jobId, bytes) => jobs.run(jobId, () => goldenOf(bytes)),
    measureGolden: (jobId, bytes) => jobs.run(jobId, () => engine.measureGolden(bytes)),
    cancel: (jobId) => {
      jobs.cancel(jobId);
      return Promise.resolve();
    },
  };
}

async function goldenOf(bytes: ArrayBuffer): Promise<Result<GoldenPicture, PictureFault>> {
  const decoded = await decodePicture(bytes, (original) => original);
  return decoded.ok ? succeed(toGoldenPicture(decoded.value.picture)) : decoded;
}

interface InspectTools {
  readonly engine: Engine;
  readonly host: EngineHost;
  readonly baselines: BaselineFeatures;
  readonly checkpoint: Checkpoint;
}

async function inspect(job: InspectJob, tools: InspectTools): Promise<Result<InspectedPicture, InspectFault>> {
  if (!(await tools.checkpoint({ step: 'decode', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
  const startedMs = tools.host.now();
  const decoded = await decodePicture(job.bytes, (original) => tools.engine.leastSize(job.packId, original));
  if (!decoded.ok) return decoded;
  return judgeAndEncode(job, decoded.value, tools.host.now() - startedMs, tools);
}

async function judgeAndEncode(
  { packId, keepLongSidePx, baselines: pictures = [], isBaseline = false }: InspectJob,
  decoded: DecodedPicture,
  decodeMs: number,
  { engine, baselines, checkpoint }: InspectTools,
): Promise<Result<InspectedPicture, InspectFault>> {
  const known = await baselines.of(packId, pictures);
  const { picture } = decoded;
  const inspected = await engine.inspect({ packId, picture, decodeMs, checkpoint, baselines: known, isBaseline });
  if (!inspected.ok) return inspected;
  if (!(await checkpoint({ step: 'encode', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
  const canvas = await canvasToKeep(decoded, keepLongSidePx);
  const photo = await encodePicture(canvas, keepLongSidePx);
  const thumbnail = await encodePicture(canvas, thumbnailLongSidePx);
  const { captured } = decoded.file;
  return succeed({ ...inspected.value, photo, thumbnail, ...(captured && { captured }) });
}
