/** The worker's side of teaching classes. */
import type { PictureLook } from '../src/domain/class-teaching';
import type { InspectFault } from '../src/domain/inspection';
import type { Checkpoint } from '../src/domain/operation';
import { succeed, type Result } from '../src/domain/result';
import type { TeachFault } from '../src/domain/teach-fault';
import type { Engine } from '../src/engine/engine';
import type { LookJob, ReportPoint, TrainedPack, TrainJob } from '../src/inspector/contract';
import { decodePicture } from './decode-picture';

interface TrainTools {
  readonly engine: Engine;
  readonly checkpoint: Checkpoint;
}

export async function look(
  { packId, bytes }: LookJob,
  { engine, checkpoint }: TrainTools,
): Promise<Result<PictureLook, TeachFault | InspectFault>> {
  const decoded = await decodePicture(bytes, (original) => engine.leastSize(packId, original));
  return decoded.ok ? engine.look({ packId, picture: decoded.value.picture, checkpoint }) : decoded;
}

export async function train(
  { packId, pictures, options }: TrainJob,
  onPoint: ReportPoint,
  { engine, checkpoint }: TrainTools,
): Promise<Result<TrainedPack, TeachFault | InspectFault>> {
  const trained = await engine.train({
    ...{ packId, pictures, options, checkpoint },
    onPoint: (point) => void onPoint(point),
  });
  if (!trained.ok) return trained;
  const { bytes, report } = trained.value;
  return succeed({ bytes, report });
}
